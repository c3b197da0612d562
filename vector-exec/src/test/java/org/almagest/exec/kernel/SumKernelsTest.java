package org.almagest.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.almagest.columnar.kernel.KernelChoice;
import org.junit.jupiter.api.Test;

/// The vector kernels against the scalar ones at every length, bit for bit.
final class SumKernelsTest {
    private static final int VALUES = 1024;

    private final Random random = new Random(424242);
    private final double[] values = new double[VALUES];
    private final long[] words = new long[VALUES];
    private final long[] validity = new long[VALUES / 64];

    private void fill(int round) {
        for (int i = 0; i < VALUES; i++) {
            values[i] = switch (random.nextInt(round % 3 == 0 ? 400 : 12)) {
                case 0 -> Double.NaN;
                case 1 -> 0.0;
                case 2 -> -0.0;
                case 3 -> round % 5 == 0 ? Double.POSITIVE_INFINITY : 1e300;
                default -> random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
            };
            words[i] = random.nextLong();
        }
        for (int w = 0; w < validity.length; w++) {
            validity[w] = random.nextInt(3) == 0 ? -1L : random.nextLong() | random.nextLong();
        }
    }

    private static void assumeVectors() {
        assumeTrue(KernelChoice.ofProcess() != KernelChoice.SCALAR, "this JVM has no vectors");
    }

    @Test
    void reductionsAreTheSameBits() {
        assumeVectors();
        for (int count = 0; count <= VALUES; count++) {
            fill(count);
            assertEquals(bits(ScalarSums.sum(values, count)), bits(VectorSums.sum(values, count)), "sum of " + count);
            assertEquals(
                    bits(ScalarSums.sumOfSquares(values, count, 0.37)),
                    bits(VectorSums.sumOfSquares(values, count, 0.37)),
                    "squares of " + count);
            double[] scalar = new double[2];
            double[] vector = new double[2];
            assertEquals(ScalarSums.bounds(values, count, scalar), VectorSums.bounds(values, count, vector));
            assertArrayEquals(scalar, vector, "bounds of " + count);
        }
    }

    @Test
    @SuppressWarnings("restricted")
    void maskedAndInPagesTheyAreTheSameBits() {
        assumeVectors();
        try (Arena arena = Arena.ofConfined()) {
            long address = arena.allocate(8L * VALUES + 128, 64).address();
            MemorySegment page = MemorySegment.ofAddress(address).reinterpret(8L * VALUES + 128);
            for (int count = 0; count <= VALUES; count++) {
                fill(count);
                long[] mask = validity.clone();
                for (int i = count; i < VALUES; i++) {
                    mask[i >>> 6] &= ~(1L << i);
                }
                int offset = 8 * (count % 8);
                MemorySegment.copy(values, 0, page, ValueLayout.JAVA_DOUBLE, offset, VALUES);
                double[] scalar = new double[2];
                double[] vector = new double[2];
                double sum = ScalarSums.sum(values, count, mask);
                assertEquals(bits(sum), bits(VectorSums.sum(values, count, mask)), "masked sum of " + count);
                assertEquals(bits(sum), bits(VectorPageSums.sum(page, offset, count, mask)));
                assertEquals(bits(ScalarSums.sum(values, count)), bits(VectorPageSums.sum(page, offset, count)));
                double squares = ScalarSums.sumOfSquares(values, count, 0.37, mask);
                assertEquals(bits(squares), bits(VectorSums.sumOfSquares(values, count, 0.37, mask)));
                assertEquals(bits(squares), bits(VectorPageSums.sumOfSquares(page, offset, count, 0.37, mask)));
                assertEquals(
                        bits(ScalarSums.sumOfSquares(values, count, 0.37)),
                        bits(VectorPageSums.sumOfSquares(page, offset, count, 0.37)));
                int nans = ScalarSums.bounds(values, count, mask, scalar);
                assertEquals(nans, VectorSums.bounds(values, count, mask, vector));
                assertArrayEquals(scalar, vector, "masked bounds of " + count);
                assertEquals(nans, VectorPageSums.bounds(page, offset, count, mask, vector));
                assertArrayEquals(scalar, vector, "masked bounds in a page of " + count);
                nans = ScalarSums.bounds(values, count, scalar);
                assertEquals(nans, VectorPageSums.bounds(page, offset, count, vector));
                assertArrayEquals(scalar, vector, "bounds in a page of " + count);
                floats(page, offset, count, mask);
            }
        }
    }

