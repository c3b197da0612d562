package org.almagest.exec.aggregate;

import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.kernel.GroupKernels;

/// The sums of one argument's integers in one batch, by group or by run, in a word each: taken once, however
/// many aggregates ask for them. Owned by one thread.
final class GroupSums {
    /// A batch of values of so many bits has sums of 63.
    private static final int MOST_BITS = 53;

    private long[] sums = {};
    private boolean taken;
    private boolean fitting;

    /// Begins another batch.
    void forget() {
        taken = false;
    }

    /// Sums values by group; answers false where a sum may not fit a word.
    boolean takeByGroup(long[] values, RowsByGroup rows) {
        if (!taken) {
            makeRoom();
            judge(rows.sums(values, sums));
        }
        return fitting;
    }

    /// Sums values by run; answers false where a sum may not fit a word. Every row must count.
    boolean takeByRun(long[] values, GroupedRows rows) {
        if (!taken) {
            makeRoom();
            judge(GroupKernels.sumRuns(values, rows.starts(), rows.runs(), sums));
        }
        return fitting;
    }

    private void makeRoom() {
        sums = sums.length == 0 ? new long[ColumnVector.BATCH_ROWS] : sums;
    }

    private void judge(long bits) {
        taken = true;
        fitting = Long.SIZE - Long.numberOfLeadingZeros(bits) <= MOST_BITS;
    }

    /// Answers the sum of a group, or of a run.
    long of(int number) {
        return sums[number];
    }
}
