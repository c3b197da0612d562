package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.kernel.IndexKernels;

/// The groups of a batch's rows, row by row or, where neighbours share them, run by run.
///
/// ```text
/// rows   groups()[row] for the rows that count
/// runs   rows start(r) .. start(r + 1) belong to group ofRun(r); every row of the batch counts
/// ```
///
/// Owned by one thread, filled anew for each batch.
final class GroupedRows {
    /// Where a group lasts for so many rows on average, kernels keep it in registers.
    private static final int LASTING = 4;

    /// Few groups are added up in four lanes each, for which this is room.
    static final int FEW_LANES = 512;

    /// A batch has so many rows at least for each of few groups.
    private static final int FEW_ROWS_PER_GROUP = 8;

    private final int[] groups = new int[ColumnVector.BATCH_ROWS];
    private final int[] groupAtStart = new int[ColumnVector.BATCH_ROWS];
    private final int[] starts = new int[ColumnVector.BATCH_ROWS + 1];
    private int runs;
    private int rows;
    private int groupCount;
    private boolean listed;
    private boolean fixed;
    private boolean judged;
    private boolean lasting;
    private int[] batchRows = {};
    private final RowsByGroup byGroup = new RowsByGroup();
    private boolean ordered;

    /// Begins a batch of which `count` rows count, those listed; answers the array to fill by row. The same
    /// rows must always come in the same batches where they are said to be fixed.
    int[] startRows(int[] rowsThatCount, int count, boolean batchesAreFixed) {
        fixed = batchesAreFixed;
        batchRows = rowsThatCount;
        ordered = false;
        runs = 0;
        rows = count;
        listed = true;
        judged = false;
        return groups;
    }

    /// Begins a batch of runs; answers the array to fill at the rows where runs start.
    int[] startRuns(int[] runStarts, int count, int rowCount) {
        runs = count;
        rows = rowCount;
        System.arraycopy(runStarts, 0, starts, 0, count);
        starts[count] = rowCount;
        listed = false;
        judged = false;
        return groupAtStart;
    }

    /// Answers how many runs there are, 0 where rows stand alone.
    int runs() {
        return runs;
    }

    int start(int run) {
        return starts[run];
    }

    /// Answers where the runs begin, and behind them how many rows there are.
    int[] starts() {
        return starts;
    }

    int ofRun(int run) {
        return groupAtStart[starts[run]];
    }

    /// Answers the groups by row.
    int[] groups() {
        if (!listed) {
            for (int run = 0; run < runs; run++) {
                Arrays.fill(groups, starts[run], starts[run + 1], ofRun(run));
            }
            listed = true;
        }
        return groups;
    }

    /// Says how many groups there are, those of the batch included.
    void setGroupCount(int count) {
        groupCount = count;
    }

    int groupCount() {
        return groupCount;
    }

    /// Answers whether the groups are few for so many rows of the batch: then sums may be taken in
    /// lanes, unless they must not depend on where batches begin.
    boolean isFew(int rowCount) {
        return fixed && 4 * groupCount <= FEW_LANES && FEW_ROWS_PER_GROUP * groupCount <= rowCount;
    }

    /// Answers whether `byGroup` may be asked, of an argument that has some of the rows: they must be all
    /// rows of the batch, and the groups few and changing often.
    boolean isByGroup(int rowCount) {
        return runs == 0 && rowCount == rows && isFew(rowCount) && !isLasting();
    }

    /// Answers whether somebody has asked for `byGroup`, so that it costs nothing any more.
    boolean isOrdered() {
        return ordered;
    }

    /// Answers the rows in the order of their groups, put in it when they are first asked for.
    RowsByGroup byGroup() {
        if (!ordered) {
            byGroup.order(batchRows, rows, groups, groupCount);
            ordered = true;
        }
        return byGroup;
    }

    /// Answers whether neighbouring rows mostly share their group.
    boolean isLasting() {
        if (!judged) {
            lasting = runs > 0 || IndexKernels.changes(groups, rows) * LASTING < rows;
            judged = true;
        }
        return lasting;
    }
}
