package org.almagest.columnar.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Every decode kernel on made-up blocks.
final class DecodeRounds implements KernelSet.Rounds {
    private static final int VALUES = 1024;
    private static final int PAGE_BYTES = VALUES * 10 + 128;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment page;
    private final int[] ints = new int[VALUES];
    private final long[] longs = new long[VALUES];
    private final float[] floats = new float[VALUES];
    private final double[] doubles = new double[VALUES];
    private final byte[] bytes = new byte[VALUES * 16 + 128];
    private final int[] lengths = new int[VALUES];
    private final long[] lefts = new long[DecodeKernels.LEFT_PARTS];
    private final long[] validity = new long[VALUES / 64];
    private final long[] bounds = new long[2];
    private long sink;

    @SuppressWarnings("restricted")
    DecodeRounds() {
        long address = arena.allocate(PAGE_BYTES, 64).address();
        page = MemorySegment.ofAddress(address).reinterpret(PAGE_BYTES);
        Arrays.fill(lengths, 14);
        Arrays.fill(validity, 0x7FFF_FFFF_7FFF_FFFFL);
    }

    @Override
    public void vector(int i) {
        VectorDecode.unpackInts(page, 0, i % 26, i, VALUES, ints);
        VectorDecode.unpackWideInts(page, 0, 26 + i % 7, i, VALUES, ints);
        VectorDecode.unpackLongs(page, 0, i % 58, i, VALUES, longs);
        VectorDecode.alpFloats(page, 0, i % 26, i, 0.01, VALUES, floats);
        VectorDecode.alpDoubles(page, 0, i % 58, i, 10, 0.01, VALUES, doubles);
        VectorJoin.joinDoubles(page, 0, i % 58, 8, i % 4, lefts, VALUES, doubles);
        VectorJoin.joinFloats(page, 0, i % 26, 8, i % 4, lefts, VALUES, floats);
        VectorJoin.sumLongs(longs, VALUES, i, i % 8, i);
        VectorDecode.expandInts(ints, validity, VALUES, VALUES - 32);
        VectorDecode.expandLongs(longs, validity, VALUES, VALUES - 32);
        VectorDecode.expandFloats(floats, validity, VALUES, VALUES - 32);
        VectorDecode.expandDoubles(doubles, validity, VALUES, VALUES - 32);
        VectorDecode.copyPrefixed(page, 0, 9, 9, lengths, VALUES, bytes);
        sink += VectorPackedSums.sumPackedInts(page, 0, i % 26, VALUES, validity);
        sink += VectorPackedSums.sumPackedLongs(page, 0, i % 53, VALUES, validity);
        sink += (long) VectorPackedSums.sumAlpFloats(ints, 0.01, VALUES, validity);
        VectorPackedSums.boundPackedInts(page, 0, i % 26, VALUES, validity, bounds);
        VectorPackedSums.boundPackedLongs(page, 0, i % 58, VALUES, validity, bounds);
        VectorDecimals.spell(longs, VALUES);
        VectorPack.widen(page, 0, VALUES, doubles);
        VectorPack.spread(page, 0, validity, VALUES, doubles);
    }

    @Override
    public void scalar(int i) {
        ScalarDecode.unpackInts(page, 0, i % 26, i, VALUES, ints);
        ScalarDecode.unpackInts(page, 0, 26 + i % 7, i, VALUES, ints);
        ScalarDecode.unpackLongs(page, 0, i % 58, i, VALUES, longs);
        ScalarDecode.alpFloats(page, 0, i % 26, i, 0.01, VALUES, floats);
        ScalarDecode.alpDoubles(page, 0, i % 58, i, 10, 0.01, VALUES, doubles);
        ScalarDecode.joinDoubles(page, 0, i % 58, 8, i % 4, lefts, VALUES, doubles);
        ScalarDecode.joinFloats(page, 0, i % 26, 8, i % 4, lefts, VALUES, floats);
        ScalarDecode.sumLongs(longs, VALUES, i, i % 8, i);
        ScalarDecode.expandInts(ints, validity, VALUES, VALUES - 32);
        ScalarDecode.expandLongs(longs, validity, VALUES, VALUES - 32);
        ScalarDecode.expandFloats(floats, validity, VALUES, VALUES - 32);
        ScalarDecode.expandDoubles(doubles, validity, VALUES, VALUES - 32);
        ScalarDecode.copyPrefixed(page, 0, 9, 9, lengths, VALUES, bytes);
        sink += ScalarPackedSums.sumPacked(page, 0, i % 26, VALUES, validity);
        sink += ScalarPackedSums.sumPacked(page, 0, i % 53, VALUES, validity);
        sink += (long) ScalarPackedSums.sumAlpFloats(ints, 0.01, VALUES, validity);
        ScalarPackedSums.boundPacked(page, 0, i % 26, VALUES, validity, bounds);
        ScalarPackedSums.boundPacked(page, 0, i % 58, VALUES, validity, bounds);
        DecimalText.spellScalar(longs, VALUES);
        ScalarPack.widen(page, 0, VALUES, doubles);
        ScalarPack.spread(page, 0, validity, VALUES, doubles);
    }

    @Override
    public void close() {
        arena.close();
    }
}
