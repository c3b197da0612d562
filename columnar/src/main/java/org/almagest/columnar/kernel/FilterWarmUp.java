package org.almagest.columnar.kernel;

/// Runs the vector filter kernels on made-up blocks until the JIT has compiled them, which shows in
/// that they beat the scalar ones.
final class FilterWarmUp {
    private static final int ROWS = 1024;
    private static final int TEXT_BYTES = 24;
    private static final int ROUNDS = 500;
    private static final int RACE_ROUNDS = 50;

    /// Past this the machine emulates the kernels, and they will not win. Generous: queries that
    /// run meanwhile leave the compiler little.
    private static final long LIMIT_NANOS = 30_000_000_000L;

    private final int[] ints = new int[ROWS];
    private final long[] longs = new long[ROWS];
    private final float[] floats = new float[ROWS];
    private final double[] doubles = new double[ROWS];
    private final long[] mask = new long[ROWS / 64];
    private final int[] selection = new int[ROWS];
    private final byte[] bytes = new byte[ROWS * TEXT_BYTES];
    private final int[] offsets = new int[ROWS + 1];
    private final byte[] needle = {'7', '7'};

    private FilterWarmUp() {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('0' + i * 37 % 10);
        }
        for (int i = 0; i <= ROWS; i++) {
            offsets[i] = i * TEXT_BYTES;
        }
    }

    /// Answers whether the compiled vector kernels beat the scalar ones.
    static boolean vectorsWin() {
        FilterWarmUp warmUp = new FilterWarmUp();
        long start = System.nanoTime();
        while (System.nanoTime() - start < LIMIT_NANOS) {
            for (int i = 0; i < ROUNDS; i++) {
                warmUp.vectorRound(i);
                warmUp.scalarRound(i);
            }
            if (warmUp.race()) {
                return true;
            }
        }
        return false;
    }

    private boolean race() {
        long vectorNanos = Long.MAX_VALUE;
        long scalarNanos = Long.MAX_VALUE;
        for (int i = 0; i < RACE_ROUNDS; i++) {
            long before = System.nanoTime();
            vectorRound(i);
            long between = System.nanoTime();
            scalarRound(i);
            vectorNanos = Math.min(vectorNanos, between - before);
            scalarNanos = Math.min(scalarNanos, System.nanoTime() - between);
        }
        return vectorNanos < scalarNanos;
    }

    private void vectorRound(int i) {
        VectorFilter.rangeInts(ints, ROWS, -i, i & 1, mask);
        VectorFilter.rangeLongs(longs, ROWS, -i, i & 1, mask);
        VectorFilter.rangeFloats(floats, ROWS, -i, i & 1, mask);
        VectorFilter.rangeDoubles(doubles, ROWS, -i, i & 1, mask);
        VectorFilter.select(mask, ROWS, selection);
        VectorTextSearch.contains(bytes, offsets, ROWS, needle, mask);
    }

    private void scalarRound(int i) {
        ScalarFilter.rangeInts(ints, ROWS, -i, i & 1, mask);
        ScalarFilter.rangeLongs(longs, ROWS, -i, i & 1, mask);
        ScalarFilter.rangeFloats(floats, ROWS, -i, i & 1, mask);
        ScalarFilter.rangeDoubles(doubles, ROWS, -i, i & 1, mask);
        ScalarFilter.select(mask, ROWS, selection);
        TextSearch.scalar(bytes, offsets, ROWS, needle, 0, mask);
    }
}
