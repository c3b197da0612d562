package org.almagest.columnar.segment;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array of little-endian bytes: where a footer is written. One thread.
final class FooterOutput {
    private byte[] bytes = new byte[4096];
    private MemorySegment view = MemorySegment.ofArray(bytes);
    private int size;

    MemorySegment written() {
        return view.asSlice(0, size);
    }

    int size() {
        return size;
    }

    private int take(int count) {
        int at = size;
        size = Math.addExact(size, count);
        if (size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size, (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
            view = MemorySegment.ofArray(bytes);
        }
        return at;
    }

    void u8(int value) {
        int at = take(1);
        bytes[at] = (byte) value;
    }

    void i32(int value) {
        int at = take(4);
        view.set(SegmentFormat.I32, at, value);
    }

    void i64(long value) {
        int at = take(8);
        view.set(SegmentFormat.I64, at, value);
    }

    void bytes(byte[] source, int from, int count) {
        int at = take(count);
        System.arraycopy(source, from, bytes, at, count);
    }

    void bytes(byte[] source) {
        bytes(source, 0, source.length);
    }

    void ints(int[] values) {
        int at = take(Math.multiplyExact(4, values.length));
        MemorySegment.copy(values, 0, view, SegmentFormat.I32, at, values.length);
    }

    void longs(long[] values) {
        int at = take(Math.multiplyExact(8, values.length));
        MemorySegment.copy(values, 0, view, SegmentFormat.I64, at, values.length);
    }

    void doubles(double[] values) {
        int at = take(Math.multiplyExact(8, values.length));
        MemorySegment.copy(values, 0, view, FooterInput.F64, at, values.length);
    }

    /// Writes a u32 length and the UTF-8 bytes.
    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        i32(utf8.length);
        bytes(utf8);
    }
}
