package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// min, max and any_value of VARCHAR and BLOB, by bytes. A value is copied only when it is better
/// than the one kept.
final class TextExtremeAccumulator extends Accumulator {
    private static final byte[] NONE = {};

    private final Extreme extreme;
    private byte[][] values = new byte[1][];
    private long textBytes;

    TextExtremeAccumulator(Extreme extreme) {
        this.extreme = extreme;
    }

    @Override
    void ensure(int groups) {
        if (values.length < groups) {
            values = Arrays.copyOf(values, grown(values.length, groups));
        }
    }

    @Override
    void add(Argument argument, int[] groups) {
        TextColumnVector vector = (TextColumnVector) argument.vector();
        for (int i = 0; i < argument.count(); i++) {
            int row = argument.rows()[i];
            offer(groups[row], vector.bytes(), vector.start(row), vector.length(row));
        }
    }

    @Override
    void addAll(Argument argument) {
        TextColumnVector vector = (TextColumnVector) argument.vector();
        for (int i = 0; i < argument.count(); i++) {
            int row = argument.rows()[i];
            offer(0, vector.bytes(), vector.start(row), vector.length(row));
        }
    }

    private void offer(int group, byte[] bytes, int start, int length) {
        byte[] before = values[group];
        if (before != null) {
            if (extreme == Extreme.FIRST) {
                return;
            }
            int order = Arrays.compareUnsigned(bytes, start, start + length, before, 0, before.length);
            if (extreme == Extreme.LEAST ? order >= 0 : order <= 0) {
                return;
            }
            textBytes -= before.length;
        }
        values[group] = length == 0 ? NONE : Arrays.copyOfRange(bytes, start, start + length);
        textBytes += length + 16L;
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        TextExtremeAccumulator others = (TextExtremeAccumulator) other;
        for (int i = 0; i < count; i++) {
            byte[] value = others.values[from[i]];
            if (value != null) {
                offer(to[i], value, 0, value.length);
            }
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        TextColumnVector vector = (TextColumnVector) out;
        for (int i = 0; i < count; i++) {
            byte[] value = values[first + i];
            if (value == null) {
                vector.appendNull(i);
            } else {
                vector.append(i, value, 0, value.length);
            }
        }
    }

    @Override
    long bytes() {
        return 8L * values.length + textBytes;
    }
}
