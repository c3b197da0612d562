package org.almagest.exec.sort;

import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.sort.SortedRangeReader;
import org.almagest.columnar.sort.SpilledRuns;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.plan.PhysicalPlan;

/// Runs in files as one order: a morsel is a range of it, or all of it where rows are counted.
final class SpilledSource extends CountedSource {
    /// Rows of a range, about: enough that it has blocks of its own of every run.
    private static final int RANGE_ROWS = 1 << 17;

    private final SpilledRuns runs;
    private final long firstRank;
    private final long lastRank;

    /// The rows of rank `firstRank` to `lastRank` are given.
    SpilledSource(PhysicalPlan node, SpilledRuns runs, long firstRank, long lastRank) {
        super(node, cut(runs, firstRank, lastRank));
        this.runs = runs;
        this.firstRank = firstRank;
        this.lastRank = lastRank;
    }

    private static int cut(SpilledRuns runs, long firstRank, long lastRank) {
        boolean all = firstRank == 0 && lastRank >= runs.rows();
        runs.cut(all ? (int) Math.min(Integer.MAX_VALUE, (runs.rows() + RANGE_ROWS - 1) / RANGE_ROWS) : 1);
        return runs.ranges();
    }

    @Override
    public MorselReader reader() {
        return new Reader();
    }

    @Override
    public void close() {
        runs.close();
    }

    private final class Reader implements MorselReader {
        private final Batch own = Batch.allocate(node().types());
        private final SortedRangeReader reader = runs.reader();
        private long rank;

        @Override
        public void open(Morsel morsel) {
            reader.open(morsel.index());
            rank = 0;
        }

        @Override
        public boolean next(Batch out) {
            while (rank < lastRank && reader.next(own)) {
                int rows = own.rowCount();
                int from = Math.clamp(firstRank - rank, 0, rows);
                int to = (int) Math.min(rows, lastRank - rank);
                rank += rows;
                if (from < to) {
                    give(out, from, to);
                    return true;
                }
            }
            return false;
        }

        private void give(Batch out, int from, int to) {
            for (int c = 0; c < own.columnCount(); c++) {
                out.setColumn(c, own.column(c));
            }
            out.setRowCount(own.rowCount());
            if (from > 0) {
                for (int i = from; i < to; i++) {
                    out.selection()[i - from] = i;
                }
                out.setSelected(to - from);
            } else {
                out.setRowCount(to);
            }
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
