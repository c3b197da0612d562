package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// Values that stand as BOOLEAN, INT or LONG.
final class IntegerCells extends GroupCells {
    private final long flip;
    private long[] values = new long[1];
    private long[] batch = {};

    /// @param unsigned whether the sign bit is the value's highest
    IntegerCells(boolean unsigned) {
        flip = unsigned ? Long.MIN_VALUE : 0;
    }

    @Override
    void ensure(int groups) {
        if (values.length < groups) {
            values = Arrays.copyOf(values, Accumulator.grown(values.length, groups));
        }
    }

    @Override
    void open(Argument argument) {
        batch = argument.longs();
    }

    @Override
    int compare(int row, int group) {
        return Long.compare(batch[row] ^ flip, values[group] ^ flip);
    }

    @Override
    void set(int group, int row) {
        values[group] = batch[row];
    }

    @Override
    int compare(GroupCells other, int from, int group) {
        return Long.compare(((IntegerCells) other).values[from] ^ flip, values[group] ^ flip);
    }

    @Override
    void set(int group, GroupCells other, int from) {
        values[group] = ((IntegerCells) other).values[from];
    }

    @Override
    void write(int group, ColumnVector out, int row) {
        switch (out) {
            case BooleanColumnVector v -> v.set(row, (byte) values[group]);
            case IntColumnVector v -> v.set(row, (int) values[group]);
            case LongColumnVector v -> v.set(row, values[group]);
            default -> throw new IllegalStateException("no integers: " + out.physicalType());
        }
    }

    @Override
    long bytes() {
        return 8L * values.length;
    }
}
