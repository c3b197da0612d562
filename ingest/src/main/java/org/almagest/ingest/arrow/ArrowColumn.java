package org.almagest.ingest.arrow;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// The buffers of a column (or of the elements of an array) of one record batch while it is filled.
///
/// ```text
/// all but fixed arrays   validity: a bit a value, set where there is one
/// BOOLEAN                a bit a value                TINYINT ... UBIGINT   1 to 8 bytes
/// DECIMAL                16 bytes                     INTERVAL              i32 months, i32 days, i64 nanoseconds
/// VARCHAR, BLOB          i32 offsets, bytes           T[]                   i32 offsets, then the elements' buffers
/// T[n]                   validity, then the buffers of n elements a value
/// ```
final class ArrowColumn {
    private static final int MOST_BYTES = 1 << 30;
    private static final int NANOS_PER_MICRO = 1000;
    private static final int DECIMAL_BYTES = 16;

    private final DataType type;
    private final int width;
    private final ColumnBytes validity = new ColumnBytes();
    private final ColumnBytes offsets = new ColumnBytes();
    private final ColumnBytes values = new ColumnBytes();
    private final List<ArrowColumn> children = new ArrayList<>();
    private int count;
    private int nulls;

    ArrowColumn(DataType type) {
        this.type = type;
        width = width(type);
        if (type instanceof ArrayType array) {
            children.add(new ArrowColumn(array.element()));
        }
        clear();
    }

    private static int width(DataType type) {
        return switch (type) {
            case DecimalType _ -> DECIMAL_BYTES;
            case ArrayType _ -> 0;
            case ScalarType scalar ->
                switch (scalar) {
                    case NULL, BOOLEAN, VARCHAR, BLOB -> 0;
                    case TINYINT, UTINYINT -> 1;
                    case SMALLINT, USMALLINT -> 2;
                    case INTEGER, UINTEGER, REAL, DATE -> 4;
                    case BIGINT, UBIGINT, DOUBLE, TIME, TIMESTAMP, TIMESTAMPTZ -> 8;
                    case INTERVAL -> 16;
                };
        };
    }

    private boolean hasOffsets() {
        return type == ScalarType.VARCHAR
                || type == ScalarType.BLOB
                || type instanceof ArrayType array && !array.isFixed();
    }

    int count() {
        return count;
    }

    int nulls() {
        return nulls;
    }

    List<ArrowColumn> children() {
        return children;
    }

    /// Answers the buffers in the order of the format, those of children not among them.
    List<ColumnBytes> buffers() {
        List<ColumnBytes> buffers = new ArrayList<>(List.of(validity));
        if (hasOffsets()) {
            buffers.add(offsets);
        }
        if (!(type instanceof ArrayType)) {
            buffers.add(values);
        }
        return buffers;
    }

    /// Answers the memory that the buffers take.
    long bytes() {
        long all = validity.capacity() + offsets.capacity() + values.capacity();
        for (ArrowColumn child : children) {
            all += child.bytes();
        }
        return all;
    }

    void clear() {
        count = 0;
        nulls = 0;
        validity.clear();
        offsets.clear();
        values.clear();
        if (hasOffsets()) {
            offsets.room(Integer.BYTES).putInt(0);
        }
        children.forEach(ArrowColumn::clear);
    }

    /// Appends rows of a vector.
    void append(ColumnVector vector, int[] rows, int length) {
        for (int i = 0; i < length; i++) {
            boolean valid = !vector.isNull(rows[i]);
            validity.bit(count + i, valid);
            nulls += valid ? 0 : 1;
        }
        switch (vector) {
            case BooleanColumnVector v -> {
                for (int i = 0; i < length; i++) {
                    values.bit(count + i, !v.isNull(rows[i]) && v.get(rows[i]) != 0);
                }
            }
            case IntColumnVector v -> ints(v, rows, length);
            case LongColumnVector v -> longs(v, rows, length);
            case FloatColumnVector v -> {
                ByteBuffer out = values.room(length * Float.BYTES);
                for (int i = 0; i < length; i++) {
                    out.putFloat(v.isNull(rows[i]) ? 0 : v.get(rows[i]));
                }
            }
            case DoubleColumnVector v -> {
                ByteBuffer out = values.room(length * Double.BYTES);
                for (int i = 0; i < length; i++) {
                    out.putDouble(v.isNull(rows[i]) ? 0 : v.get(rows[i]));
                }
            }
            case HugeColumnVector v -> huges(v, rows, length);
            case TextColumnVector v -> texts(v, rows, length);
            case ArrayColumnVector v -> arrays(v, rows, length);
        }
        count += length;
    }

