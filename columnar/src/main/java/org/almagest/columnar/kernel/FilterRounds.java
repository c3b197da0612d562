package org.almagest.columnar.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Every filter kernel on made-up blocks.
final class FilterRounds implements KernelSet.Rounds {
    private static final int ROWS = 1024;
    private static final int TEXT_BYTES = 24;
    private static final int PAGE_BYTES = ROWS * 8 + 64;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment page;
    private final int[] ints = new int[ROWS];
    private final long[] longs = new long[ROWS];
    private final float[] floats = new float[ROWS];
    private final double[] doubles = new double[ROWS];
    private final long[] mask = new long[ROWS / 64];
    private final int[] selection = new int[ROWS];
    private final byte[] bytes = new byte[ROWS * TEXT_BYTES];
    private final int[] offsets = new int[ROWS + 1];
    private final byte[] needle = {'7', '7'};

    @SuppressWarnings("restricted")
    FilterRounds() {
        long address = arena.allocate(PAGE_BYTES, 64).address();
        page = MemorySegment.ofAddress(address).reinterpret(PAGE_BYTES);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('0' + i * 37 % 10);
        }
        for (int i = 0; i <= ROWS; i++) {
            offsets[i] = i * TEXT_BYTES;
        }
    }

    @Override
    public void vector(int i) {
        VectorFilter.rangeInts(ints, ROWS, -i, i & 1, mask);
        VectorFilter.rangeLongs(longs, ROWS, -i, i & 1, mask);
        VectorFilter.rangeFloats(floats, ROWS, -i, i & 1, mask);
        VectorFilter.rangeDoubles(doubles, ROWS, -i, i & 1, mask);
        VectorFilter.select(mask, ROWS, selection);
        VectorPageFilter.rangeFloats(page, 0, ROWS, -i, i & 1, mask);
        VectorPageFilter.rangeDoubles(page, 0, ROWS, -i, i & 1, mask);
        VectorPageFilter.rangePackedInts(page, 0, i % 26, i, i & 1, ROWS, mask);
        VectorPageFilter.rangePackedLongs(page, 0, i % 58, i, i & 1, ROWS, mask);
        VectorTextSearch.contains(bytes, offsets, ROWS, needle, mask);
    }

    @Override
    public void scalar(int i) {
        ScalarFilter.rangeInts(ints, ROWS, -i, i & 1, mask);
        ScalarFilter.rangeLongs(longs, ROWS, -i, i & 1, mask);
        ScalarFilter.rangeFloats(floats, ROWS, -i, i & 1, mask);
        ScalarFilter.rangeDoubles(doubles, ROWS, -i, i & 1, mask);
        ScalarFilter.select(mask, ROWS, selection);
        ScalarPageFilter.rangeFloats(page, 0, ROWS, -i, i & 1, mask);
        ScalarPageFilter.rangeDoubles(page, 0, ROWS, -i, i & 1, mask);
        ScalarPageFilter.rangePacked(page, 0, i % 26, i, i & 1, ROWS, mask);
        ScalarPageFilter.rangePacked(page, 0, i % 58, i, i & 1, ROWS, mask);
        TextSearch.scalar(bytes, offsets, ROWS, needle, 0, mask);
    }

    @Override
    public void close() {
        arena.close();
    }
}
