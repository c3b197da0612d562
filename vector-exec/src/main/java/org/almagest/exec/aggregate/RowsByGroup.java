package org.almagest.exec.aggregate;

import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.kernel.GroupKernels;

/// The rows of a batch in the order of their groups, where groups are few: the values of one group are added
/// up in a register, whichever groups the rows come in, and all aggregates share the order.
///
/// ```text
/// row     0  1  2  3  4  5         order    1  4 | 0  2  3 | 5
/// group   1  0  1  1  0  2         starts   0      2         5   6
/// ```
///
/// Within a group the order is the same whenever rows and groups are. Owned by one thread.
final class RowsByGroup {
    private final int[] order = new int[ColumnVector.BATCH_ROWS];
    private final int[] places = new int[GroupedRows.FEW_LANES];
    private final int[] starts = new int[GroupedRows.FEW_LANES / 4 + 1];
    private int groupCount;

    void order(int[] rows, int count, int[] groups, int groupsInAll) {
        groupCount = groupsInAll;
        GroupKernels.order(rows, count, groups, groupCount, places, starts, order);
    }

    int groupCount() {
        return groupCount;
    }

    /// Answers how many rows of the batch a group has.
    int count(int group) {
        return starts[group + 1] - starts[group];
    }

    /// Sums the values of each group; answers the bits that they take but for the sign: sums are right where
    /// these are fewer than 54.
    long sums(long[] values, long[] sums) {
        return GroupKernels.sumOrdered(values, order, starts, groupCount, sums);
    }

    /// Adds the values of each group to its sum.
    void add(double[] values, double[] sums) {
        GroupKernels.addOrdered(values, order, starts, groupCount, sums);
    }
}
