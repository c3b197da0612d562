package org.almagest.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackedSortTest {
    private static final long SEED = Long.getLong("almagest.seed", 20261127);

    private interface Values {
        long at(int i, SplittableRandom random);
    }

    @Test
    void numbersAreInUnsignedOrder() {
        System.out.println("seed " + SEED);
        int[] counts = {0, 1, 2, 3, 63, 64, 65, 66, 100, 1000, 4097, 100_000, 400_000};
        for (int count : counts) {
            check(count, (i, random) -> random.nextLong());
            check(count, (i, random) -> random.nextLong() >>> 20);
            check(count, (i, random) -> random.nextInt(3));
            check(count, (i, random) -> random.nextInt(100) == 0 ? random.nextLong() : random.nextInt(1000));
            check(count, (i, random) -> i);
            check(count, (i, random) -> -i);
            check(count, (i, random) -> 0);
            check(count, (i, random) -> -1);
            check(count, (i, random) -> Double.doubleToLongBits(random.nextDouble(-1, 1)));
        }
    }

    private static void check(int count, Values values) {
        SplittableRandom random = new SplittableRandom(SEED + count);
        long[] sorted = new long[count + 3];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = values.at(i, random);
        }
        long[] expected = sorted.clone();
        PackedSort.sort(sorted, new long[count], count);
        for (int i = 0; i < count; i++) {
            expected[i] ^= Long.MIN_VALUE;
        }
        Arrays.sort(expected, 0, count);
        for (int i = 0; i < count; i++) {
            expected[i] ^= Long.MIN_VALUE;
        }
        assertArrayEquals(expected, sorted, count + " numbers");
    }
}
