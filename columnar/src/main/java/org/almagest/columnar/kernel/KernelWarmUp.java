package org.almagest.columnar.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Runs the vector kernels on made-up blocks until the JIT has compiled them, then races them.
final class KernelWarmUp {
    private static final int VALUES = 1024;
    private static final int ROUNDS = 4_000;
    private static final int RACE_ROUNDS = 300;
    private static final int RACES = 3;

    /// Past this the machine emulates the kernels, and they will not win. Generous: compilation
    /// takes two seconds of a free core, but queries that run meanwhile leave none free.
    private static final long LIMIT_NANOS = 30_000_000_000L;

    private final MemorySegment page;
    private final int[] ints = new int[VALUES];
    private final long[] longs = new long[VALUES];
    private final float[] floats = new float[VALUES];
    private final double[] doubles = new double[VALUES];
    private final byte[] bytes = new byte[VALUES * 16 + 128];
    private final int[] lengths = new int[VALUES];
    private final long[] validity = new long[VALUES / 64];

    private KernelWarmUp(MemorySegment page) {
        this.page = page;
        Arrays.fill(lengths, 14);
        Arrays.fill(validity, 0x7FFF_FFFF_7FFF_FFFFL);
    }

    /// Answers whether the compiled vector kernels beat the scalar ones.
    @SuppressWarnings("restricted")
    static boolean vectorsWin() {
        try (Arena arena = Arena.ofConfined()) {
            int size = VALUES * 10 + 128;
            MemorySegment page =
                    MemorySegment.ofAddress(arena.allocate(size, 64).address()).reinterpret(size);
            return new KernelWarmUp(page).winsOneOf(RACES);
        }
    }

    /// A race that is lost because a compilation was late is run again.
    private boolean winsOneOf(int races) {
        for (int i = 0; i < races; i++) {
            if (race()) {
                return true;
            }
        }
        return false;
    }

    private boolean race() {
        long start = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            vectorRound(i);
            if (i < ROUNDS / 4) {
                scalarRound(i);
            }
            if (System.nanoTime() - start > LIMIT_NANOS) {
                return false;
            }
        }
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
        VectorDecode.unpackInts(page, 0, i % 26, i, VALUES, ints);
        VectorDecode.unpackWideInts(page, 0, 26 + i % 7, i, VALUES, ints);
        VectorDecode.unpackLongs(page, 0, i % 58, i, VALUES, longs);
        VectorDecode.alpFloats(page, 0, i % 26, i, 10f, 0.01f, VALUES, floats);
        VectorDecode.alpDoubles(page, 0, i % 58, i, 10, 0.01, VALUES, doubles);
        VectorDecode.expandInts(ints, validity, VALUES, VALUES - 32);
        VectorDecode.expandLongs(longs, validity, VALUES, VALUES - 32);
        VectorDecode.expandFloats(floats, validity, VALUES, VALUES - 32);
        VectorDecode.expandDoubles(doubles, validity, VALUES, VALUES - 32);
        VectorDecode.copyPrefixed(page, 0, 9, 9, lengths, VALUES, bytes);
        VectorPack.widen(page, 0, VALUES, doubles);
    }

    private void scalarRound(int i) {
        ScalarDecode.unpackInts(page, 0, i % 26, i, VALUES, ints);
        ScalarDecode.unpackInts(page, 0, 26 + i % 7, i, VALUES, ints);
        ScalarDecode.unpackLongs(page, 0, i % 58, i, VALUES, longs);
        ScalarDecode.alpFloats(page, 0, i % 26, i, 10f, 0.01f, VALUES, floats);
        ScalarDecode.alpDoubles(page, 0, i % 58, i, 10, 0.01, VALUES, doubles);
        ScalarDecode.expandInts(ints, validity, VALUES, VALUES - 32);
        ScalarDecode.expandLongs(longs, validity, VALUES, VALUES - 32);
        ScalarDecode.expandFloats(floats, validity, VALUES, VALUES - 32);
        ScalarDecode.expandDoubles(doubles, validity, VALUES, VALUES - 32);
        ScalarDecode.copyPrefixed(page, 0, 9, 9, lengths, VALUES, bytes);
        ScalarPack.widen(page, 0, VALUES, doubles);
    }
}
