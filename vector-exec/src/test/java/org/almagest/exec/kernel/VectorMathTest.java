package org.almagest.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.almagest.columnar.kernel.KernelChoice;
import org.almagest.columnar.kernel.VectorWidth;
import org.junit.jupiter.api.Test;

/// The kernels of doubles on wide vectors against the plain loops, at every length.
final class VectorMathTest {
    private static final int COUNT = 1024;

    private final long seed = Long.getLong("almagest.seed", 2_711L);
    private final Random random = new Random(seed);
    private final double[] x = new double[COUNT];

    private static void assumeWideVectors() {
        assumeTrue(KernelChoice.ofProcess() != KernelChoice.SCALAR && VectorWidth.WIDE, "no vectors of 512 bits");
    }

    private double roundable(double bound) {
        return switch (random.nextInt(6)) {
            case 0 -> bound + (random.nextInt(9) - 4) * 0.25;
            case 1 -> -bound + (random.nextInt(9) - 4) * 0.25;
            case 2 -> random.nextInt(1000) + 0.5;
            case 3 -> -0.0;
            default -> random.nextGaussian() * bound / 4;
        };
    }

    private static double odd(int kind) {
        return switch (kind) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> 1e300;
            case 4 -> -0x1p51;
            case 5 -> 0x1p51;
            case 6 -> -0x1.8p52;
            case 7 -> 0x1p63;
            default -> Double.longBitsToDouble(0xFFFF_FFFF_FFFF_FFFFL);
        };
    }

    @Test
    void roundingIsThatOfThePlainLoop() {
        assumeWideVectors();
        int[] plain = new int[COUNT];
        int[] wide = new int[COUNT];
        double[][] bounds = {{Integer.MIN_VALUE, 0x1p31}, {-128, 128}, {0, 256}};
        for (double[] bound : bounds) {
            for (int count = VectorMath.LEAST; count <= COUNT; count++) {
                for (int i = 0; i < count; i++) {
                    x[i] = count % 2 == 0 ? (random.nextDouble() + 1) * bound[1] / 4 : roundable(bound[1]);
                }
                if (count % 3 == 0) {
                    x[random.nextInt(count)] = odd(random.nextInt(9));
                }
                boolean wrong = ConvertKernels.roundOneByOne(x, bound[0], bound[1], count, plain);
                String what = count + " values, -Dalmagest.seed=" + seed;
                assertEquals(wrong, VectorMath.roundToInts(x, (long) bound[0], (long) bound[1] - 1, count, wide), what);
                for (int i = 0; i < count; i++) {
                    double value = Math.rint(x[i]);
                    if (value >= bound[0] && value < bound[1]) {
                        assertEquals(plain[i], wide[i], what);
                    }
                }
            }
        }
    }

    @Test
    void roundingToLongsIsThatOfThePlainLoopOrGivenUp() {
        assumeWideVectors();
        long[] plain = new long[COUNT];
        long[] wide = new long[COUNT];
        double[][] bounds = {{-0x1p63, 0x1p63}, {0, 0x1p63}, {0, 0x1p31}, {-0x1p50, 0x1p50}};
        for (double[] bound : bounds) {
            for (int count = VectorMath.LEAST; count <= COUNT; count++) {
                double large = Math.min(bound[1], 0x1p50);
                for (int i = 0; i < count; i++) {
                    x[i] = count % 2 == 0 ? (random.nextDouble() + 1) * large / 4 : roundable(large);
                }
                boolean isOdd = count % 3 == 0;
                if (isOdd) {
                    x[random.nextInt(count)] = odd(random.nextInt(9));
                }
                boolean wrong = ConvertKernels.roundOneByOne(x, bound[0], bound[1], count, plain);
                boolean done = VectorMath.roundToLongs(x, (long) bound[0], (long) bound[1] - 1, count, wide);
                String what = count + " values, -Dalmagest.seed=" + seed;
                assertFalse(done && wrong, what);
                assertTrue(done || isOdd || count % 2 == 1, what);
                for (int i = 0; done && i < count; i++) {
                    assertEquals(plain[i], wide[i], what);
                }
                assertEquals(wrong, ConvertKernels.roundToLongs(x, bound[0], bound[1], count, wide), what);
                for (int i = 0; !wrong && i < count; i++) {
                    assertEquals(plain[i], wide[i], what);
                }
            }
        }
    }

    @Test
    void logarithmsHaveTheBitsOfTheStages() {
        assumeWideVectors();
        LogStages stages = new LogStages(COUNT);
        double[] plain = new double[COUNT];
        double[] wide = new double[COUNT];
        for (int count = VectorMath.LEAST; count <= COUNT; count++) {
            for (int i = 0; i < count; i++) {
                x[i] = i % 3 == 0
                        ? 1 + (random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(40))
                        : Math.scalb(1 + random.nextDouble(), random.nextInt(2045) - 1022);
            }
            stages.log10ByStages(x, count, plain);
            VectorMath.log10(x, count, wide);
            for (int i = 0; i < count; i++) {
                assertEquals(
                        Double.doubleToRawLongBits(plain[i]),
                        Double.doubleToRawLongBits(wide[i]),
                        "of " + x[i] + ", -Dalmagest.seed=" + seed);
            }
        }
    }

    @Test
    void whatLiesOutsideIsListedAtEveryLength() {
        long[] out = new long[COUNT / 64];
        for (int count = 0; count <= COUNT; count++) {
            boolean all = count % 2 == 0;
            double[] values = new double[all ? COUNT : count];
            java.util.Arrays.fill(out, -1L);
            boolean any = false;
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(200) == 0 ? odd(random.nextInt(9)) : random.nextInt(100);
                any |= i < count && !(values[i] >= 0 && values[i] <= 98);
            }
            assertEquals(any, RangeKernels.outside(values, count, 0, 98, out));
            for (int i = 0; i < count + 63 >>> 6 << 6; i++) {
                boolean expected = i < count && !(values[i] >= 0 && values[i] <= 98);
                assertEquals(expected, (out[i >>> 6] >>> i & 1) != 0, "value " + i + " of " + count);
            }
        }
    }
}
