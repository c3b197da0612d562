package org.almagest.columnar.encoding;

/// Packed bits: value `i` of width `w` takes bits `i * w` to `i * w + w - 1`, bit `k` being bit `k
/// % 8` of byte `k / 8`: the ordinary little-endian order, without padding between values.
final class BitPacking {
    private BitPacking() {}

    /// Answers the bytes of so many values.
    static int packedBytes(int count, int width) {
        return (int) (((long) count * width + 7) >>> 3);
    }

    /// Answers the bits that hold every unsigned number up to `max`.
    static int widthOf(long max) {
        return 64 - Long.numberOfLeadingZeros(max);
    }

    /// Packs `values[from .. from + count)` less `base`; differences must fit the width.
    static void pack(long[] values, int from, int count, long base, int width, ByteSink sink) {
        if (width == 0) {
            return;
        }
        byte[] out = sink.room(packedBytes(count, width) + Long.BYTES);
        int at = sink.size();
        long word = 0;
        int filled = 0;
        for (int i = 0; i < count; i++) {
            long value = values[from + i] - base;
            word |= value << filled;
            filled += width;
            if (filled >= 64) {
                ByteSink.set64(out, at, word);
                at += Long.BYTES;
                filled -= 64;
                word = filled == 0 ? 0 : value >>> width - filled;
            }
        }
        ByteSink.set64(out, at, word);
        sink.advance(packedBytes(count, width));
    }
}
