package org.almagest.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelectKernelsTest {
    private static final long SEED = Long.getLong("almagest.seed", 20261127);

    private interface Values {
        long at(SplittableRandom random);
    }

    @Test
    void valuesNearARankAreThoseOfASort() {
        System.out.println("seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 300; round++) {
            int count = 1 + random.nextInt(600);
            check(random, count, SplittableRandom::nextLong);
            check(random, count, r -> r.nextInt(5));
            check(random, count, r -> 42);
            check(random, count, r -> r.nextInt(20) == 0 ? r.nextLong() : r.nextInt(1000));
            check(random, count, r -> Double.doubleToLongBits(r.nextDouble()));
            check(random, count, r -> r.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
    }

    private static void check(SplittableRandom random, int count, Values source) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = source.at(random);
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = random.nextInt(count);
        long[] near = new long[count + 1];
        long found = SelectKernels.near(values, count, rank, new int[256], near);
        int first = (int) (found >>> Integer.SIZE);
        int size = (int) found;
        long[] part = Arrays.copyOf(near, size);
        Arrays.sort(part);
        assertEquals(true, first <= Math.max(0, rank - 1) && first + size > Math.min(count - 1, rank + 1));
        for (int i = 0; i < size; i++) {
            assertEquals(sorted[first + i], part[i], "rank " + (first + i) + " of " + count);
        }
        for (int at = Math.max(first, rank - 1); at <= Math.min(count - 1, rank + 1); at++) {
            assertEquals(sorted[at], SelectKernels.select(near, 0, size, at - first));
        }
    }
}
