package org.almagest.columnar.kernel;

/// Runs the vector filter kernels on made-up blocks until the JIT has compiled them.
final class FilterWarmUp {
    private static final int ROWS = 1024;
    private static final int ROUNDS = 3_000;

    /// Past this the machine emulates the kernels; they stay right, if slow.
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private FilterWarmUp() {}

    static void run() {
        int[] ints = new int[ROWS];
        long[] longs = new long[ROWS];
        float[] floats = new float[ROWS];
        double[] doubles = new double[ROWS];
        long[] mask = new long[ROWS / 64];
        int[] selection = new int[ROWS];
        long start = System.nanoTime();
        for (int i = 0; i < ROUNDS && System.nanoTime() - start < LIMIT_NANOS; i++) {
            VectorFilter.rangeInts(ints, ROWS, -i, i & 1, mask);
            VectorFilter.rangeLongs(longs, ROWS, -i, i & 1, mask);
            VectorFilter.rangeFloats(floats, ROWS, -i, i & 1, mask);
            VectorFilter.rangeDoubles(doubles, ROWS, -i, i & 1, mask);
            VectorFilter.select(mask, ROWS, selection);
        }
    }
}
