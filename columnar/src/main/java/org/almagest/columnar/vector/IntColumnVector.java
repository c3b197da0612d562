package org.almagest.columnar.vector;

import org.almagest.columnar.type.PhysicalType;

/// A vector over `int[]`.
public final class IntColumnVector extends ColumnVector {
    private final int[] values;

    public IntColumnVector(int capacity) {
        super(capacity);
        values = new int[capacity];
    }

    @Override
    public PhysicalType physicalType() {
        return PhysicalType.INT;
    }

    /// Answers the array itself; kernels read and write it.
    public int[] values() {
        settle();
        return values;
    }

    /// Answers the value of a row, whatever the vector's form.
    public int get(int row) {
        settle();
        return values[slot(row)];
    }

    /// Sets a valid value.
    public void set(int row, int value) {
        values[row] = value;
        setValid(row);
    }

    @Override
    public void copyRow(ColumnVector source, int from, int to) {
        values[to] = ((IntColumnVector) source).get(from);
        copyValidity(source, from, to);
    }
}
