package org.almagest.ingest.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// PLAIN: little-endian numbers, one behind the other; booleans a bit each, low bits first; byte
/// strings behind their length (u32); fixed ones bare.
final class PlainDecoder implements ValueDecoder {
    private final StoredType type;
    private final int fixedBytes;
    private final byte[] bytes;
    private final ByteBuffer view;
    private final int end;
    private int at;
    private long bit;

    PlainDecoder(StoredType type, int fixedBytes, byte[] bytes, int start, int end) {
        this.type = type;
        this.fixedBytes = type == StoredType.INT96 ? StoredType.INT96.bytes : fixedBytes;
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void decode(ValueBuffer out, int count) {
        switch (type) {
            case BOOLEAN -> truths(out.truths(count), count);
            case INT32 ->
                view.slice(take(count, 4), count * 4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asIntBuffer()
                        .get(out.ints(count), 0, count);
            case INT64 ->
                view.slice(take(count, 8), count * 8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asLongBuffer()
                        .get(out.longs(count), 0, count);
            case FLOAT ->
                view.slice(take(count, 4), count * 4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(out.floats(count), 0, count);
            case DOUBLE ->
                view.slice(take(count, 8), count * 8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asDoubleBuffer()
                        .get(out.doubles(count), 0, count);
            case BYTE_ARRAY -> strings(out, count);
            case FIXED_LEN_BYTE_ARRAY, INT96 -> fixed(out, count);
        }
    }

    private int take(int count, int width) {
        if ((long) count * width > end - at) {
            throw new DamagedBytes("a page with room for fewer than its values");
        }
        int start = at;
        at += count * width;
        return start;
    }

    private void truths(byte[] out, int count) {
        if (bit + count > (long) (end - at) * 8) {
            throw new DamagedBytes("a page with room for fewer than its values");
        }
        for (int i = 0; i < count; i++) {
            out[i] = (byte) (bytes[at + (int) (bit >>> 3)] >>> (bit & 7) & 1);
            bit++;
        }
    }

    private void strings(ValueBuffer out, int count) {
        out.places(count);
        out.bytes = bytes;
        int next = at;
        for (int i = 0; i < count; i++) {
            if (next > end - 4) {
                throw new DamagedBytes("a page with fewer strings than values");
            }
            int length = (int) ParquetFormat.I32.get(bytes, next);
            next += 4;
            if (length < 0 || length > end - next) {
                throw new DamagedBytes(
                        "a string of " + Integer.toUnsignedString(length) + " bytes with " + (end - next) + " left");
            }
            out.starts[i] = next;
            out.lengths[i] = length;
            next += length;
        }
        at = next;
    }

    private void fixed(ValueBuffer out, int count) {
        int start = take(count, fixedBytes);
        out.places(count);
        out.bytes = bytes;
        for (int i = 0; i < count; i++) {
            out.starts[i] = start + i * fixedBytes;
            out.lengths[i] = fixedBytes;
        }
    }
}
