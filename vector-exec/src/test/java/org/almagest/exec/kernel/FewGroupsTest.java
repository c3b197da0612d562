package org.almagest.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Kernels of few groups add what a plain loop adds, whatever rows count and what stands where none does.
class FewGroupsTest {
    private static final long SEED = Long.getLong("almagest.seed", 41);
    private static final int ROWS = 1024;
    private static final int LANES = 512;

    private final Random random = new Random(SEED);
    private final int[] groups = new int[ROWS];
    private final double[] values = new double[ROWS];
    private final long[] validity = new long[ROWS / 64];
    private final int[] rows = new int[ROWS];
    private final int[] identity = new int[ROWS];

    @Test
    void addWhatALoopAdds() {
        System.out.println("seed " + SEED);
        for (int round = 0; round < 300; round++) {
            int groupCount = 1 + random.nextInt(128);
            int count = round < 10 ? round : random.nextInt(ROWS + 1);
            int found = draw(groupCount, count);
            long[] expected = new long[groupCount];
            double[] expectedSums = new double[groupCount];
            long[] all = new long[groupCount];
            for (int i = 0; i < count; i++) {
                all[groups[i]]++;
            }
            for (int i = 0; i < found; i++) {
                expected[groups[rows[i]]]++;
                expectedSums[groups[rows[i]]] += values[rows[i]];
            }
            count(groupCount, count, found, all, expected);
            sum(groupCount, count, found, expectedSums, expected);
        }
    }

    /// Draws small whole numbers, whose sums are exact; where no row counts stands anything.
    private int draw(int groupCount, int count) {
        int found = 0;
        for (int i = 0; i < ROWS; i++) {
            identity[i] = i;
            groups[i] = random.nextInt(groupCount);
            boolean valid = random.nextInt(4) > 0;
            values[i] = valid ? random.nextInt(1000) - 500 : random.nextBoolean() ? Double.NaN : 1e300;
            long bit = 1L << i;
            validity[i >>> 6] = valid ? validity[i >>> 6] | bit : validity[i >>> 6] & ~bit;
            if (valid && i < count) {
                rows[found++] = i;
            }
        }
        return found;
    }

    private void count(int groupCount, int count, int found, long[] all, long[] valid) {
        int[] lanes = new int[LANES];
        long[] counts = new long[groupCount];
        GroupKernels.countFew(count, groups, groupCount, lanes, counts);
        assertArrayEquals(all, counts);
        counts = new long[groupCount];
        GroupKernels.countFew(identity, count, groups, groupCount, lanes, counts);
        assertArrayEquals(all, counts);
        counts = new long[groupCount];
        GroupKernels.countFew(rows, found, groups, groupCount, lanes, counts);
        assertArrayEquals(valid, counts);
        assertEquals(0, java.util.Arrays.stream(lanes).sum());
    }

    private void sum(int groupCount, int count, int found, double[] expectedSums, long[] expected) {
        double[] sumLanes = new double[LANES];
        int[] countLanes = new int[LANES];
        double[] sums = new double[groupCount];
        long[] counts = new long[groupCount];
        GroupKernels.sumFewValid(values, validity, count, groups, groupCount, sumLanes, countLanes, sums, counts);
        assertArrayEquals(expected, counts);
        assertArrayEquals(expectedSums, sums);
        sums = new double[groupCount];
        counts = new long[groupCount];
        GroupKernels.sumFew(values, rows, found, groups, groupCount, sumLanes, countLanes, sums, counts);
        assertArrayEquals(expected, counts);
        assertArrayEquals(expectedSums, sums);
        assertArrayEquals(new double[LANES], sumLanes);
        assertArrayEquals(new int[LANES], countLanes);
    }
}
