package org.almagest.columnar.kernel;

/// Every filter kernel on made-up blocks.
final class FilterRounds implements KernelSet.Rounds {
    private static final int ROWS = 1024;
    private static final int TEXT_BYTES = 24;

    private final int[] ints = new int[ROWS];
    private final long[] longs = new long[ROWS];
    private final float[] floats = new float[ROWS];
    private final double[] doubles = new double[ROWS];
    private final long[] mask = new long[ROWS / 64];
    private final int[] selection = new int[ROWS];
    private final byte[] bytes = new byte[ROWS * TEXT_BYTES];
    private final int[] offsets = new int[ROWS + 1];
    private final byte[] needle = {'7', '7'};

    FilterRounds() {
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
        VectorTextSearch.contains(bytes, offsets, ROWS, needle, mask);
    }

    @Override
    public void scalar(int i) {
        ScalarFilter.rangeInts(ints, ROWS, -i, i & 1, mask);
        ScalarFilter.rangeLongs(longs, ROWS, -i, i & 1, mask);
        ScalarFilter.rangeFloats(floats, ROWS, -i, i & 1, mask);
        ScalarFilter.rangeDoubles(doubles, ROWS, -i, i & 1, mask);
        ScalarFilter.select(mask, ROWS, selection);
        TextSearch.scalar(bytes, offsets, ROWS, needle, 0, mask);
    }
}
