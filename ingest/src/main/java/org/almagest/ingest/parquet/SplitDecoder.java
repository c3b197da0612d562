package org.almagest.ingest.parquet;

/// BYTE_STREAM_SPLIT: the first bytes of all values, then their second bytes, and so on.
final class SplitDecoder implements ValueDecoder {
    private final StoredType type;
    private final int width;
    private final byte[] bytes;
    private final int start;
    private final int values;
    private byte[] fixed = new byte[0];
    private int next;

    SplitDecoder(StoredType type, int fixedBytes, byte[] bytes, int start, int end) {
        this.type = type;
        this.width = type == StoredType.FIXED_LEN_BYTE_ARRAY ? fixedBytes : type.bytes;
        if (width == 0 || type == StoredType.INT96) {
            throw new DamagedBytes("streams of bytes of " + type);
        }
        this.bytes = bytes;
        this.start = start;
        this.values = (end - start) / width;
    }

    @Override
    public void decode(ValueBuffer out, int count) {
        if (count > values - next) {
            throw new DamagedBytes("a page with room for fewer than its values");
        }
        switch (type) {
            case INT32 -> ints(out.ints(count), count);
            case INT64 -> longs(out.longs(count), count);
            case FLOAT -> {
                int[] bits = out.ints(count);
                float[] floats = out.floats(count);
                ints(bits, count);
                for (int i = 0; i < count; i++) {
                    floats[i] = Float.intBitsToFloat(bits[i]);
                }
            }
            case DOUBLE -> {
                long[] bits = out.longs(count);
                double[] doubles = out.doubles(count);
                longs(bits, count);
                for (int i = 0; i < count; i++) {
                    doubles[i] = Double.longBitsToDouble(bits[i]);
                }
            }
            case FIXED_LEN_BYTE_ARRAY -> fixed(out, count);
            case BOOLEAN, INT96, BYTE_ARRAY -> throw new IllegalStateException("refused before: " + type);
        }
        next += count;
    }

    private void ints(int[] out, int count) {
        int a = start + next;
        int b = a + values;
        int c = b + values;
        int d = c + values;
        for (int i = 0; i < count; i++) {
            out[i] = bytes[a + i] & 255 | (bytes[b + i] & 255) << 8 | (bytes[c + i] & 255) << 16 | bytes[d + i] << 24;
        }
    }

    private void longs(long[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = bytes[start + next + i] & 255L;
        }
        for (int k = 1; k < Long.BYTES; k++) {
            int from = start + k * values + next;
            int shift = 8 * k;
            for (int i = 0; i < count; i++) {
                out[i] |= (bytes[from + i] & 255L) << shift;
            }
        }
    }

    private void fixed(ValueBuffer out, int count) {
        if (fixed.length < count * width) {
            fixed = new byte[count * width];
        }
        out.places(count);
        out.bytes = fixed;
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < width; k++) {
                fixed[i * width + k] = bytes[start + k * values + next + i];
            }
            out.starts[i] = i * width;
            out.lengths[i] = width;
        }
    }
}
