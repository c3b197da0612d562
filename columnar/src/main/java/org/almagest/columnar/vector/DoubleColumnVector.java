package org.almagest.columnar.vector;

import org.almagest.columnar.type.PhysicalType;

/// A vector over `double[]`.
public final class DoubleColumnVector extends ColumnVector {
    private final double[] values;

    public DoubleColumnVector(int capacity) {
        super(capacity);
        values = new double[capacity];
    }

    @Override
    public PhysicalType physicalType() {
        return PhysicalType.DOUBLE;
    }

    /// Answers the array itself; kernels read and write it.
    public double[] values() {
        settle();
        return values;
    }

    /// Answers the value of a row, whatever the vector's form.
    public double get(int row) {
        settle();
        return values[slot(row)];
    }

    /// Sets a valid value.
    public void set(int row, double value) {
        values[row] = value;
        setValid(row);
    }

    @Override
    public void copyRow(ColumnVector source, int from, int to) {
        values[to] = ((DoubleColumnVector) source).get(from);
        copyValidity(source, from, to);
    }
}
