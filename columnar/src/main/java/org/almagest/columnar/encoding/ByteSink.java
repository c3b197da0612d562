package org.almagest.columnar.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A growing array of little-endian bytes: where an encoder writes. One thread.
final class ByteSink {
    private static final VarHandle I16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle I32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle I64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[1 << 16];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void put8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void put16(int value) {
        reserve(2);
        I16.set(bytes, size, (short) value);
        size += 2;
    }

    void put32(int value) {
        reserve(4);
        I32.set(bytes, size, value);
        size += 4;
    }

    void put64(long value) {
        reserve(8);
        I64.set(bytes, size, value);
        size += 8;
    }

    /// Puts the low `count` bytes of a value, lowest first.
    void putLow(long value, int count) {
        switch (count) {
            case 4 -> put32((int) value);
            case 8 -> put64(value);
            default -> throw new IllegalArgumentException("count must be 4 or 8: " + count);
        }
    }

    /// Puts the low `each` bytes, 4 or 8, of some values.
    void putAllLow(long[] values, int from, int count, int each) {
        reserve(Math.multiplyExact(count, each));
        if (each == 8) {
            for (int i = 0; i < count; i++) {
                I64.set(bytes, size + i * 8, values[from + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                I32.set(bytes, size + i * 4, (int) values[from + i]);
            }
        }
        size += count * each;
    }

    void put(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, size, count);
        size += count;
    }

    void putZeros(int count) {
        reserve(count);
        Arrays.fill(bytes, size, size + count, (byte) 0);
        size += count;
    }

    void align8() {
        putZeros(-size & 7);
    }

    /// Answers the array with room for `count` bytes behind [#size], to be filled and then counted
    /// by [#advance].
    byte[] room(int count) {
        reserve(count);
        return bytes;
    }

    void advance(int count) {
        size += count;
    }

    /// Answers the array, of which the first [#size] bytes count.
    byte[] array() {
        return bytes;
    }

    static long get64(byte[] bytes, int at) {
        return (long) I64.get(bytes, at);
    }

    static void set64(byte[] bytes, int at, long value) {
        I64.set(bytes, at, value);
    }

    void set32(int at, int value) {
        I32.set(bytes, at, value);
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int count) {
        if (count > bytes.length - size) {
            long wanted = Math.max(bytes.length * 2L, (long) size + count);
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }
}
