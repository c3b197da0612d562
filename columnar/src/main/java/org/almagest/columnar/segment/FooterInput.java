package org.almagest.columnar.segment;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.almagest.columnar.error.CorruptionException;

/// Reads a footer from front to back; what does not fit is a CorruptionException. One thread.
final class FooterInput {
    static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private final String path;
    private long at;

    FooterInput(MemorySegment bytes, String path) {
        this.bytes = bytes;
        this.path = path;
    }

    private long take(long count) {
        if (count < 0 || count > bytes.byteSize() - at) {
            throw corrupt((bytes.byteSize() - at) + " bytes left", count + " bytes");
        }
        long from = at;
        at += count;
        return from;
    }

    CorruptionException corrupt(String found, String expected) {
        return new CorruptionException("the footer of " + path + " at its byte " + at, found, expected);
    }

    void require(boolean holds, String found, String expected) {
        if (!holds) {
            throw corrupt(found, expected);
        }
    }

    void requireEnd() {
        require(at == bytes.byteSize(), (bytes.byteSize() - at) + " more bytes", "the end");
    }

    int u8() {
        return bytes.get(ValueLayout.JAVA_BYTE, take(1)) & 0xFF;
    }

    int i32() {
        return bytes.get(SegmentFormat.I32, take(4));
    }

    /// Reads a count of things that take at least `leastBytes` bytes each, so that a wrong one
    /// cannot ask for more memory than the footer has bytes.
    int count(int leastBytes) {
        int count = i32();
        require(
                count >= 0 && (long) count * leastBytes <= bytes.byteSize() - at,
                "a count of " + count,
                "what fits the footer");
        return count;
    }

    byte[] bytes(int count) {
        long from = take(count);
        return bytes.asSlice(from, count).toArray(ValueLayout.JAVA_BYTE);
    }

    int[] ints(int count) {
        long from = take(4L * count);
        return bytes.asSlice(from, 4L * count).toArray(SegmentFormat.I32);
    }

    long[] longs(int count) {
        long from = take(8L * count);
        return bytes.asSlice(from, 8L * count).toArray(SegmentFormat.I64);
    }

    double[] doubles(int count) {
        long from = take(8L * count);
        return bytes.asSlice(from, 8L * count).toArray(F64);
    }

    String text() {
        return new String(bytes(count(1)), StandardCharsets.UTF_8);
    }
}
