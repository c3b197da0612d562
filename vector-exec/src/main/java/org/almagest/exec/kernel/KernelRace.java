package org.almagest.exec.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Runs the vector kernels on made-up blocks until the JIT has compiled them, then races them
/// against the scalar ones.
final class KernelRace {
    private static final int VALUES = 1024;
    private static final int ROUNDS = 4_000;
    private static final int RACE_ROUNDS = 300;
    private static final int RACES = 3;

    /// Past this the machine emulates the kernels, and they will not win.
    private static final long LIMIT_NANOS = 5_000_000_000L;

    private final double[] values = new double[VALUES + 8];
    private final double[] packed = new double[VALUES];
    private final double[] bounds = new double[2];
    private final long[] validity = new long[VALUES / 64];
    private final long[] words = new long[VALUES];
    private final int[] rows = new int[VALUES];
    private final MemorySegment page;
    private double sink;

    private KernelRace(MemorySegment page) {
        this.page = page;
        for (int i = 0; i < VALUES; i++) {
            values[i] = i * 37 % 101;
            words[i] = i * 0x9E37_79B9_7F4A_7C15L;
        }
        java.util.Arrays.fill(validity, 0x7FFF_FFFF_7FFF_FFFFL);
    }

    /// Answers whether the compiled vector kernels beat the scalar ones. A race that is lost because
    /// a compilation was late is run again.
    @SuppressWarnings("restricted")
    static boolean vectorsWin() {
        try (Arena arena = Arena.ofConfined()) {
            long bytes = 8L * VALUES + 64;
            long address = arena.allocate(bytes, 64).address();
            KernelRace kernels = new KernelRace(MemorySegment.ofAddress(address).reinterpret(bytes));
            for (int i = 0; i < RACES; i++) {
                if (kernels.race()) {
                    return true;
                }
            }
            return false;
        }
    }

    private boolean race() {
        long start = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            vectorRound(VALUES - i % 9);
            pageRound(VALUES - i % 9);
            if (i < ROUNDS / 4) {
                scalarRound(VALUES - i % 9);
            }
            if (System.nanoTime() - start > LIMIT_NANOS) {
                return false;
            }
        }
        long vectorNanos = Long.MAX_VALUE;
        long scalarNanos = Long.MAX_VALUE;
        for (int i = 0; i < RACE_ROUNDS; i++) {
            long before = System.nanoTime();
            vectorRound(VALUES);
            long between = System.nanoTime();
            scalarRound(VALUES);
            vectorNanos = Math.min(vectorNanos, between - before);
            scalarNanos = Math.min(scalarNanos, System.nanoTime() - between);
        }
        return vectorNanos < scalarNanos && !Double.isNaN(sink);
    }

    private void vectorRound(int count) {
        sink = VectorSums.sum(values, count) + VectorSums.sumOfSquares(values, count, 3);
        VectorSums.bounds(values, count, bounds);
        sink += VectorSums.sum(values, count, validity) + VectorSums.sumOfSquares(values, count, 3, validity);
        VectorSums.bounds(values, count, validity, bounds);
        VectorSums.packValid(values, validity, count, packed);
        VectorSums.validRows(validity, count, rows);
        VectorSums.notAbove(words, 1L << 60, count, rows);
    }

    /// What has no scalar version is only compiled.
    private void pageRound(int count) {
        sink += VectorPageSums.sum(page, 0, count) + VectorPageSums.sumOfSquares(page, 0, count, 3);
        sink += VectorPageSums.sum(page, 0, count, validity) + VectorPageSums.sumFloats(page, 0, count, validity);
        sink += VectorPageSums.sumOfSquares(page, 0, count, 3, validity);
        VectorPageSums.bounds(page, 0, count, bounds);
        VectorPageSums.bounds(page, 0, count, validity, bounds);
    }

    private void scalarRound(int count) {
        sink = ScalarSums.sum(values, count) + ScalarSums.sumOfSquares(values, count, 3);
        ScalarSums.bounds(values, count, bounds);
        sink += ScalarSums.sum(values, count, validity) + ScalarSums.sumOfSquares(values, count, 3, validity);
        ScalarSums.bounds(values, count, validity, bounds);
        ScalarSums.packValid(values, validity, count, packed);
        ScalarSums.validRows(validity, count, rows);
        ScalarSums.notAbove(words, 1L << 60, count, rows);
    }
}
