package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;

/// arg_min(value, by) and arg_max: the value of the row where `by` is least or greatest. Rows where
/// either is NULL do not count; of several rows with the same `by` the first in the order of the
/// rows wins, so that the answer is the same at any number of threads.
final class ArgExtremeAccumulator extends Accumulator {
    private final boolean least;
    private final GroupCells values;
    private final GroupCells keys;
    private final int[] common = new int[ColumnVector.BATCH_ROWS];
    private int commonCount;
    private byte[] seen = new byte[1];

    ArgExtremeAccumulator(boolean least, DataType value, DataType by) {
        this.least = least;
        values = GroupCells.of(value);
        keys = GroupCells.of(by);
    }

    @Override
    void ensure(int groups) {
        if (seen.length < groups) {
            seen = Arrays.copyOf(seen, grown(seen.length, groups));
        }
        values.ensure(groups);
        keys.ensure(groups);
    }

    @Override
    void addRows(Argument value, Argument by, GroupedRows grouped) {
        int[] groups = grouped.groups();
        int[] rows = common(value, by);
        for (int i = 0; i < commonCount; i++) {
            offer(groups[rows[i]], rows[i]);
        }
    }

    @Override
    void addAll(Argument value, Argument by) {
        int[] rows = common(value, by);
        for (int i = 0; i < commonCount; i++) {
            offer(0, rows[i]);
        }
    }

    /// Opens a batch and answers the rows that count for both arguments.
    private int[] common(Argument value, Argument by) {
        commonCount = 0;
        if (value.count() == 0 || by.count() == 0) {
            return common;
        }
        values.open(value);
        keys.open(by);
        int[] a = value.rows();
        int[] b = by.rows();
        int j = 0;
        for (int i = 0; i < value.count() && j < by.count(); i++) {
            while (j < by.count() && b[j] < a[i]) {
                j++;
            }
            if (j < by.count() && b[j] == a[i]) {
                common[commonCount++] = a[i];
            }
        }
        return common;
    }

    private void offer(int group, int row) {
        if (seen[group] == 0 || isBetter(keys.compare(row, group))) {
            keys.set(group, row);
            values.set(group, row);
            seen[group] = 1;
        }
    }

    private boolean isBetter(int order) {
        return least ? order < 0 : order > 0;
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        ArgExtremeAccumulator others = (ArgExtremeAccumulator) other;
        for (int i = 0; i < count; i++) {
            int group = to[i];
            if (others.seen[from[i]] != 0
                    && (seen[group] == 0 || isBetter(keys.compare(others.keys, from[i], group)))) {
                keys.set(group, others.keys, from[i]);
                values.set(group, others.values, from[i]);
                seen[group] = 1;
            }
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        for (int i = 0; i < count; i++) {
            if (seen[first + i] == 0) {
                Cells.setNull(out, i);
            } else {
                values.write(first + i, out, i);
            }
        }
    }

    @Override
    long bytes() {
        return seen.length + values.bytes() + keys.bytes();
    }
}
