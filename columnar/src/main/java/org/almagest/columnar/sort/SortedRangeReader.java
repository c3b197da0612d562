package org.almagest.columnar.sort;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.spill.SpillReader;
import org.almagest.columnar.spill.SpilledRun;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Reads the rows of a range of sorted runs in files, in order. One thread.
public final class SortedRangeReader implements AutoCloseable {
    /// A batch is of at most so many blocks, about.
    private static final int MOST_BATCH_BLOCKS = 16;

    private final List<SpilledRun> runs;
    private final List<SpillReader> readers;
    private final byte[][] bounds;
    private final RowSlice slice;
    private final long batchBytes;
    private RunMerge merge = new RunMerge(List.of());

    SortedRangeReader(SpilledRuns owner, List<SpilledRun> runs, List<SpillReader> readers, byte[][] bounds) {
        this.runs = runs;
        this.readers = readers;
        this.bounds = bounds;
        batchBytes = (long) MOST_BATCH_BLOCKS * owner.blockBytes();
        slice = new RowSlice(owner.format(), owner.budget());
    }

    /// Starts before the first row of a range.
    public void open(int range) {
        List<RunCursor> cursors = new ArrayList<>();
        for (int r = 0; r < runs.size(); r++) {
            cursors.add(RangeCursor.range(runs.get(r), readers.get(r), bounds[range], bounds[range + 1]));
        }
        merge = new RunMerge(cursors);
    }

    /// Makes `out`, which has vectors of its own, hold the next rows; answers false at the range's
    /// end. Batches of wide rows are smaller.
    public boolean next(Batch out) {
        if (!merge.hasNext()) {
            return false;
        }
        slice.fill(merge, ColumnVector.BATCH_ROWS, batchBytes);
        return slice.next(out);
    }

    @Override
    public void close() {
        slice.close();
        readers.forEach(SpillReader::close);
    }
}
