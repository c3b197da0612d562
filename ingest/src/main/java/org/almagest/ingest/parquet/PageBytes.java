package org.almagest.ingest.parquet;

import java.util.Arrays;

/// Bytes of a page that is written, little-endian.
final class PageBytes {
    private byte[] bytes = new byte[1 << 16];
    private int size;

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), Math.min(1 << 30, bytes.length) * 2));
        }
    }

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void word(int value) {
        room(Integer.BYTES);
        ParquetFormat.I32.set(bytes, size, value);
        size += Integer.BYTES;
    }

    void wide(long value) {
        room(Long.BYTES);
        ParquetFormat.I64.set(bytes, size, value);
        size += Long.BYTES;
    }

    /// Appends a long, most significant byte first.
    void bigEndian(long value) {
        wide(Long.reverseBytes(value));
    }

    void varint(int value) {
        int rest = value;
        while ((rest & ~127) != 0) {
            octet(rest & 127 | 128);
            rest >>>= 7;
        }
        octet(rest);
    }

    void append(byte[] source, int start, int length) {
        room(length);
        System.arraycopy(source, start, bytes, size, length);
        size += length;
    }

    /// Replaces the word at `at`.
    void setWord(int at, int value) {
        ParquetFormat.I32.set(bytes, at, value);
    }
}