    private void ints(IntColumnVector vector, int[] rows, int length) {
        ByteBuffer out = values.room(length * width);
        for (int i = 0; i < length; i++) {
            int value = vector.isNull(rows[i]) ? 0 : vector.get(rows[i]);
            switch (width) {
                case 1 -> out.put((byte) value);
                case 2 -> out.putShort((short) value);
                default -> out.putInt(value);
            }
        }
    }

    private void longs(LongColumnVector vector, int[] rows, int length) {
        ByteBuffer out = values.room(length * width);
        for (int i = 0; i < length; i++) {
            long value = vector.isNull(rows[i]) ? 0 : vector.get(rows[i]);
            if (width == Integer.BYTES) {
                out.putInt((int) value);
            } else {
                out.putLong(value);
                if (width == DECIMAL_BYTES) {
                    out.putLong(value >> 63);
                }
            }
        }
    }

    private void huges(HugeColumnVector vector, int[] rows, int length) {
        ByteBuffer out = values.room(length * width);
        for (int i = 0; i < length; i++) {
            int slot = vector.slot(rows[i]);
            boolean isNull = vector.isNull(rows[i]);
            if (type == ScalarType.INTERVAL) {
                interval(
                        isNull ? IntervalValue.ZERO : IntervalValue.ofNumber(vector.high()[slot], vector.low()[slot]),
                        out);
            } else {
                out.putLong(isNull ? 0 : vector.low()[slot]);
                out.putLong(isNull ? 0 : vector.high()[slot]);
            }
        }
    }

    private static void interval(IntervalValue value, ByteBuffer out) {
        out.putInt(value.months()).putInt(value.days());
        try {
            out.putLong(Math.multiplyExact(value.micros(), NANOS_PER_MICRO));
        } catch (ArithmeticException tooLong) {
            throw AlmagestException.of(
                    SqlState.DATETIME_OVERFLOW, "an interval of more than 292 years of time does not fit into Arrow's");
        }
    }

    private void texts(TextColumnVector vector, int[] rows, int length) {
        ByteBuffer ends = offsets.room(length * Integer.BYTES);
        for (int i = 0; i < length; i++) {
            if (!vector.isNull(rows[i])) {
                int bytes = vector.length(rows[i]);
                requireRoom((long) values.size() + bytes);
                values.room(bytes).put(vector.bytes(), vector.start(rows[i]), bytes);
            }
            ends.putInt(values.size());
        }
    }

    private static void requireRoom(long size) {
        if (size > MOST_BYTES) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER, "a record batch of an Arrow file holds at most 1 GiB of a column");
        }
    }

    private void arrays(ArrayColumnVector vector, int[] rows, int length) {
        ArrayType array = (ArrayType) type;
        ArrowColumn child = children.getFirst();
        for (int i = 0; i < length; i++) {
            int row = rows[i];
            if (!vector.isNull(row)) {
                child.append(vector.child(), places(vector.start(row), vector.length(row)), vector.length(row));
            } else if (array.isFixed()) {
                child.appendNulls(array.fixedLength());
            }
            if (!array.isFixed()) {
                offsets.room(Integer.BYTES).putInt(child.count);
            }
        }
    }

    private static int[] places(int start, int length) {
        int[] places = new int[length];
        for (int i = 0; i < length; i++) {
            places[i] = start + i;
        }
        return places;
    }

    private void appendNulls(int length) {
        ColumnVector nothing = ColumnVector.allocate(type, 1);
        org.almagest.columnar.vector.Cells.setNull(nothing, 0);
        append(nothing, new int[length], length);
    }
}
