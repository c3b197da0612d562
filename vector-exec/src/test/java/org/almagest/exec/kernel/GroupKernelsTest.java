package org.almagest.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Sums by way of rows in the order of their groups are those of adding row by row.
class GroupKernelsTest {
    private static final long SEED = Long.getLong("almagest.seed", 20261128);
    private static final int ROWS = 1024;

    @Test
    void rowsInTheOrderOfTheirGroupsGiveTheSumsOfEach() {
        System.out.println("seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 500; round++) {
            int groupCount = 1 + random.nextInt(128);
            int[] groups = random.ints(ROWS, 0, groupCount).toArray();
            int[] rows = Arrays.stream(RowKernels.identity(ROWS))
                    .filter(row -> random.nextInt(4) > 0)
                    .limit(random.nextInt(ROWS + 1))
                    .toArray();
            check(random, rows, groups, groupCount);
        }
    }

    private static void check(SplittableRandom random, int[] rows, int[] groups, int groupCount) {
        long[] values = new long[ROWS];
        double[] doubles = new double[ROWS];
        int bits = random.nextInt(54);
        for (int row = 0; row < ROWS; row++) {
            values[row] = random.nextLong() >> 63 - bits;
            doubles[row] = random.nextInt(1000);
        }
        long[] expected = new long[groupCount];
        double[] expectedDoubles = new double[groupCount];
        int[] counts = new int[groupCount];
        long used = 0;
        for (int row : rows) {
            expected[groups[row]] += values[row];
            expectedDoubles[groups[row]] += doubles[row];
            counts[groups[row]]++;
            used |= values[row] < 0 ? ~values[row] : values[row];
        }
        int[] starts = new int[129];
        int[] order = new int[ROWS];
        GroupKernels.order(rows, rows.length, groups, groupCount, new int[512], starts, order);
        long[] sums = new long[groupCount];
        assertEquals(used, GroupKernels.sumOrdered(values, order, starts, groupCount, sums));
        assertArrayEquals(expected, sums);
        double[] doubleSums = new double[groupCount];
        GroupKernels.addOrdered(doubles, order, starts, groupCount, doubleSums);
        assertArrayEquals(expectedDoubles, doubleSums);
        for (int group = 0; group < groupCount; group++) {
            assertEquals(counts[group], starts[group + 1] - starts[group]);
            for (int i = starts[group]; i < starts[group + 1]; i++) {
                assertEquals(group, groups[order[i]]);
            }
        }
        int[] listed = Arrays.copyOf(order, rows.length);
        Arrays.sort(listed);
        assertArrayEquals(rows, listed);
    }

    @Test
    void runsAreSummedOneByOne() {
        long[] values = {1, -2, 3, 1L << 53, 5};
        long[] sums = new long[3];
        long bits = GroupKernels.sumRuns(values, new int[] {0, 2, 3, 5}, 3, sums);
        assertArrayEquals(new long[] {-1, 3, (1L << 53) + 5}, sums);
        assertEquals(1L << 53 | 7, bits);
    }
}
