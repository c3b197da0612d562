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
import org.almagest.columnar.vector.Cells;
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
/// all                    validity: a bit a value, set where there is one; nothing without NULLs
/// BOOLEAN                a bit a value                TINYINT ... UBIGINT   1 to 8 bytes
/// DECIMAL                16 bytes                     INTERVAL              i32 months, i32 days, i64 nanoseconds
/// VARCHAR, BLOB          i32 offsets, bytes           T[]                   i32 offsets, then the elements' buffers
/// T[n]                   the buffers of n elements a value
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
    private final RowPick elements = new RowPick();
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

    /// Answers the buffers in the order of the format, those of children not among them. That of
    /// validity is empty where nothing is NULL.
    List<ColumnBytes> buffers() {
        if (type == ScalarType.NULL) {
            return List.of();
        }
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
    void append(ColumnVector vector, RowPick rows) {
        if (type == ScalarType.NULL) {
            count += rows.length();
            nulls += rows.length();
            return;
        }
        validity(vector, rows);
        switch (vector) {
            case BooleanColumnVector v -> booleans(v, rows);
            case IntColumnVector v -> ints(v, rows);
            case LongColumnVector v -> longs(v, rows);
            case FloatColumnVector v -> floats(v, rows);
            case DoubleColumnVector v -> doubles(v, rows);
            case HugeColumnVector v -> huges(v, rows);
            case TextColumnVector v -> texts(v, rows);
            case ArrayColumnVector v -> arrays(v, rows);
        }
        count += rows.length();
    }

    /// Appends the bits of validity; there are none before the first NULL.
    private void validity(ColumnVector vector, RowPick rows) {
        if (!vector.hasNulls() && nulls == 0) {
            return;
        }
        int length = rows.length();
        if (nulls == 0) {
            validity.ones(0, count);
        }
        if (!vector.hasNulls()) {
            validity.ones(count, length);
            return;
        }
        for (int i = 0; i < length; i++) {
            boolean valid = !vector.isNull(rows.row(i));
            validity.bit(count + i, valid);
            nulls += valid ? 0 : 1;
        }
        if (nulls == 0) {
            validity.clear();
        }
    }

    private void booleans(BooleanColumnVector vector, RowPick rows) {
        for (int i = 0; i < rows.length(); i++) {
            int row = rows.row(i);
            values.bit(count + i, !vector.isNull(row) && vector.get(row) != 0);
        }
    }

    private void ints(IntColumnVector vector, RowPick rows) {
        int length = rows.length();
        ByteBuffer out = values.room(length * width);
        int start = out.position();
        if (width == Integer.BYTES && rows.isBlockOf(vector)) {
            out.asIntBuffer().put(vector.values(), rows.first(), length);
        } else {
            for (int i = 0; i < length; i++) {
                int value = vector.get(rows.row(i));
                switch (width) {
                    case 1 -> out.put(start + i, (byte) value);
                    case 2 -> out.putShort(start + i * Short.BYTES, (short) value);
                    default -> out.putInt(start + i * Integer.BYTES, value);
                }
            }
        }
        end(vector, rows, start);
    }

    private void longs(LongColumnVector vector, RowPick rows) {
        int length = rows.length();
        ByteBuffer out = values.room(length * width);
        int start = out.position();
        if (width == Long.BYTES && rows.isBlockOf(vector)) {
            out.asLongBuffer().put(vector.values(), rows.first(), length);
        } else {
            for (int i = 0; i < length; i++) {
                long value = vector.get(rows.row(i));
                int at = start + i * width;
                if (width == Integer.BYTES) {
                    out.putInt(at, (int) value);
                } else {
                    out.putLong(at, value);
                    if (width == DECIMAL_BYTES) {
                        out.putLong(at + Long.BYTES, value >> 63);
                    }
                }
            }
        }
        end(vector, rows, start);
    }

    private void floats(FloatColumnVector vector, RowPick rows) {
        int length = rows.length();
        ByteBuffer out = values.room(length * width);
        int start = out.position();
        if (rows.isBlockOf(vector)) {
            out.asFloatBuffer().put(vector.values(), rows.first(), length);
        } else {
            for (int i = 0; i < length; i++) {
                out.putFloat(start + i * Float.BYTES, vector.get(rows.row(i)));
            }
        }
        end(vector, rows, start);
    }

    private void doubles(DoubleColumnVector vector, RowPick rows) {
        int length = rows.length();
        ByteBuffer out = values.room(length * width);
        int start = out.position();
        if (rows.isBlockOf(vector)) {
            out.asDoubleBuffer().put(vector.values(), rows.first(), length);
        } else {
            for (int i = 0; i < length; i++) {
                out.putDouble(start + i * Double.BYTES, vector.get(rows.row(i)));
            }
        }
        end(vector, rows, start);
    }

    /// Ends values that were written from a place on: those of NULLs become 0.
    private void end(ColumnVector vector, RowPick rows, int start) {
        values.advance(rows.length() * width);
        if (vector.hasNulls()) {
            for (int i = 0; i < rows.length(); i++) {
                if (vector.isNull(rows.row(i))) {
                    values.zero(start + i * width, width);
                }
            }
        }
    }

    private void huges(HugeColumnVector vector, RowPick rows) {
        ByteBuffer out = values.room(rows.length() * width);
        for (int i = 0; i < rows.length(); i++) {
            int row = rows.row(i);
            int slot = vector.slot(row);
            boolean isNull = vector.isNull(row);
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

    private void texts(TextColumnVector vector, RowPick rows) {
        int length = rows.length();
        ByteBuffer ends = offsets.room(length * Integer.BYTES);
        if (rows.isBlockOf(vector) && !vector.isDictionary()) {
            int[] from = vector.offsets();
            int first = from[rows.first()];
            int bytes = from[rows.first() + length] - first;
            requireRoom((long) values.size() + bytes);
            int shift = values.size() - first;
            values.room(bytes).put(vector.bytes(), first, bytes);
            for (int i = 1; i <= length; i++) {
                ends.putInt(from[rows.first() + i] + shift);
            }
            return;
        }
        for (int i = 0; i < length; i++) {
            int row = rows.row(i);
            if (!vector.isNull(row)) {
                int bytes = vector.length(row);
                requireRoom((long) values.size() + bytes);
                values.room(bytes).put(vector.bytes(), vector.start(row), bytes);
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

    private void arrays(ArrayColumnVector vector, RowPick rows) {
        ArrayType array = (ArrayType) type;
        ArrowColumn child = children.getFirst();
        for (int i = 0; i < rows.length(); i++) {
            int row = rows.row(i);
            if (!vector.isNull(row)) {
                elements.range(vector.start(row), vector.length(row));
                child.append(vector.child(), elements);
            } else if (array.isFixed()) {
                child.appendNulls(array.fixedLength());
            }
            if (!array.isFixed()) {
                offsets.room(Integer.BYTES).putInt(child.count);
            }
        }
    }

    private void appendNulls(int length) {
        ColumnVector nothing = ColumnVector.allocate(type, length);
        for (int i = 0; i < length; i++) {
            Cells.setNull(nothing, i);
        }
        elements.range(0, length);
        append(nothing, elements);
    }
}
