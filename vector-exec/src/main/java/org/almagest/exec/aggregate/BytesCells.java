package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Values that are VARCHAR or BLOB, copied when they are kept.
final class BytesCells extends GroupCells {
    private static final byte[] NONE = {};
    private static final long OBJECT_BYTES = 16;

    private byte[][] values = {NONE};
    private TextColumnVector batch;
    private long textBytes;

    @Override
    void ensure(int groups) {
        int before = values.length;
        if (before < groups) {
            values = Arrays.copyOf(values, Accumulator.grown(before, groups));
            Arrays.fill(values, before, values.length, NONE);
        }
    }

    @Override
    void open(Argument argument) {
        batch = (TextColumnVector) argument.vector();
    }

    @Override
    int compare(int row, int group) {
        int start = batch.start(row);
        byte[] value = values[group];
        return Arrays.compareUnsigned(batch.bytes(), start, start + batch.length(row), value, 0, value.length);
    }

    @Override
    void set(int group, int row) {
        int start = batch.start(row);
        set(group, Arrays.copyOfRange(batch.bytes(), start, start + batch.length(row)));
    }

    private void set(int group, byte[] value) {
        textBytes += value.length - values[group].length + (values[group] == NONE ? OBJECT_BYTES : 0);
        values[group] = value;
    }

    @Override
    int compare(GroupCells other, int from, int group) {
        return Arrays.compareUnsigned(((BytesCells) other).values[from], values[group]);
    }

    @Override
    void set(int group, GroupCells other, int from) {
        set(group, ((BytesCells) other).values[from]);
    }

    @Override
    void write(int group, ColumnVector out, int row) {
        ((TextColumnVector) out).append(row, values[group], 0, values[group].length);
    }

    @Override
    long bytes() {
        return 8L * values.length + textBytes;
    }
}