    private void floats(MemorySegment page, int offset, int count, long[] mask) {
        for (int i = 0; i < VALUES; i++) {
            float single = (float) values[i];
            page.set(ValueLayout.JAVA_FLOAT, offset + 4L * i, single);
            values[i] = single;
        }
        assertEquals(
                bits(ScalarSums.sum(values, count, mask)), bits(VectorPageSums.sumFloats(page, offset, count, mask)));
    }

    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }

    @Test
    void boundsLeaveNaNOut() {
        double[] out = new double[2];
        for (int count = 0; count <= 40; count++) {
            fill(1);
            double[] numbers =
                    Arrays.stream(values, 0, count).filter(v -> v == v).toArray();
            assertEquals(count - numbers.length, ScalarSums.bounds(values, count, out));
            assertEquals(Arrays.stream(numbers).min().orElse(Double.POSITIVE_INFINITY) + 0.0, out[0]);
            assertEquals(Arrays.stream(numbers).max().orElse(Double.NEGATIVE_INFINITY) + 0.0, out[1]);
        }
    }

    @Test
    void listsAndPackedValuesAreTheSame() {
        assumeVectors();
        for (int count = 0; count <= VALUES; count++) {
            fill(count);
            int[] scalarRows = new int[VALUES];
            int[] vectorRows = new int[VALUES];
            int found = ScalarSums.validRows(validity, count, scalarRows);
            assertEquals(found, VectorSums.validRows(validity, count, vectorRows));
            assertEquals(found, RowKernels.countValid(validity, count));
            assertTrue(Arrays.equals(scalarRows, 0, found, vectorRows, 0, found));
            double[] scalar = new double[VALUES];
            double[] vector = new double[VALUES];
            assertEquals(found, ScalarSums.packValid(values, validity, count, scalar));
            assertEquals(found, VectorSums.packValid(values, validity, count, vector));
            assertTrue(Arrays.equals(scalar, 0, found, vector, 0, found));
            long most = random.nextLong();
            int below = ScalarSums.notAbove(words, most, count, scalarRows);
            assertEquals(below, VectorSums.notAbove(words, most, count, vectorRows));
            assertTrue(Arrays.equals(scalarRows, 0, below, vectorRows, 0, below));
        }
    }

    @Test
    @SuppressWarnings("restricted")
    void compiledKernelsAllocateNothing() {
        assumeVectors();
        fill(1);
        try (Arena arena = Arena.ofConfined()) {
            long address = arena.allocate(8L * VALUES + 128, 64).address();
            allocateNothing(MemorySegment.ofAddress(address).reinterpret(8L * VALUES + 128));
        }
    }

    private void allocateNothing(MemorySegment page) {
        double[] bounds = new double[2];
        double[] packed = new double[VALUES];
        int[] rows = new int[VALUES];
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        double sink = 0;
        for (int round = 0; round < 60 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2000; i++) {
                sink += VectorSums.sum(values, VALUES) + VectorSums.sumOfSquares(values, VALUES, 2);
                VectorSums.bounds(values, VALUES, bounds);
                VectorSums.packValid(values, validity, VALUES, packed);
                VectorSums.validRows(validity, VALUES, rows);
                VectorSums.notAbove(words, 1L << 61, VALUES, rows);
                sink += VectorSums.sum(values, VALUES, validity);
                sink += VectorSums.sumOfSquares(values, VALUES, 2, validity);
                VectorSums.bounds(values, VALUES, validity, bounds);
                sink += VectorPageSums.sum(page, 0, VALUES) + VectorPageSums.sumOfSquares(page, 0, VALUES, 2);
                sink += VectorPageSums.sum(page, 0, VALUES, validity);
                sink += VectorPageSums.sumFloats(page, 0, VALUES, validity);
                sink += VectorPageSums.sumOfSquares(page, 0, VALUES, 2, validity);
                VectorPageSums.bounds(page, 0, VALUES, bounds);
                VectorPageSums.bounds(page, 0, VALUES, validity, bounds);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < 2000, "bytes allocated in 2,000 rounds: " + least + " " + sink);
    }
}
