package org.almagest.exec.rows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// One array value as bytes, for rows that are kept.
///
/// ```text
/// int n | n validity bytes | elements
/// elements: fixed width, little-endian (a NULL is zero); text is int length and bytes
/// ```
public final class ArrayBytes {
    private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    /// Encodes row `row`; `bytes()` and `length()` then hold it until the next call.
    public void encode(ArrayColumnVector vector, int row) {
        int start = vector.start(row);
        int count = vector.length(row);
        buffer.clear();
        ensure(4 + count);
        buffer.putInt(count);
        for (int i = 0; i < count; i++) {
            buffer.put((byte) (vector.child().isNull(start + i) ? 0 : 1));
        }
        for (int i = 0; i < count; i++) {
            element(vector.child(), start + i);
        }
    }

    /// Answers about how many bytes a value takes.
    static long encodedBytes(ArrayColumnVector vector, int row) {
        int start = vector.start(row);
        int count = vector.length(row);
        long bytes = Integer.BYTES + (1L + 2 * Long.BYTES) * count;
        if (vector.child() instanceof TextColumnVector text) {
            for (int i = start; i < start + count; i++) {
                bytes += text.isNull(i) ? 0 : text.length(i);
            }
        }
        return bytes;
    }

    public byte[] bytes() {
        return buffer.array();
    }

    public int length() {
        return buffer.position();
    }

    private void ensure(int more) {
        if (buffer.remaining() < more) {
            int position = buffer.position();
            byte[] larger = Arrays.copyOf(buffer.array(), Math.max(buffer.capacity() * 2, position + more));
            buffer = ByteBuffer.wrap(larger).order(ByteOrder.LITTLE_ENDIAN).position(position);
        }
    }

    private void element(ColumnVector child, int row) {
        ensure(16);
        boolean valid = !child.isNull(row);
        switch (child) {
            case BooleanColumnVector v -> buffer.put(valid ? v.get(row) : 0);
            case IntColumnVector v -> buffer.putInt(valid ? v.get(row) : 0);
            case LongColumnVector v -> buffer.putLong(valid ? v.get(row) : 0);
            case FloatColumnVector v -> buffer.putFloat(valid ? v.get(row) : 0);
            case DoubleColumnVector v -> buffer.putDouble(valid ? v.get(row) : 0);
            case HugeColumnVector v -> {
                int slot = v.slot(row);
                buffer.putLong(valid ? v.high()[slot] : 0);
                buffer.putLong(valid ? v.low()[slot] : 0);
            }
            case TextColumnVector v -> {
                int length = valid ? v.length(row) : 0;
                ensure(4 + length);
                buffer.putInt(length);
                buffer.put(v.bytes(), valid ? v.start(row) : 0, length);
            }
            case ArrayColumnVector v -> throw new IllegalStateException("arrays hold no arrays");
        }
    }

    /// Appends an encoded value as row `row` of a flat vector.
    public static void decode(byte[] bytes, int start, int length, ArrayColumnVector out, int row) {
        ByteBuffer in = ByteBuffer.wrap(bytes, start, length).order(ByteOrder.LITTLE_ENDIAN);
        int count = in.getInt();
        int at = out.offsets()[row];
        ColumnVector child = out.ensureChild(at + count);
        int validity = in.position();
        in.position(validity + count);
        for (int i = 0; i < count; i++) {
            decodeElement(in, child, at + i, bytes[validity + i] != 0);
        }
        out.offsets()[row + 1] = at + count;
        out.setValid(row);
    }

    private static void decodeElement(ByteBuffer in, ColumnVector child, int row, boolean valid) {
        switch (child) {
            case BooleanColumnVector v -> v.set(row, in.get());
            case IntColumnVector v -> v.set(row, in.getInt());
            case LongColumnVector v -> v.set(row, in.getLong());
            case FloatColumnVector v -> v.set(row, in.getFloat());
            case DoubleColumnVector v -> v.set(row, in.getDouble());
            case HugeColumnVector v -> {
                v.high()[row] = in.getLong();
                v.low()[row] = in.getLong();
                v.setValid(row);
            }
            case TextColumnVector v -> {
                int length = in.getInt();
                v.append(row, in.array(), in.arrayOffset() + in.position(), length);
                in.position(in.position() + length);
            }
            case ArrayColumnVector v -> throw new IllegalStateException("arrays hold no arrays");
        }
        if (!valid) {
            child.setNull(row);
        }
    }
}
