package org.almagest.columnar.vector;

import org.almagest.columnar.type.PhysicalType;

/// A vector over `float[]`.
public final class FloatColumnVector extends ColumnVector {
    private final float[] values;

    public FloatColumnVector(int capacity) {
        super(capacity);
        values = new float[capacity];
    }

    @Override
    public PhysicalType physicalType() {
        return PhysicalType.FLOAT;
    }

    /// Answers the array itself; kernels read and write it.
    public float[] values() {
        settle();
        return values;
    }

    /// Answers the value of a row, whatever the vector's form.
    public float get(int row) {
        settle();
        return values[slot(row)];
    }

    /// Sets a valid value.
    public void set(int row, float value) {
        values[row] = value;
        setValid(row);
    }

    @Override
    public void copyRow(ColumnVector source, int from, int to) {
        values[to] = ((FloatColumnVector) source).get(from);
        copyValidity(source, from, to);
    }
}
