package org.almagest.exec.aggregate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.spill.PartitionedSpill;
import org.almagest.exec.spill.SpillPartitions;

/// The temporary files of an aggregation: rows that were set aside and found no room in memory, by
/// partition. Nothing is made before the first such row. Thread-safe.
final class AsideFiles {
    /// Small blocks, for each writer has one of each partition.
    private static final int BLOCK_BYTES = 8 << 10;

    private final AggregateShape shape;
    private final QueryScope scope;
    private final PhysicalPlan node;
    private final OperatorMemory memory;

    // Guarded by this.
    private final Deque<SpillPartitions> idle = new ArrayDeque<>();
    private Optional<SpillFiles> files = Optional.empty();
    private Optional<PartitionedSpill> spill = Optional.empty();
    private Optional<ValueFile> values = Optional.empty();

    AsideFiles(AggregateShape shape, QueryScope scope, PhysicalPlan node, OperatorMemory memory) {
        this.shape = shape;
        this.scope = scope;
        this.node = node;
        this.memory = memory;
    }

    /// Answers a writer for the caller alone, until it is given back.
    synchronized SpillPartitions take() {
        if (spill.isEmpty()) {
            spill = Optional.of(
                    new PartitionedSpill(files(), memory, shape.keptTypes(), Partitions.COUNT, BLOCK_BYTES));
        }
        return idle.isEmpty() ? spill.get().writer() : idle.pop();
    }

    private synchronized SpillFiles files() {
        if (files.isEmpty()) {
            files = Optional.of(scope.spill(node));
        }
        return files.get();
    }

    synchronized void giveBack(SpillPartitions writer) {
        idle.push(writer);
    }

    /// Ends the writing.
    synchronized void finish() {
        idle.forEach(SpillPartitions::close);
        idle.clear();
        values.ifPresent(ValueFile::finish);
    }

    /// Answers the file for values of the one group that there is without keys, until the writing ends.
    synchronized ValueFile values() {
        if (values.isEmpty()) {
            values = Optional.of(new ValueFile(files(), memory));
        }
        return values.get();
    }

    /// Makes a file for the values of one partition.
    ValueFile ofPartition() {
        return new ValueFile(files(), memory);
    }

    /// Answers the rows, once the writing has ended; empty where all found room.
    synchronized Optional<PartitionedSpill> rows() {
        return spill;
    }

    /// Makes files for the parts of one partition.
    PartitionedSpill parts() {
        return new PartitionedSpill(files(), memory, shape.keptTypes(), Partitions.SPLIT);
    }

    synchronized void close() {
        spill.ifPresent(PartitionedSpill::close);
    }
}
