package org.almagest.columnar.vector;

import org.almagest.columnar.type.PhysicalType;

/// A vector over `byte[]` of 0 and 1.
public final class BooleanColumnVector extends ColumnVector {
    private final byte[] values;

    public BooleanColumnVector(int capacity) {
        super(capacity);
        values = new byte[capacity];
    }

    @Override
    public PhysicalType physicalType() {
        return PhysicalType.BOOLEAN;
    }

    /// Answers the array itself; kernels read and write it.
    public byte[] values() {
        return values;
    }

    /// Answers the value of a row, whatever the vector's form.
    public byte get(int row) {
        return values[slot(row)];
    }

    /// Sets a valid value.
    public void set(int row, byte value) {
        values[row] = value;
        setValid(row);
    }

    @Override
    public void copyRow(ColumnVector source, int from, int to) {
        values[to] = ((BooleanColumnVector) source).get(from);
        copyValidity(source, from, to);
    }
}
