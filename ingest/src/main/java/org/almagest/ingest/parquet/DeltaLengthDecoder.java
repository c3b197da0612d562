package org.almagest.ingest.parquet;

/// DELTA_LENGTH_BYTE_ARRAY: the lengths of all strings as deltas, then their bytes.
final class DeltaLengthDecoder implements ValueDecoder {
    private final byte[] bytes;
    private final int[] lengths;
    private int next;
    private int at;

    DeltaLengthDecoder(byte[] bytes, int start, int end, int mostValues) {
        this.bytes = bytes;
        DeltaDecoder deltas = new DeltaDecoder(StoredType.INT32, bytes, start, end);
        lengths = lengths(deltas, mostValues);
        at = deltas.position();
        long total = 0;
        for (int length : lengths) {
            total += length;
            if (length < 0 || total > end - at) {
                throw new DamagedBytes("strings of " + total + " bytes with " + (end - at) + " left");
            }
        }
    }

    /// Reads all lengths of a page of at most `mostValues` values.
    static int[] lengths(DeltaDecoder deltas, int mostValues) {
        if (deltas.values() > mostValues) {
            throw new DamagedBytes(deltas.values() + " lengths for " + mostValues + " values");
        }
        int[] lengths = new int[(int) deltas.values()];
        deltas.decode(lengths, lengths.length);
        return lengths;
    }

    @Override
    public void decode(ValueBuffer out, int count) {
        if (count > lengths.length - next) {
            throw new DamagedBytes("a page with fewer strings than values");
        }
        out.places(count);
        out.bytes = bytes;
        for (int i = 0; i < count; i++) {
            int length = lengths[next++];
            out.starts[i] = at;
            out.lengths[i] = length;
            at += length;
        }
    }
}
