package org.almagest.exec.sort;

import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.plan.PhysicalPlan;

/// Runs in memory as one order: a morsel is a range of it.
final class SortedSource extends CountedSource {
    private final OrderedRuns runs;
    private final long firstRank;
    private final long lastRank;

    /// The rows of rank `firstRank` to `lastRank` are given.
    SortedSource(PhysicalPlan node, OrderedRuns runs, long firstRank, long lastRank) {
        super(node, runs.ranges());
        this.runs = runs;
        this.firstRank = firstRank;
        this.lastRank = lastRank;
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
        private final int[] ids = new int[ColumnVector.BATCH_ROWS];
        private final OrderedRuns.RangeOrder range = runs.ranger();
        private int next;
        private int end;

        @Override
        public void open(Morsel morsel) {
            range.open(morsel.index());
            next = Math.clamp(firstRank - range.first(), 0, range.count());
            end = Math.clamp(lastRank - range.first(), 0, range.count());
        }

        @Override
        public boolean next(Batch out) {
            int count = Math.min(ids.length, end - next);
            if (count <= 0) {
                return false;
            }
            System.arraycopy(range.ids(), next, ids, 0, count);
            next += count;
            for (int c = 0; c < own.columnCount(); c++) {
                runs.store().gather(c, ids, count, own.column(c));
                out.setColumn(c, own.column(c));
            }
            out.setRowCount(count);
            return true;
        }

        @Override
        public void close() {
            // Holds nothing but its arrays.
        }
    }
}
