package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;

/// Values that are REAL or DOUBLE; -0.0 equals 0.0, NaN equals itself and is the greatest.
final class DoubleCells extends GroupCells {
    private double[] values = new double[1];
    private double[] batch = {};

    @Override
    void ensure(int groups) {
        if (values.length < groups) {
            values = Arrays.copyOf(values, Accumulator.grown(values.length, groups));
        }
    }

    @Override
    void open(Argument argument) {
        batch = argument.doubles();
    }

    private static int compare(double a, double b) {
        if (a < b) {
            return -1;
        }
        return a > b ? 1 : Boolean.compare(a != a, b != b);
    }

    @Override
    int compare(int row, int group) {
        return compare(batch[row], values[group]);
    }

    @Override
    void set(int group, int row) {
        values[group] = batch[row];
    }

    @Override
    int compare(GroupCells other, int from, int group) {
        return compare(((DoubleCells) other).values[from], values[group]);
    }

    @Override
    void set(int group, GroupCells other, int from) {
        values[group] = ((DoubleCells) other).values[from];
    }

    @Override
    void write(int group, ColumnVector out, int row) {
        switch (out) {
            case DoubleColumnVector v -> v.set(row, values[group]);
            case FloatColumnVector v -> v.set(row, (float) values[group]);
            default -> throw new IllegalStateException("no floats: " + out.physicalType());
        }
    }

    @Override
    long bytes() {
        return 8L * values.length;
    }
}
