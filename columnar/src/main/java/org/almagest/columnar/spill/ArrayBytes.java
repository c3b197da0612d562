package org.almagest.columnar.spill;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// The arrays of a batch as bytes.
///
/// ```text
/// u32 n | n bytes, 1 for an element that is not NULL | elements: fixed width; text is u32 length
/// and its bytes; nothing for a NULL
/// ```
final class ArrayBytes {
    private final int[] starts = new int[ColumnVector.BATCH_ROWS + 1];
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);

    /// Encodes the rows of a batch that count.
    void encode(ArrayColumnVector vector, Batch batch) {
        buffer.clear();
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            starts[i] = buffer.position();
            if (!vector.isNull(row)) {
                encode(vector.child(), vector.start(row), vector.length(row));
            }
        }
        starts[batch.size()] = buffer.position();
    }

    byte[] bytes() {
        return buffer.array();
    }

    int start(int place) {
        return starts[place];
    }

    int length(int place) {
        return starts[place + 1] - starts[place];
    }

    private void encode(ColumnVector child, int start, int count) {
        ensure(4 + count);
        buffer.putInt(count);
        for (int i = 0; i < count; i++) {
            buffer.put((byte) (child.isNull(start + i) ? 0 : 1));
        }
        for (int i = 0; i < count; i++) {
            if (!child.isNull(start + i)) {
                ensure(16);
                element(child, start + i);
            }
        }
    }

    private void ensure(int more) {
        if (buffer.remaining() < more) {
            int position = buffer.position();
            int wanted = Math.max(
                    Math.addExact(position, more), (int) Math.min(2L * buffer.capacity(), Integer.MAX_VALUE - 64));
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), wanted))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(position);
        }
    }

    private void element(ColumnVector child, int row) {
        switch (child) {
            case BooleanColumnVector v -> buffer.put(v.get(row));
            case IntColumnVector v -> buffer.putInt(v.get(row));
            case LongColumnVector v -> buffer.putLong(v.get(row));
            case FloatColumnVector v -> buffer.putFloat(v.get(row));
            case DoubleColumnVector v -> buffer.putDouble(v.get(row));
            case HugeColumnVector v -> {
                buffer.putLong(v.high()[v.slot(row)]);
                buffer.putLong(v.low()[v.slot(row)]);
            }
            case TextColumnVector v -> {
                ensure(4 + v.length(row));
                buffer.putInt(v.length(row));
                buffer.put(v.bytes(), v.start(row), v.length(row));
            }
            case ArrayColumnVector v -> throw new IllegalStateException("arrays hold no arrays");
        }
    }

    /// Appends encoded bytes as row `row`, which is not NULL, of a flat vector.
    static void decode(ByteBuffer in, ArrayColumnVector out, int row) {
        int count = in.getInt();
        int at = out.offsets()[row];
        ColumnVector child = out.ensureChild(Math.addExact(at, count));
        int validity = in.position();
        in.position(validity + count);
        for (int i = 0; i < count; i++) {
            if (in.get(validity + i) == 0) {
                setNull(child, at + i);
            } else {
                decodeElement(in, child, at + i);
            }
        }
        out.offsets()[row + 1] = at + count;
        out.setValid(row);
    }

    private static void setNull(ColumnVector child, int row) {
        if (child instanceof TextColumnVector text) {
            text.appendNull(row);
        } else {
            child.setNull(row);
        }
    }

    private static void decodeElement(ByteBuffer in, ColumnVector child, int row) {
        child.setValid(row);
        switch (child) {
            case BooleanColumnVector v -> v.values()[row] = in.get();
            case IntColumnVector v -> v.values()[row] = in.getInt();
            case LongColumnVector v -> v.values()[row] = in.getLong();
            case FloatColumnVector v -> v.values()[row] = in.getFloat();
            case DoubleColumnVector v -> v.values()[row] = in.getDouble();
            case HugeColumnVector v -> {
                v.high()[row] = in.getLong();
                v.low()[row] = in.getLong();
            }
            case TextColumnVector v -> {
                int length = in.getInt();
                v.append(row, in.array(), in.arrayOffset() + in.position(), length);
                in.position(in.position() + length);
            }
            case ArrayColumnVector v -> throw new IllegalStateException("arrays hold no arrays");
        }
    }
}
