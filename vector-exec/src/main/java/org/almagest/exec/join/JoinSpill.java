package org.almagest.exec.join;

import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;
import org.almagest.exec.spill.PartitionedSpill;
import org.almagest.exec.spill.SpillPartitions;

/// The rows of both sides of a join in files, those with the same keys in the same partition: the
/// build side as it is kept (`JoinLayout`), the probe side as it comes.
///
/// ```text
/// level 0   bits 59 to 63 of the hash      level 1   bits 54 to 58      level 2   bits 49 to 53
/// ```
///
/// A partition of one level that is still too large becomes all partitions of the next.
final class JoinSpill {
    static final int LAST_LEVEL = 2;
    private static final int BITS = 5;
    private static final int ROWS = ColumnVector.BATCH_ROWS;

    private final PhysicalPlan.HashJoin plan;
    private final JoinLayout layout;
    private final SpillFiles files;
    private final OperatorMemory memory;
    private final int level;
    private final PartitionedSpill build;
    private final PartitionedSpill probe;

    private JoinSpill(
            PhysicalPlan.HashJoin plan, JoinLayout layout, SpillFiles files, OperatorMemory memory, int level) {
        this.plan = plan;
        this.layout = layout;
        this.files = files;
        this.memory = memory;
        this.level = level;
        build = new PartitionedSpill(files, memory, layout.spilledTypes(), partitions());
        probe = new PartitionedSpill(files, memory, plan.probe().types(), partitions());
    }

    /// Makes the files of a join.
    static JoinSpill of(PhysicalPlan.HashJoin plan, JoinLayout layout, SpillFiles files, OperatorMemory memory) {
        return new JoinSpill(plan, layout, files, memory, 0);
    }

    /// Makes room for the partitions of a partition.
    JoinSpill next() {
        return new JoinSpill(plan, layout, files, memory, level + 1);
    }

    int partitions() {
        return 1 << BITS;
    }

    int level() {
        return level;
    }

    PartitionedSpill build() {
        return build;
    }

    PartitionedSpill probe() {
        return probe;
    }

    private int partition(long hash) {
        return (int) (hash >>> Long.SIZE - BITS * (level + 1)) & partitions() - 1;
    }

    /// Answers the partition of the next level that a hash would be in.
    int nextPartition(long hash) {
        return (int) (hash >>> Long.SIZE - BITS * (level + 2)) & partitions() - 1;
    }

    /// Appends rows of the build side in their spilled form.
    void appendBuild(SpillPartitions writer, Batch rows, int[] scratch) {
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.row(i);
            long hash = 0;
            for (int w = 0; w < layout.words(); w++) {
                hash = JoinTable.combine(hash, ((LongColumnVector) rows.column(layout.wordColumn(w))).get(row));
            }
            scratch[i] = partition(hash);
        }
        writer.append(rows, scratch);
    }

    /// Appends rows of the probe side whose keys are computed; those with a NULL key go to the first
    /// partition, or nowhere where the join drops them.
    void appendProbe(SpillPartitions writer, Batch rows, JoinKeys keys, int[] scratch) {
        long[] hashes = keys.hashes();
        int next = 0;
        int count = 0;
        boolean drop = plan.kind().mayDropProbeRows();
        Batch kept = new Batch(rows.columnCount());
        for (int c = 0; c < rows.columnCount(); c++) {
            kept.setColumn(c, rows.column(c));
        }
        kept.setRowCount(rows.rowCount());
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.row(i);
            boolean keyed = next < keys.count() && keys.rows()[next] == row;
            next += keyed ? 1 : 0;
            if (keyed || !drop) {
                kept.selection()[count] = row;
                scratch[count++] = keyed ? partition(hashes[row]) : 0;
            }
        }
        kept.setSelected(count);
        writer.append(kept, scratch);
    }

    /// Appends all rows of a store of the build side.
    void appendBuild(SpillPartitions writer, RowStore store) {
        Batch all = Batch.allocate(layout.types());
        Batch spilled = new Batch(layout.spilledTypes().size());
        int[] scratch = new int[ROWS];
        for (int block = 0; block < store.blockCount(); block++) {
            for (int from = 0; from < store.rows(block); from += ROWS) {
                store.read(block, from, Math.min(ROWS, store.rows(block) - from), all);
                layout.spilled(all, spilled);
                spilled.setRowCount(all.rowCount());
                appendBuild(writer, spilled, scratch);
            }
        }
    }
}
