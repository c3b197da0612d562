package org.almagest.columnar.vector;

import org.almagest.columnar.type.PhysicalType;

/// A vector over `long[]`.
public final class LongColumnVector extends ColumnVector {
    private final long[] values;

    public LongColumnVector(int capacity) {
        super(capacity);
        values = new long[capacity];
    }

    @Override
    public PhysicalType physicalType() {
        return PhysicalType.LONG;
    }

    /// Answers the array itself; kernels read and write it.
    public long[] values() {
        settle();
        return values;
    }

    /// Answers the value of a row, whatever the vector's form.
    public long get(int row) {
        settle();
        return values[slot(row)];
    }

    /// Sets a valid value.
    public void set(int row, long value) {
        values[row] = value;
        setValid(row);
    }

    @Override
    public void copyRow(ColumnVector source, int from, int to) {
        values[to] = ((LongColumnVector) source).get(from);
        copyValidity(source, from, to);
    }
}
