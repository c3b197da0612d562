package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.function.AggregateFunction.Kind;

/// The value of one row of each group.
///
/// ```text
/// arg_min, arg_max   the row where the second argument is least or greatest, the first of several
/// first              the row whose place, the second argument, is least, the first of several
/// last               the row whose place is greatest, the last of several
/// ```
///
/// Rows where the second argument is NULL do not count; where the value is NULL, they count for
/// first and last alone. That the first of equal rows is meant in the order of the table makes the
/// answer the same at any number of threads.
final class ArgExtremeAccumulator extends Accumulator {
    private static final byte NOTHING = 0;
    private static final byte VALUE = 1;
    private static final byte NULL_VALUE = 2;

    private final boolean least;
    private final boolean latest;
    private final boolean nulls;
    private final GroupCells values;
    private final GroupCells keys;
    private final CommonRows common = new CommonRows();
    private byte[] seen = new byte[1];

    /// The values of the batch under way; only looked at while rows of it are added.
    private Argument rowValues;

    ArgExtremeAccumulator(Kind kind, DataType value, DataType by) {
        least = kind == Kind.ARG_MIN || kind == Kind.FIRST;
        latest = kind == Kind.LAST;
        nulls = kind.keepsNulls();
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
        open(value, by);
        int[] rows = common.rows();
        for (int i = 0; i < common.count(); i++) {
            offer(groups[rows[i]], rows[i]);
        }
    }

    @Override
    void addAll(Argument value, Argument by) {
        open(value, by);
        int[] rows = common.rows();
        for (int i = 0; i < common.count(); i++) {
            offer(0, rows[i]);
        }
    }

    /// Opens a batch and lists the rows that count.
    private void open(Argument value, Argument by) {
        common.take(value, by, nulls);
        if (common.count() > 0) {
            values.open(value);
            keys.open(by);
            rowValues = value;
        }
    }

    private void offer(int group, int row) {
        if (seen[group] == NOTHING || isBetter(keys.compare(row, group))) {
            keys.set(group, row);
            if (nulls && rowValues.vector().isNull(row)) {
                seen[group] = NULL_VALUE;
            } else {
                values.set(group, row);
                seen[group] = VALUE;
            }
        }
    }

    private boolean isBetter(int order) {
        return least ? order < 0 : order > 0 || latest && order == 0;
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        ArgExtremeAccumulator others = (ArgExtremeAccumulator) other;
        for (int i = 0; i < count; i++) {
            int group = to[i];
            byte theirs = others.seen[from[i]];
            if (theirs != NOTHING && (seen[group] == NOTHING || isBetter(keys.compare(others.keys, from[i], group)))) {
                keys.set(group, others.keys, from[i]);
                if (theirs == VALUE) {
                    values.set(group, others.values, from[i]);
                }
                seen[group] = theirs;
            }
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        for (int i = 0; i < count; i++) {
            if (seen[first + i] != VALUE) {
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
