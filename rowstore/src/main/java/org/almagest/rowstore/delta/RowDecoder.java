package org.almagest.rowstore.delta;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Reads rows in the form of `RowFormat` from native memory into vectors, the wanted columns alone.
/// The bytes were checked when they came from the log, so nothing is checked here. One thread.
final class RowDecoder {
    private final DataType[] types;
    private final ColumnVector[] targets;
    private final boolean[] wanted;
    private MemorySegment segment = MemorySegment.NULL;
    private long position;

    /// Reads the columns with `wanted[column]` into `targets[column]`; the others are skipped.
    RowDecoder(TableSchema schema, ColumnVector[] targets, boolean[] wanted) {
        this.types = schema.columns().stream().map(column -> column.type()).toArray(DataType[]::new);
        this.targets = targets;
        this.wanted = wanted;
    }

    void seek(MemorySegment slab, long offset) {
        segment = slab;
        position = offset;
    }

    long position() {
        return position;
    }

    /// Reads the row at the position into row `row` of the targets.
    void read(int row) {
        long nulls = position;
        position += RowFormat.nullBytes(types.length);
        for (int c = 0; c < types.length; c++) {
            boolean isNull = isSet(nulls, c);
            if (!wanted[c]) {
                if (!isNull) {
                    skip(types[c]);
                }
            } else if (isNull) {
                setNull(targets[c], row);
            } else {
                value(targets[c], row);
            }
        }
    }

    private boolean isSet(long bitmap, int bit) {
        return (segment.get(ValueLayout.JAVA_BYTE, bitmap + (bit >>> 3)) >>> (bit & 7) & 1) != 0;
    }

    private static void setNull(ColumnVector target, int row) {
        switch (target) {
            case TextColumnVector v -> v.appendNull(row);
            case ArrayColumnVector v -> v.appendNull(row);
            default -> target.setNull(row);
        }
    }

    private void value(ColumnVector target, int row) {
        switch (target) {
            case BooleanColumnVector v -> v.set(row, segment.get(ValueLayout.JAVA_BYTE, advance(1)));
            case IntColumnVector v -> v.set(row, segment.get(RowFormat.U32, advance(4)));
            case LongColumnVector v -> v.set(row, segment.get(RowFormat.U64, advance(8)));
            case HugeColumnVector v -> {
                v.low()[row] = segment.get(RowFormat.U64, advance(8));
                v.high()[row] = segment.get(RowFormat.U64, advance(8));
                v.setValid(row);
            }
            case FloatColumnVector v -> v.set(row, segment.get(RowFormat.F32, advance(4)));
            case DoubleColumnVector v -> v.set(row, segment.get(RowFormat.F64, advance(8)));
            case TextColumnVector v -> text(v, row);
            case ArrayColumnVector v -> array(v, row);
        }
    }

    private void text(TextColumnVector target, int row) {
        int length = segment.get(RowFormat.U32, advance(4));
        int at = target.offsets()[row];
        byte[] bytes = target.ensureBytes(Math.addExact(at, length));
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, advance(length), bytes, at, length);
        target.offsets()[row + 1] = at + length;
        target.setValid(row);
    }

    private void array(ArrayColumnVector target, int row) {
        int length = segment.get(RowFormat.U32, advance(4));
        int at = target.offsets()[row];
        ColumnVector child = target.ensureChild(Math.addExact(at, length));
        long nulls = advance(RowFormat.nullBytes(length));
        for (int i = 0; i < length; i++) {
            if (isSet(nulls, i)) {
                setNull(child, at + i);
            } else {
                value(child, at + i);
            }
        }
        target.offsets()[row + 1] = at + length;
        target.setValid(row);
    }

    private void skip(DataType type) {
        switch (type.physical()) {
            case BOOLEAN -> advance(1);
            case INT, FLOAT -> advance(4);
            case LONG, DOUBLE -> advance(8);
            case HUGE -> advance(16);
            case BYTES -> advance(segment.get(RowFormat.U32, advance(4)));
            case ARRAY -> skipArray(((ArrayType) type).element());
        }
    }

    private void skipArray(DataType element) {
        int length = segment.get(RowFormat.U32, advance(4));
        long nulls = advance(RowFormat.nullBytes(length));
        for (int i = 0; i < length; i++) {
            if (!isSet(nulls, i)) {
                skip(element);
            }
        }
    }

    private long advance(long bytes) {
        long at = position;
        position += bytes;
        return at;
    }
}
