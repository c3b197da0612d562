package org.almagest.columnar.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The vector filter kernels compute what the scalar ones do, and those what a plain loop does.
class FilterKernelsTest {
    private static final int ROWS = 1024;

    private final Random random = new Random(seed());
    private final int[] ints = new int[ROWS];
    private final long[] longs = new long[ROWS];
    private final float[] floats = new float[ROWS];
    private final double[] doubles = new double[ROWS];
    private final long[] scalar = new long[ROWS / 64];
    private final long[] vector = new long[ROWS / 64];

    private static long seed() {
        long seed = Long.getLong("almagest.seed", 1_510L);
        System.out.println("almagest.seed=" + seed);
        return seed;
    }

    private void fill() {
        for (int i = 0; i < ROWS; i++) {
            ints[i] = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(10) - 5;
            longs[i] = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(10) - 5;
            doubles[i] = switch (random.nextInt(6)) {
                case 0 -> Double.NaN;
                case 1 -> -0.0;
                case 2 -> Double.POSITIVE_INFINITY;
                default -> random.nextInt(10) - 5;
            };
            floats[i] = (float) doubles[i];
        }
    }

    @Test
    void scalarKernelsDoWhatAPlainLoopDoes() {
        for (int round = 0; round < 50; round++) {
            fill();
            int rows = 1 + random.nextInt(ROWS);
            long low = random.nextInt(8) - 5;
            long high = low + random.nextInt(5);
            ScalarFilter.rangeInts(ints, rows, (int) low, (int) (high - low), scalar);
            ScalarFilter.rangeLongs(longs, rows, low, high - low, vector);
            for (int i = 0; i < rows; i++) {
                assertEquals(low <= ints[i] && ints[i] <= high, bit(scalar, i));
                assertEquals(low <= longs[i] && longs[i] <= high, bit(vector, i));
            }
            ScalarFilter.rangeDoubles(doubles, rows, low, high, scalar);
            ScalarFilter.rangeFloats(floats, rows, low, high, vector);
            for (int i = 0; i < rows; i++) {
                assertEquals(low <= doubles[i] && doubles[i] <= high, bit(scalar, i));
                assertEquals(low <= floats[i] && floats[i] <= high, bit(vector, i));
            }
        }
    }

    private static boolean bit(long[] mask, int row) {
        return (mask[row >>> 6] >>> row & 1) != 0;
    }

    @Test
    void vectorKernelsDoWhatScalarOnesDo() {
        assumeTrue(KernelChoice.ofProcess() != KernelChoice.SCALAR, "this JVM has no vectors");
        for (int round = 0; round < 300; round++) {
            fill();
            int rows = 1 + random.nextInt(ROWS);
            int low = random.nextInt(12) - 6;
            int span = random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(5);
            ScalarFilter.rangeInts(ints, rows, low, span, scalar);
            VectorFilter.rangeInts(ints, rows, low, span, vector);
            same(rows);
            ScalarFilter.rangeLongs(longs, rows, low, span, scalar);
            VectorFilter.rangeLongs(longs, rows, low, span, vector);
            same(rows);
            ScalarFilter.rangeFloats(floats, rows, low, low + 3, scalar);
            VectorFilter.rangeFloats(floats, rows, low, low + 3, vector);
            same(rows);
            ScalarFilter.rangeDoubles(doubles, rows, low, low + 3, scalar);
            VectorFilter.rangeDoubles(doubles, rows, low, low + 3, vector);
            same(rows);
            int[] wanted = new int[ROWS];
            int[] found = new int[ROWS];
            trim(scalar, rows);
            int count = ScalarFilter.select(scalar, rows, wanted);
            assertEquals(count, VectorFilter.select(scalar, rows, found));
            assertArrayEquals(Arrays.copyOf(wanted, count), Arrays.copyOf(found, count));
        }
    }

    private void same(int rows) {
        int words = rows + 63 >>> 6;
        assertArrayEquals(Arrays.copyOf(scalar, words), Arrays.copyOf(vector, words));
    }

    private static void trim(long[] mask, int rows) {
        if (rows % 64 != 0) {
            mask[rows >>> 6] &= (1L << rows) - 1;
        }
    }

    @Test
    void bitmapsAreCopiedBitByBit() {
        for (int round = 0; round < 2_000; round++) {
            long[] source = random.longs(20).toArray();
            int from = random.nextInt(500);
            int count = random.nextInt(600);
            int to = random.nextInt(500);
            long[] target = new long[20];
            BitmapKernels.setRange(target, 0, to);
            BitmapKernels.append(source, from, count, target, to);
            for (int i = 0; i < 20 * 64; i++) {
                boolean wanted = i < to || i < to + count && bit(source, from + i - to);
                assertEquals(wanted, bit(target, i));
            }
            assertEquals(count - countBits(source, from, count), ZoneKernels.nulls(source, from, count));
        }
    }

    private static int countBits(long[] bitmap, int from, int count) {
        int bits = 0;
        for (int i = from; i < from + count; i++) {
            bits += bit(bitmap, i) ? 1 : 0;
        }
        return bits;
    }
}
