package org.almagest.ingest.parquet;

import org.almagest.columnar.type.PhysicalType;

/// RLE_DICTIONARY: a byte with the width, then indexes into the chunk's dictionary, whose entries
/// are in the column's form already.
final class DictionaryDecoder implements ValueDecoder {
    private final PhysicalType lane;
    private final ValueBuffer entries;
    private final HybridDecoder indexes;
    private int[] index = new int[0];

    DictionaryDecoder(PhysicalType lane, ValueBuffer entries, byte[] bytes, int start, int end) {
        if (start > end) {
            throw new DamagedBytes("a page of indexes without a width");
        }
        this.lane = lane;
        this.entries = entries;
        indexes = start == end
                ? new HybridDecoder(bytes, start, end, 0)
                : new HybridDecoder(bytes, start + 1, end, bytes[start] & 255);
    }

    @Override
    public boolean isConverted() {
        return true;
    }

    @Override
    public void decode(ValueBuffer out, int count) {
        if (index.length < count) {
            index = new int[count];
        }
        indexes.decode(index, count);
        switch (lane) {
            case BOOLEAN -> truths(out.truths(count), count);
            case INT -> ints(entries.ints, out.ints(count), count);
            case LONG -> longs(entries.longs, out.longs(count), count);
            case HUGE -> {
                longs(entries.longs, out.longs(count), count);
                longs(entries.highs, out.highs(count), count);
            }
            case FLOAT -> floats(out.floats(count), count);
            case DOUBLE -> doubles(out.doubles(count), count);
            case BYTES -> {
                out.places(count);
                out.bytes = entries.bytes;
                ints(entries.starts, out.starts, count);
                ints(entries.lengths, out.lengths, count);
            }
            case ARRAY -> throw new IllegalStateException("dictionaries hold scalars");
        }
    }

    private void truths(byte[] out, int count) {
        byte[] from = entries.truths;
        for (int i = 0; i < count; i++) {
            out[i] = from[index[i]];
        }
    }

    private void ints(int[] from, int[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = from[index[i]];
        }
    }

    private void longs(long[] from, long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = from[index[i]];
        }
    }

    private void floats(float[] out, int count) {
        float[] from = entries.floats;
        for (int i = 0; i < count; i++) {
            out[i] = from[index[i]];
        }
    }

    private void doubles(double[] out, int count) {
        double[] from = entries.doubles;
        for (int i = 0; i < count; i++) {
            out[i] = from[index[i]];
        }
    }
}
