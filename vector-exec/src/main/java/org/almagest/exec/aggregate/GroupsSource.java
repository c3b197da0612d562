package org.almagest.exec.aggregate;

import java.util.List;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.plan.PhysicalPlan;

/// Groups of states as rows, at most 2,048 groups to a morsel.
final class GroupsSource extends CountedSource {
    private static final int MORSEL_GROUPS = 1 << 11;

    private final AggregateShape shape;
    private final List<GroupRange> morsels;
    private final Runnable release;

    private GroupsSource(PhysicalPlan node, AggregateShape shape, List<GroupRange> morsels, Runnable release) {
        super(node, morsels.size());
        this.shape = shape;
        this.morsels = morsels;
        this.release = release;
    }

    /// Makes the source of all groups of a frozen state, which it closes.
    static GroupsSource of(PhysicalPlan node, AggregateShape shape, GroupedState state) {
        List<GroupRange> all = List.of(new GroupRange(state, 0, state.size()));
        return new GroupsSource(node, shape, GroupRange.cut(all, MORSEL_GROUPS), state::close);
    }

    /// Makes the source of the groups of a chain, which it closes.
    static GroupsSource of(PhysicalPlan node, AggregateShape shape, GroupChain chain) {
        return new GroupsSource(node, shape, GroupRange.cut(chain.ranges(), MORSEL_GROUPS), chain::close);
    }

    @Override
    public MorselReader reader() {
        return new Reader();
    }

    @Override
    public void close() {
        release.run();
    }

    private final class Reader implements MorselReader {
        private final GroupWriter writer = new GroupWriter(shape);

        @Override
        public void open(Morsel morsel) {
            GroupRange groups = morsels.get(morsel.index());
            writer.open(groups.state(), groups.from(), groups.to());
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
