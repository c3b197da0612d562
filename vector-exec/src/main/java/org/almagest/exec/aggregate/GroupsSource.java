package org.almagest.exec.aggregate;

import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.plan.PhysicalPlan;

/// The groups of one state as rows, 2,048 groups to a morsel.
final class GroupsSource extends CountedSource {
    private static final int MORSEL_GROUPS = 1 << 11;

    private final AggregateShape shape;
    private final GroupedState state;

    GroupsSource(PhysicalPlan node, AggregateShape shape, GroupedState state) {
        super(node, (state.size() + MORSEL_GROUPS - 1) / MORSEL_GROUPS);
        this.shape = shape;
        this.state = state;
    }

    @Override
    public MorselReader reader() {
        return new Reader();
    }

    @Override
    public void close() {
        state.close();
    }

    private final class Reader implements MorselReader {
        private final GroupWriter writer = new GroupWriter(shape);

        @Override
        public void open(Morsel morsel) {
            int first = morsel.index() * MORSEL_GROUPS;
            writer.open(state, first, Math.min(state.size(), first + MORSEL_GROUPS));
        }

        @Override
        public boolean next(Batch out) {
            return writer.next(out);
        }

        @Override
        public void close() {
            // Holds nothing but its vectors.
        }
    }
}
