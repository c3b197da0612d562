package org.almagest.rowstore.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.almagest.columnar.error.CorruptionException;

/// Reads what `FieldWriter` wrote. Every length is checked against the bytes that are there, so
/// that wrong bytes give a `CorruptionException` and nothing else.
public final class FieldReader {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private final String where;
    private int position;

    /// Reads `bytes[start .. end)`; `where` names them in errors.
    public FieldReader(byte[] bytes, int start, int end, String where) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
        this.where = where;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public byte[] array() {
        return bytes;
    }

    public int u8() {
        need(1);
        return bytes[position++] & 0xff;
    }

    public int u32() {
        need(4);
        int value = (int) INT.get(bytes, position);
        position += 4;
        return value;
    }

    public long u64() {
        need(8);
        long value = (long) LONG.get(bytes, position);
        position += 8;
        return value;
    }

    public float f32() {
        return Float.intBitsToFloat(u32());
    }

    public double f64() {
        return Double.longBitsToDouble(u64());
    }

    /// Reads a count of things that take at least `leastBytes` each.
    public int count(int leastBytes) {
        int count = u32();
        if (count < 0 || (long) count * leastBytes > remaining()) {
            throw wrong("a count of " + Integer.toUnsignedString(count), "at most " + remaining() / leastBytes);
        }
        return count;
    }

    public String text() {
        int length = count(1);
        try {
            String value = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, position, length))
                    .toString();
            position += length;
            return value;
        } catch (CharacterCodingException e) {
            throw wrong("bytes that are not UTF-8", "text");
        }
    }

    public byte[] bytes() {
        int length = count(1);
        byte[] value = new byte[length];
        System.arraycopy(bytes, position, value, 0, length);
        position += length;
        return value;
    }

    public void skip(int length) {
        need(length);
        position += length;
    }

    /// Checks that nothing is left.
    public void expectEnd() {
        if (position != end) {
            throw wrong(remaining() + " bytes more", "the end");
        }
    }

    /// Answers the place that is read next, for an error.
    public String where() {
        return where + ", byte " + position;
    }

    /// Makes the failure of finding something else than expected here.
    public CorruptionException wrong(String found, String expected) {
        return new CorruptionException(where(), found, expected);
    }

    private void need(int length) {
        if (length < 0 || length > end - position) {
            throw wrong((end - position) + " bytes", "at least " + Integer.toUnsignedString(length));
        }
    }
}
