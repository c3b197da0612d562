package org.almagest.columnar.segment;

import java.util.Arrays;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;

/// The rows of one column of a row group on their way to disk: heap arrays that grow by doubling,
/// are reserved from a budget and are recycled from row group to row group. One thread.
abstract sealed class ColumnBuffer
        permits IntBuffer, LongBuffer, FloatBuffer, DoubleBuffer, HugeBuffer, BytesBuffer, ArrayBuffer {
    private static final int FIRST_ROWS = 1024;

    final HeapReservation reservation;
    private long[] validity = {};
    private boolean hasNulls;
    private int rows;
    private int capacity;

    ColumnBuffer(HeapReservation reservation) {
        this.reservation = reservation;
    }

    static ColumnBuffer of(DataType type, HeapReservation reservation) {
        return switch (type.physical()) {
            case BOOLEAN, INT -> new IntBuffer(reservation);
            case LONG -> new LongBuffer(type == ScalarType.UBIGINT ? Long.MIN_VALUE : 0, reservation);
            case FLOAT -> new FloatBuffer(reservation);
            case DOUBLE -> new DoubleBuffer(reservation);
            case HUGE -> new HugeBuffer(reservation);
            case BYTES -> new BytesBuffer(type == ScalarType.VARCHAR, reservation);
            case ARRAY -> new ArrayBuffer(of(((ArrayType) type).element(), reservation), reservation);
        };
    }

    final int rows() {
        return rows;
    }

    /// Answers how many values an encoder will look at.
    int encodedValues() {
        return rows;
    }

    /// Answers the bitmap of rows that hold a value, empty when all do.
    final long[] validity() {
        return hasNulls ? validity : ColumnValues.ALL_VALID;
    }

    /// Copies rows `from .. from + count` of a vector.
    final void appendRange(ColumnVector vector, int from, int count) {
        ensureRows(rows + count);
        if (vector.isConstant()) {
            appendValidity(vector.isNull(0), count);
            for (int i = 0; i < count; i++) {
                copyOne(vector, 0, rows + i);
            }
        } else {
            if (vector.hasNulls()) {
                startNulls();
                BitmapKernels.append(vector.validity(), from, count, validity, rows);
            } else {
                appendValidity(false, count);
            }
            copyRange(vector, from, rows, count);
        }
        rows += count;
    }

    /// Copies the rows that `selection[from .. from + count)` lists.
    final void appendSelected(ColumnVector vector, int[] selection, int from, int count) {
        if (vector.isConstant()) {
            appendRange(vector, 0, count);
            return;
        }
        ensureRows(rows + count);
        if (vector.hasNulls()) {
            startNulls();
            BitmapKernels.appendSelected(vector.validity(), selection, from, count, validity, rows);
        } else {
            appendValidity(false, count);
        }
        copySelected(vector, selection, from, rows, count);
        rows += count;
    }

    private void appendValidity(boolean isNull, int count) {
        if (isNull) {
            startNulls();
        } else if (hasNulls) {
            BitmapKernels.setRange(validity, rows, count);
        }
    }

    private void startNulls() {
        if (!hasNulls) {
            hasNulls = true;
            int words = capacity + 63 >>> 6;
            if (validity.length < words) {
                reservation.add(8L * (words - validity.length));
                validity = new long[words];
            } else {
                Arrays.fill(validity, 0);
            }
            BitmapKernels.setRange(validity, 0, rows);
        }
    }

    private void ensureRows(int wanted) {
        if (wanted <= capacity) {
            return;
        }
        int larger = Math.max(Math.max(FIRST_ROWS, wanted), (int) Math.min(2L * capacity, Integer.MAX_VALUE - 64));
        growRows(capacity, larger);
        capacity = larger;
        int words = capacity + 63 >>> 6;
        if (hasNulls && validity.length < words) {
            reservation.add(8L * (words - validity.length));
            validity = Arrays.copyOf(validity, words);
        }
    }

    /// Forgets the rows and keeps the arrays.
    void clear() {
        rows = 0;
        hasNulls = false;
    }

    /// Makes the arrays hold `newCapacity` rows, having reserved the difference.
    abstract void growRows(int oldCapacity, int newCapacity);

    /// Copies the values (not the validity) of rows of a flat vector of this type.
    abstract void copyRange(ColumnVector vector, int from, int to, int count);

    abstract void copySelected(ColumnVector vector, int[] selection, int from, int to, int count);

    /// Copies the value at slot `slot`.
    abstract void copyOne(ColumnVector vector, int slot, int to);

    /// Answers the number at a row as a double; 0 for types that hold none.
    double number(int row) {
        return 0;
    }

    final boolean isValid(int row) {
        return !hasNulls || (validity[row >>> 6] >>> row & 1) != 0;
    }

    /// Answers the bytes that rows take once decoded.
    abstract long decodedBytes(int from, int count);

    /// Fills entry `entry` of zone maps with the bounds of rows `from .. from + count`; counts of
    /// NULL are filled already.
    abstract void bounds(ZoneMaps zones, int entry, int from, int count);
}
