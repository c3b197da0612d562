package org.almagest.exec.window;

import java.util.Optional;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.memory.NativeSpace;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.sort.SortedRangeReader;
import org.almagest.columnar.sort.SpilledRuns;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.spill.PartitionedSpill;
import org.almagest.exec.spill.SpillPartitions;

/// Merges the runs of a window that are in files into one file, in which rows are found by their
/// positions, and finds where partitions and groups of peers start. Rows that nobody needs are left
/// out. One thread: a row is compared with the one before it.
///
/// Memory: a byte for each row, and some blocks; a partition may be as large as it likes.
final class SpilledOrdering implements Ordering {
    private static final byte STARTS_PARTITION = 1;
    private static final byte STARTS_PEERS = 2;

    private final WindowLayout layout;
    private final SpilledRuns runs;
    private final OperatorMemory memory;
    private final PartitionedSpill merged;
    private final NativeBuffer flags;
    private int kept;
    private Optional<OrderedRows> rows = Optional.empty();

    SpilledOrdering(WindowLayout layout, SpilledRuns runs, OperatorMemory memory, SpillFiles files) {
        this.layout = layout;
        this.runs = runs;
        this.memory = memory;
        merged = new PartitionedSpill(files, memory, layout.keptTypes(), 1);
        flags = memory.allocate(runs.rows());
        runs.cut(1);
    }

    @Override
    public OrderedRows rows() {
        return rows.orElseThrow();
    }

    @Override
    public Source ranges() {
        return new CountedSource(layout.plan(), runs.ranges()) {
            @Override
            public MorselReader reader() {
                return new Merging();
            }
        };
    }

    @Override
    public void finish() {
        runs.close();
        long cacheBytes = memory.headroomPerThread() / 2;
        OrderedRows ordered = OrderedRows.of(
                new RowAccess.InFiles(merged, merged.positions(0, cacheBytes)),
                layout.isPartitioned(),
                layout.needsPeers(),
                memory);
        if (ordered.hasFlags()) {
            long at = flags.segment().address();
            for (int position = 0; position < ordered.size(); position++) {
                byte found = NativeSpace.ALL.get(NativeSpace.BYTE, at + position);
                ordered.setFlags(position, (found & STARTS_PARTITION) != 0, (found & STARTS_PEERS) != 0);
            }
        }
        memory.free(flags);
        ordered.cut(layout.isSliceable());
        rows = Optional.of(ordered);
    }

    private final class Merging implements MorselReader {
        private final Batch batch = Batch.allocate(layout.keptTypes());
        private final SortedRangeReader reader = runs.reader();
        private final SpillPartitions writer = merged.writer();
        private final RowNeighbours partitions = new RowNeighbours(layout, layout.partitionMasks());
        private final RowNeighbours peers = new RowNeighbours(layout, layout.peerMasks());
        private final boolean needsPeers = layout.needsPeers();
        private final Optional<PhysicalPlan.Window.Most> most = layout.plan().most();
        private long place;
        private long rank;

        @Override
        public void open(Morsel morsel) {
            reader.open(morsel.index());
        }

        /// Takes a batch of rows over; gives none.
        @Override
        public boolean next(Batch out) {
            if (!reader.next(batch)) {
                writer.close();
                return false;
            }
            int count = batch.rowCount();
            int found = 0;
            for (int row = 0; row < count; row++) {
                boolean startsPartition = partitions.differs(batch, row);
                boolean startsPeers = startsPartition || needsPeers && peers.differs(batch, row);
                if (isNeeded(startsPartition, startsPeers)) {
                    byte bits = (byte) ((startsPartition ? STARTS_PARTITION : 0) | (startsPeers ? STARTS_PEERS : 0));
                    NativeSpace.ALL.set(NativeSpace.BYTE, flags.segment().address() + kept++, bits);
                    batch.selection()[found++] = row;
                }
            }
            partitions.remember(batch, count - 1);
            peers.remember(batch, count - 1);
            batch.setSelected(found);
            writer.append(0, batch);
            out.setRowCount(0);
            return true;
        }

        private boolean isNeeded(boolean startsPartition, boolean startsPeers) {
            place = startsPartition ? 1 : place + 1;
            if (most.isEmpty()) {
                return true;
            }
            boolean together = most.get().keepsTies() && place > 1 && !startsPeers;
            rank = together ? rank : place;
            return rank <= most.get().rows();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
