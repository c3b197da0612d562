package org.almagest.exec.aggregate;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;

/// The groups of an aggregation with very many of them, a partition to a morsel: its reader combines
/// the frozen groups and the rows set aside that belong to it.
final class PartitionsSource extends CountedSource {
    private final AggregateShape shape;
    private final List<AggregateSink.Part> parts;
    private final AsideFiles files;
    private final OperatorMemory memory;

    PartitionsSource(
            PhysicalPlan node,
            AggregateShape shape,
            List<AggregateSink.Part> parts,
            AsideFiles files,
            OperatorMemory memory) {
        super(node, Partitions.COUNT);
        this.shape = shape;
        this.parts = List.copyOf(parts);
        this.files = files;
        this.memory = memory;
    }

    @Override
    public MorselReader reader() {
        return new Reader();
    }

    @Override
    public void close() {
        for (AggregateSink.Part part : parts) {
            part.groups().ifPresent(FrozenGroups::close);
            part.rows().ifPresent(PartitionedRows::close);
        }
        files.close();
    }

    private final class Reader implements MorselReader {
        private final GroupWriter writer = new GroupWriter(shape);
        private final PartitionCombiner combiner = new PartitionCombiner(shape, parts, files, memory);
        private boolean writing;

        @Override
        public void open(Morsel morsel) {
            combiner.open(morsel.index());
            writing = false;
        }

        @Override
        public boolean next(Batch out) {
            while (!writing || !writer.next(out)) {
                Optional<GroupedState> groups = combiner.next();
                if (groups.isEmpty()) {
                    return false;
                }
                writer.open(groups.get(), 0, groups.get().size());
                writing = true;
            }
            return true;
        }

        @Override
        public void close() {
            combiner.close();
        }
    }
}
