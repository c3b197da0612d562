package org.almagest.exec.window;

import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.sort.OrderedRuns;
import org.almagest.exec.sort.RowOrder;

/// Brings the rows of all runs in memory into one order, range by range, and finds where partitions
/// and groups of peers start.
final class WindowOrdering implements Ordering {
    private final WindowLayout layout;
    private final OrderedRuns runs;
    private final RowOrder order;
    private final OrderedRows rows;

    WindowOrdering(WindowLayout layout, OrderedRuns runs, OperatorMemory memory) {
        this.layout = layout;
        this.runs = runs;
        order = runs.order();
        rows = OrderedRows.of(
                new RowAccess.InMemory(runs, runs.store()), layout.isPartitioned(), layout.needsPeers(), memory);
    }

    @Override
    public OrderedRows rows() {
        return rows;
    }

    @Override
    public Source ranges() {
        return new Ranges();
    }

    /// Ends the ordering: rows that nobody needs go, neighbours in different ranges are compared,
    /// and the result is cut into morsels.
    @Override
    public void finish() {
        long[] partition = layout.partitionMasks();
        long[] peers = layout.peerMasks();
        for (int start : rows.rangeStarts()) {
            mark(start, start == 0 ? -1 : rows.id(start - 1), rows.id(start), partition, peers);
        }
        layout.plan().most().ifPresent(rows::keepFirst);
        rows.cut(layout.isSliceable());
    }

    private void mark(int position, int before, int id, long[] partition, long[] peers) {
        if (!rows.hasFlags()) {
            return;
        }
        boolean startsPartition = before < 0 || !order.isEqual(before, id, partition);
        boolean startsPeers = startsPartition || layout.needsPeers() && !order.isEqual(before, id, peers);
        rows.setFlags(position, startsPartition, startsPeers);
    }

    private final class Ranges extends CountedSource {
        Ranges() {
            super(layout.plan(), runs.ranges());
        }

        @Override
        public MorselReader reader() {
            return new Reader();
        }
    }

    private final class Reader implements MorselReader {
        private final OrderedRuns.RangeOrder range = runs.ranger();

        @Override
        public void open(Morsel morsel) {
            range.open(morsel.index());
            int count = range.count();
            if (count == 0) {
                return;
            }
            int first = range.first();
            int[] ids = range.ids();
            rows.put(first, ids, count);
            if (!rows.hasFlags()) {
                return;
            }
            long[] partition = layout.partitionMasks();
            long[] peers = layout.peerMasks();
            for (int i = 1; i < count; i++) {
                mark(first + i, ids[i - 1], ids[i], partition, peers);
            }
        }

        @Override
        public boolean next(Batch out) {
            return false;
        }

        @Override
        public void close() {
            // Holds nothing but its arrays.
        }
    }
}
