package org.almagest.exec.aggregate;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;

/// The groups of an aggregation with very many of them, a partition to a morsel: opening a morsel
/// combines the frozen groups and the rows set aside that belong to it.
final class PartitionsSource extends CountedSource {
    private final AggregateShape shape;
    private final List<AggregateSink.Part> parts;
    private final OperatorMemory memory;

    PartitionsSource(PhysicalPlan node, AggregateShape shape, List<AggregateSink.Part> parts, OperatorMemory memory) {
        super(node, Partitions.COUNT);
        this.shape = shape;
        this.parts = List.copyOf(parts);
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
    }

    private final class Reader implements MorselReader {
        private final GroupWriter writer = new GroupWriter(shape);
        private final Batch keys = Batch.allocate(shape.keyTypes());
        private final Batch kept = Batch.allocate(shape.keptTypes());
        private final InputBatch input = InputBatch.of(shape);
        private GroupedState state;
        private int expectedGroups;

        @Override
        public void open(Morsel morsel) {
            close();
            state = new GroupedState(shape, memory, false, Optional.empty(), expectedGroups);
            for (AggregateSink.Part part : parts) {
                part.groups().ifPresent(groups -> groups.addTo(state, morsel.index(), keys));
                part.rows().ifPresent(rows -> rows.addTo(state, morsel.index(), kept, input));
            }
            state.freeze();
            expectedGroups = state.size();
            writer.open(state, 0, state.size());
        }

        @Override
        public boolean next(Batch out) {
            return writer.next(out);
        }

        @Override
        public void close() {
            if (state != null) {
                state.close();
                state = null;
            }
        }
    }
}
