package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;

/// Values of more than 64 bits, and arrays, which are kept but not compared: one object each.
final class ValueCells extends GroupCells {
    private static final long OBJECT_BYTES = 64;
    private static final long ELEMENT_BYTES = 24;

    private Value[] values = {Value.NULL};
    private ColumnVector batch;
    private long valueBytes;

    @Override
    void ensure(int groups) {
        int before = values.length;
        if (before < groups) {
            values = Arrays.copyOf(values, Accumulator.grown(before, groups));
            Arrays.fill(values, before, values.length, Value.NULL);
        }
    }

    @Override
    void open(Argument argument) {
        batch = argument.vector();
    }

    private static int compare(Value a, Value b) {
        if (a instanceof Value.OfHuge(var left) && b instanceof Value.OfHuge(var right)) {
            return left.compareTo(right);
        }
        throw new IllegalStateException("these values have no order: " + a + ", " + b);
    }

    @Override
    int compare(int row, int group) {
        return compare(Cells.get(batch, row), values[group]);
    }

    @Override
    void set(int group, int row) {
        set(group, Cells.get(batch, row));
    }

    private void set(int group, Value value) {
        valueBytes += sizeOf(value) - sizeOf(values[group]);
        values[group] = value;
    }

    private static long sizeOf(Value value) {
        return switch (value) {
            case Value.Null _ -> 0;
            case Value.OfArray(var elements) -> OBJECT_BYTES + ELEMENT_BYTES * elements.size();
            default -> OBJECT_BYTES;
        };
    }

    @Override
    int compare(GroupCells other, int from, int group) {
        return compare(((ValueCells) other).values[from], values[group]);
    }

    @Override
    void set(int group, GroupCells other, int from) {
        set(group, ((ValueCells) other).values[from]);
    }

    @Override
    void write(int group, ColumnVector out, int row) {
        Cells.set(out, row, values[group]);
    }

    @Override
    long bytes() {
        return 8L * values.length + valueBytes;
    }
}
