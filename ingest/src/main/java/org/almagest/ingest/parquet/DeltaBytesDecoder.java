package org.almagest.ingest.parquet;

import java.util.Arrays;

/// DELTA_BYTE_ARRAY: how many bytes each string shares with the one before, as deltas; then what
/// follows, as DELTA_LENGTH_BYTE_ARRAY.
final class DeltaBytesDecoder implements ValueDecoder {
    private static final int MOST_BATCH_BYTES = 1 << 28;

    private final int[] shared;
    private final DeltaLengthDecoder suffixes;
    private final ValueBuffer suffix = new ValueBuffer();
    private byte[] text = new byte[0];
    private byte[] last = new byte[0];
    private int next;

    DeltaBytesDecoder(byte[] bytes, int start, int end, int mostValues) {
        DeltaDecoder prefixes = new DeltaDecoder(StoredType.INT32, bytes, start, end);
        shared = DeltaLengthDecoder.lengths(prefixes, mostValues);
        suffixes = new DeltaLengthDecoder(bytes, prefixes.position(), end, mostValues);
    }

    @Override
    public void decode(ValueBuffer out, int count) {
        if (count > shared.length - next) {
            throw new DamagedBytes("a page with fewer strings than values");
        }
        suffixes.decode(suffix, count);
        out.places(count);
        requireRoom(count);
        int lastAt = 0;
        int lastLength = last.length;
        System.arraycopy(last, 0, text, 0, lastLength);
        int at = lastLength;
        for (int i = 0; i < count; i++) {
            int prefix = shared[next++];
            if (prefix < 0 || prefix > lastLength) {
                throw new DamagedBytes("a string that shares " + prefix + " bytes with one of " + lastLength);
            }
            System.arraycopy(text, lastAt, text, at, prefix);
            System.arraycopy(suffix.bytes, suffix.starts[i], text, at + prefix, suffix.lengths[i]);
            lastAt = at;
            lastLength = prefix + suffix.lengths[i];
            out.starts[i] = at;
            out.lengths[i] = lastLength;
            at += lastLength;
        }
        out.bytes = text;
        last = Arrays.copyOfRange(text, lastAt, lastAt + lastLength);
    }

    private void requireRoom(int count) {
        long total = last.length;
        for (int i = 0; i < count; i++) {
            total += Math.max(0, shared[next + i]) + (long) suffix.lengths[i];
        }
        if (total > MOST_BATCH_BYTES) {
            throw new DamagedBytes(count + " strings of " + total + " bytes");
        }
        if (text.length < total) {
            text = new byte[(int) total];
        }
    }
}
