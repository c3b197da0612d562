package org.almagest.ingest.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Writes structs of Thrift's compact protocol; the layout is drawn at [CompactReader]. Fields come
/// in ascending order of their numbers.
final class CompactWriter {
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<Integer> outer = new ArrayDeque<>();
    private int last;

    byte[] toBytes() {
        return out.toByteArray();
    }

    CompactWriter integer(int field, int value) {
        head(field, I32);
        zigzag(value);
        return this;
    }

    CompactWriter integer(int field, long value) {
        head(field, I64);
        zigzag(value);
        return this;
    }

    CompactWriter truth(int field, boolean value) {
        head(field, value ? 1 : 2);
        return this;
    }

    /// Writes a field of Thrift's type byte.
    CompactWriter octet(int field, int value) {
        head(field, 3);
        out.write(value);
        return this;
    }

    CompactWriter bytes(int field, byte[] value) {
        head(field, BINARY);
        binary(value);
        return this;
    }

    CompactWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    CompactWriter integers(int field, List<Integer> values) {
        listHead(field, values.size(), I32);
        values.forEach(this::zigzag);
        return this;
    }

    CompactWriter longs(int field, List<Long> values) {
        listHead(field, values.size(), I64);
        values.forEach(this::zigzag);
        return this;
    }

    CompactWriter truths(int field, List<Boolean> values) {
        listHead(field, values.size(), 1);
        values.forEach(value -> out.write(value ? 1 : 2));
        return this;
    }

    CompactWriter binaries(int field, List<byte[]> values) {
        listHead(field, values.size(), BINARY);
        values.forEach(this::binary);
        return this;
    }

    /// Starts a list of `size` structs, each between `begin()` and `end()`.
    CompactWriter structs(int field, int size) {
        listHead(field, size, STRUCT);
        return this;
    }

    /// Starts a struct as the value of a field; `end()` closes it.
    CompactWriter begin(int field) {
        head(field, STRUCT);
        return begin();
    }

    /// Starts a struct in a list.
    CompactWriter begin() {
        outer.push(last);
        last = 0;
        return this;
    }

    /// Ends a struct; the outermost one ends without having been begun.
    CompactWriter end() {
        out.write(0);
        last = outer.isEmpty() ? 0 : outer.pop();
        return this;
    }

    /// Writes a field whose value is a struct without fields: how unions say which case they are.
    CompactWriter empty(int field) {
        return begin(field).end();
    }

    private void head(int field, int kind) {
        int delta = field - last;
        if (delta >= 1 && delta <= 15) {
            out.write(delta << 4 | kind);
        } else {
            out.write(kind);
            zigzag(field);
        }
        last = field;
    }

    private void listHead(int field, int size, int kind) {
        head(field, LIST);
        if (size < 15) {
            out.write(size << 4 | kind);
        } else {
            out.write(0xF0 | kind);
            varint(size);
        }
    }

    private void binary(byte[] value) {
        varint(value.length);
        out.writeBytes(value);
    }

    private void zigzag(long value) {
        varint(value << 1 ^ value >> 63);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~127L) != 0) {
            out.write((int) rest & 127 | 128);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
