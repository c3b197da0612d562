package org.almagest.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.kernel.KernelChoice;
import org.junit.jupiter.api.Test;

/// Kernels over runs of blocks against the scalar ones over each block, bit for bit: blocks of any
/// length, at any distance, with NaN, infinities, both zeros, and none or all of them counting.
final class RunKernelsTest {
    private static final int BLOCKS = 5;
    private static final int VALUES = 1024;
    private static final int BYTES = BLOCKS * (8 * VALUES + 64) + 128;

    private final long seed = Long.getLong("almagest.seed", 71_717L);
    private final Random random = new Random(seed);
    private final double[][] values = new double[BLOCKS][VALUES];
    private final long[] offsets = new long[BLOCKS];
    private final int[] counts = new int[BLOCKS];
    private final long[][] bits = new long[BLOCKS][VALUES / 64];
    private final double[] sums = new double[BLOCKS];
    private final double[] squares = new double[BLOCKS];

    @Test
    @SuppressWarnings("restricted")
    void runsAreTheirBlocks() {
        assumeTrue(KernelChoice.ofProcess() != KernelChoice.SCALAR, "this JVM has no vectors");
        try (Arena arena = Arena.ofConfined()) {
            long address = arena.allocate(BYTES, 64).address();
            MemorySegment page = MemorySegment.ofAddress(address).reinterpret(BYTES);
            for (int round = 0; round < 400; round++) {
                int blocks = 1 + random.nextInt(BLOCKS);
                fill(page, blocks, round);
                doubles(page, blocks);
                floats(page, blocks);
            }
        }
    }

    private void fill(MemorySegment page, int blocks, int round) {
        long at = 8L * random.nextInt(8);
        for (int k = 0; k < blocks; k++) {
            offsets[k] = at;
            counts[k] = random.nextInt(4) == 0 ? 1 + random.nextInt(VALUES) : VALUES;
            for (int i = 0; i < VALUES; i++) {
                values[k][i] = value(round);
                boolean counted = i < counts[k] && random.nextInt(5) < round % 6;
                bits[k][i >>> 6] = bits[k][i >>> 6] & ~(1L << i) | (counted ? 1L << i : 0);
            }
            MemorySegment.copy(values[k], 0, page, ValueLayout.JAVA_DOUBLE, at, counts[k]);
            at += 8L * counts[k];
        }
    }

    private double value(int round) {
        return switch (random.nextInt(round % 3 == 0 ? 10 : 5_000)) {
            case 0 -> round % 2 == 0 ? Double.NaN : Double.longBitsToDouble(0xFFF8_0000_0000_0001L);
            case 1 -> 0.0;
            case 2 -> -0.0;
            case 3 -> round % 5 == 0 ? Double.POSITIVE_INFINITY : 1e300;
            case 4 -> round % 7 == 0 ? Double.NEGATIVE_INFINITY : -1e300;
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
        };
    }

    private void doubles(MemorySegment page, int blocks) {
        RunKernels.sum(page, offsets, counts, bits, blocks, sums);
        for (int k = 0; k < blocks; k++) {
            assertSame(ScalarSums.sum(values[k], counts[k], bits[k]), sums[k], "sum", k);
        }
        RunKernels.sumAndSquare(page, offsets, counts, bits, blocks, sums, squares);
        for (int k = 0; k < blocks; k++) {
            double sum = ScalarSums.sum(values[k], counts[k], bits[k]);
            double mean = sum / BitmapKernels.count(bits[k], bits[k].length);
            assertSame(sum, sums[k], "sum beside squares", k);
            assertSame(ScalarSums.sumOfSquares(values[k], counts[k], mean, bits[k]), squares[k], "squares", k);
        }
    }

    private void floats(MemorySegment page, int blocks) {
        for (int k = 0; k < blocks; k++) {
            for (int i = 0; i < counts[k]; i++) {
                values[k][i] = (float) values[k][i];
                page.set(ValueLayout.JAVA_FLOAT, offsets[k] + 4L * i, (float) values[k][i]);
            }
        }
        RunKernels.sumFloats(page, offsets, counts, bits, blocks, sums);
        for (int k = 0; k < blocks; k++) {
            assertSame(ScalarSums.sum(values[k], counts[k], bits[k]), sums[k], "sum of floats", k);
        }
    }

    private void assertSame(double expected, double found, String what, int block) {
        assertEquals(
                Double.doubleToLongBits(expected),
                Double.doubleToLongBits(found),
                what + " of block " + block + ", almagest.seed=" + seed);
    }
}
