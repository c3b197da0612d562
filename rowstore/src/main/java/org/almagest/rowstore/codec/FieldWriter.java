package org.almagest.rowstore.codec;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes the fields of the log and the manifest, little-endian and unaligned, into an array that
/// grows. Counterpart of `FieldReader`.
///
/// ```text
/// u8 u32 u64    two's complement
/// f32 f64       IEEE 754 bits, NaN payloads kept
/// bytes         u32 length, then the bytes
/// text          bytes in UTF-8
/// ```
public final class FieldWriter {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[256];
    private int size;

    public int size() {
        return size;
    }

    /// Answers the array itself; its first `size()` bytes count.
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void clear() {
        size = 0;
    }

    public FieldWriter u8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public FieldWriter u32(int value) {
        ensure(4);
        INT.set(bytes, size, value);
        size += 4;
        return this;
    }

    public FieldWriter u64(long value) {
        ensure(8);
        LONG.set(bytes, size, value);
        size += 8;
        return this;
    }

    public FieldWriter f32(float value) {
        return u32(Float.floatToRawIntBits(value));
    }

    public FieldWriter f64(double value) {
        return u64(Double.doubleToRawLongBits(value));
    }

    public FieldWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return bytes(utf8, 0, utf8.length);
    }

    public FieldWriter bytes(byte[] source, int start, int length) {
        u32(length);
        return raw(source, start, length);
    }

    /// Writes bytes without their length.
    public FieldWriter raw(byte[] source, int start, int length) {
        ensure(length);
        System.arraycopy(source, start, bytes, size, length);
        size += length;
        return this;
    }

    /// Writes bytes of native memory without their length.
    public FieldWriter raw(MemorySegment source) {
        int length = Math.toIntExact(source.byteSize());
        ensure(length);
        MemorySegment.copy(source, 0, MemorySegment.ofArray(bytes), size, length);
        size += length;
        return this;
    }

    /// Writes zeros up to the next multiple of eight.
    public FieldWriter alignTo8() {
        while ((size & 7) != 0) {
            u8(0);
        }
        return this;
    }

    /// Writes over a field that stands already.
    public void patchU32(int position, int value) {
        INT.set(bytes, position, value);
    }

    private void ensure(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            int doubled = bytes.length > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE - 8 : bytes.length * 2;
            bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        }
    }
}
