package org.almagest.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConstantDivisorTest {
    private static final long SEED = Long.getLong("almagest.seed", 20261127);
    private static final long[] EXTREMES = {
        0, 1, -1, 2, -2, 7, -7, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1
    };

    @Test
    void smallDivisorsAndPowersOfTwoAreRight() {
        for (long divisor = 2; divisor < 2000; divisor++) {
            check(divisor, 1);
            check(-divisor, 2);
        }
        for (int bit = 1; bit < 63; bit++) {
            for (long near = (1L << bit) - 1; near <= (1L << bit) + 1; near++) {
                if (ConstantDivisor.serves(near)) {
                    check(near, bit);
                    check(-near, bit);
                }
            }
        }
        check(Long.MAX_VALUE, 3);
        check(-Long.MAX_VALUE, 4);
    }

    @Test
    void randomDivisorsAreRight() {
        System.out.println("seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 3000; round++) {
            long divisor = random.nextLong() >> random.nextInt(63);
            if (ConstantDivisor.serves(divisor)) {
                check(divisor, SEED + round);
            }
        }
    }

    @Test
    void divisorsOfAnotherMethodAreRefused() {
        for (long divisor : new long[] {0, 1, -1, Long.MIN_VALUE}) {
            assertFalse(ConstantDivisor.serves(divisor));
            assertThrows(IllegalArgumentException.class, () -> ConstantDivisor.of(divisor));
        }
    }

    private static void check(long divisor, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] values = new long[128];
        System.arraycopy(EXTREMES, 0, values, 0, EXTREMES.length);
        for (int i = EXTREMES.length; i < values.length; i++) {
            // Half of them next to multiples of the divisor, where rounding shows.
            long any = random.nextLong() >> random.nextInt(63);
            values[i] = i % 2 == 0 ? any : any / divisor * divisor + random.nextInt(3) - 1;
        }
        int[] rows = new int[values.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = rows.length - 1 - i;
        }
        long[] quotients = new long[values.length];
        long[] remainders = new long[values.length];
        ConstantDivisor constant = ConstantDivisor.of(divisor);
        constant.quotients(values, rows, rows.length, quotients);
        constant.remainders(values, rows, rows.length, remainders);
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i] / divisor, quotients[i], values[i] + " / " + divisor);
            assertEquals(values[i] % divisor, remainders[i], values[i] + " % " + divisor);
        }
    }
}
