package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.scan.Strip;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;

/// Groups and aggregates.
///
/// ```text
/// each run       a fresh state; when it has many groups and few rows per group, further rows are
///                set aside, partitioned by the hash of their keys
/// ended runs     put in a chain while the keys of all rows ascend; else merged into one state in the
///                order of the runs, by whichever worker is there
/// many groups    the merged state is frozen and a new one begun; frozen states and rows set aside
///                are combined partition by partition, each a morsel of the next pipeline
/// ```
///
/// Each of these decisions follows from the data of the runs, in their order, so that the result
/// has the same bits and the same order of rows however many threads there are.
public final class AggregateSink implements Sink {
    private static final int GROUPED_RUNS = 16;
    private static final int UNGROUPED_RUNS = 512;

    /// Fewer where a run has as many bits as there are possible values.
    private static final int DENSE_RUNS = 64;

    private static final int UNKNOWN_RUN_MORSELS = 4;

    /// From so many groups on a run looks at how many rows they have.
    private static final int MANY_GROUPS = 1 << 16;

    /// It looks so much sooner where the key may have very many values.
    private static final int SOONER = 4;

    /// With fewer rows per group than this, grouping at once does not pay.
    private static final int FEW_ROWS_PER_GROUP = 3;

    /// The merged state is frozen when it has so many groups.
    private static final int FROZEN_GROUPS = 1 << 18;

    /// What each of the first sixteen runs may know at most is this part of the limit; of the next
    /// sixteen half of that, and so on, so that together they may know a quarter of the limit. What they
    /// take is more: tables are half empty, arrays grow ahead.
    private static final int LIMIT_PARTS = 128;

    private static final long LEAST_SPILLED_BYTES = 64 << 10;

    private static final long ASKED_BYTES = 1 << 20;

    /// Stands for groups of several runs, which have no rows beside them.
    private static final int NO_RUN = -1;

    private static final long LEAST_QUOTA_BYTES = 4 << 10;

    private record EndedRun(GroupedState state, Optional<FrozenGroups> frozen, Optional<PartitionedRows> aside) {}

    /// What the partitions are made of, in the order of the runs.
    record Part(int run, Optional<FrozenGroups> groups, Optional<PartitionedRows> rows) {}

    private final PhysicalPlan node;
    private final AggregateShape shape;
    private final QueryScope scope;
    private final OperatorMemory memory;
    private final AsideFiles files;
    private final List<ExtremeInterest> interests;
    private final Optional<KnownTotals> totals;
    private final Map<Integer, EndedRun> waiting = new HashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private Optional<GroupedState> merged = Optional.empty();

    /// All groups so far, while keys ascend.
    private Optional<GroupChain> chain;

    private int nextRun;
    private boolean merging;

    /// The groups that a run had, so that the next one starts with room; it changes no result.
    private volatile int expectedGroups;

    /// What a run learnt of the keys' ranges; it changes no result either.
    private volatile Optional<DirectIndex.Ranges> learnt = Optional.empty();

    /// Makes the sink of an aggregation; its rows and time count for `node`. The interests are told
    /// the best values on the way; what is known without reading comes with the totals.
    public AggregateSink(
            PhysicalPlan.Aggregate plan,
            PhysicalPlan node,
            List<ExtremeInterest> interests,
            Optional<KnownTotals> totals,
            QueryScope scope) {
        this.interests = List.copyOf(interests);
        this.totals = totals;
        this.node = node;
        this.scope = scope;
        shape = new AggregateShape(plan);
        memory = scope.memory(node, shape.isGrouped() ? "GROUP BY" : "an aggregate");
        files = new AsideFiles(shape, scope, node, memory);
        chain = shape.isGrouped() ? Optional.of(new GroupChain(shape, memory)) : Optional.empty();
    }

    @Override
    public Optional<PhysicalPlan> node() {
        return Optional.of(node);
    }

    @Override
    public int runs(int morsels) {
        if (shape.isGrouped()) {
            return Math.min((morsels + 1) / 2, GROUPED_RUNS);
        }
        return Math.min(morsels, shape.isDense() ? DENSE_RUNS : UNGROUPED_RUNS);
    }

    @Override
    public int morselsPerRun() {
        return shape.isGrouped() ? UNKNOWN_RUN_MORSELS : 1;
    }

    @Override
    public SinkTask task(QueryScope ofTask) {
        return new AggregateTask();
    }

    private final class AggregateTask implements SinkTask {
        private final InputReader reader = new InputReader(shape, scope.expressions());
        private final Optional<StripReader> strips = StripReader.of(shape);
        private int run;
        private GroupedState state;
        private PartitionedRows aside;
        private int nextLook;
        private long quotaBytes;

        @Override
        public void begin(int newRun) {
            run = newRun;
            quotaBytes = quotaBytes(newRun);
            state = new GroupedState(shape, memory, true, learnt, expected());
            aside = null;
            nextLook = shape.chunks().isPresent() ? MANY_GROUPS / SOONER : MANY_GROUPS;
        }

        private int expected() {
            return (int) Math.min(Math.min(expectedGroups, MANY_GROUPS), quotaBytes / shape.groupBytes());
        }

        @Override
        public void consume(Batch batch) {
            InputBatch input = reader.read(batch);
            if (aside != null) {
                aside.add(reader.keep());
                return;
            }
            state.add(input);
            tellInterests();
            spillValues();
            if (shape.isGrouped() && isSetAsideBetter()) {
                aside = new PartitionedRows(shape, memory, files, run);
            }
        }

        /// Without keys, values that are kept go to a file where there is no room for more.
        private void spillValues() {
            boolean many = !shape.isGrouped() && state.knownBytes() > LEAST_SPILLED_BYTES;
            if (many && !memory.mayGrow(ASKED_BYTES)) {
                state.spill(files.values());
            }
        }

        /// Looks whether there are many groups of few rows, or the state knows more than it may.
        private boolean isSetAsideBetter() {
            if (state.size() >= nextLook && !state.isAscending()) {
                if (state.rows() < (long) FEW_ROWS_PER_GROUP * state.size()) {
                    return true;
                }
                nextLook *= 2;
            }
            return state.knownBytes() > quotaBytes;
        }

        @Override
        public boolean takesStrips() {
            return strips.isPresent();
        }

        @Override
        public void consume(Strip strip) {
            state.add(strip, strips.orElseThrow());
            tellInterests();
            spillValues();
        }

        private void tellInterests() {
            for (ExtremeInterest interest : interests) {
                state.accumulators()[interest.call()].extreme().ifPresent(interest::offer);
            }
        }

        @Override
        public void end() {
            expectedGroups = state.size();
            learnt = state.ranges();
            if (aside == null) {
                ended(run, new EndedRun(state, Optional.empty(), Optional.empty()));
            } else {
                aside.freeze();
                ended(run, new EndedRun(state, Optional.of(new FrozenGroups(shape, state)), Optional.of(aside)));
            }
            state = null;
            aside = null;
        }
    }

    /// Answers the bytes that a run's state may know before further rows are set aside. They follow from
    /// the memory limit, not from what is left of it: so the same query gives the same bits.
    private long quotaBytes(int run) {
        long quota = memory.budget().limit() / LIMIT_PARTS >> Math.min(run / GROUPED_RUNS, Long.SIZE - 1);
        return Math.max(quota, LEAST_QUOTA_BYTES);
    }

    /// Merges the ended runs that are next in order, unless another worker is at it already.
    private void ended(int run, EndedRun state) {
        synchronized (this) {
            waiting.put(run, state);
            if (merging) {
                return;
            }
            merging = true;
        }
        try {
            while (true) {
                EndedRun next;
                int number;
                synchronized (this) {
                    number = nextRun;
                    next = waiting.remove(number);
                    if (next == null) {
                        merging = false;
                        return;
                    }
                    nextRun++;
                }
                merge(number, next);
            }
        } catch (Throwable failure) {
            synchronized (this) {
                merging = false;
            }
            throw failure;
        }
    }

    private void merge(int number, EndedRun run) {
        if (chain.isPresent()) {
            if (run.frozen().isEmpty() && chain.get().append(run.state())) {
                return;
            }
            leaveOrder(chain.get());
        }
        if (run.frozen().isPresent()) {
            freezeMerged();
            parts.add(new Part(number, run.frozen(), run.aside()));
            return;
        }
        if (merged.isEmpty()) {
            merged = Optional.of(run.state());
        } else {
            run.state().freeze();
            merged.get().absorb(run.state());
        }
        if (shape.isGrouped() && isLarge(merged.get().size(), merged.get().knownBytes())) {
            freezeMerged();
        }
    }

    private boolean isLarge(long groups, long bytes) {
        return groups >= FROZEN_GROUPS || bytes > 4 * quotaBytes(0);
    }

    /// Goes on without order: what the chain has is merged into one state, or frozen where it is many groups.
    private void leaveOrder(GroupChain ordered) {
        chain = Optional.empty();
        if (isLarge(ordered.size(), ordered.size() * shape.groupBytes())) {
            ordered.frozen().forEach(groups -> parts.add(new Part(NO_RUN, Optional.of(groups), Optional.empty())));
        } else if (ordered.size() > 0) {
            merged = Optional.of(ordered.merged());
        } else {
            ordered.close();
        }
    }

    private void freezeMerged() {
        merged.ifPresent(
                state -> parts.add(new Part(NO_RUN, Optional.of(new FrozenGroups(shape, state)), Optional.empty())));
        merged = Optional.empty();
    }

    @Override
    public void finish() {
        files.finish();
        if (chain.isPresent()) {
            return;
        }
        if (!parts.isEmpty()) {
            freezeMerged();
        } else if (merged.isEmpty()) {
            merged = Optional.of(new GroupedState(shape, memory, false, Optional.empty(), 0));
        }
        merged.ifPresent(state -> {
            totals.ifPresent(known -> known.addTo(state.accumulators()));
            state.freeze();
        });
    }

    /// Answers the groups.
    public Source source() {
        if (chain.isPresent()) {
            return GroupsSource.of(node, shape, chain.get());
        }
        return merged.isPresent()
                ? GroupsSource.of(node, shape, merged.get())
                : new PartitionsSource(node, shape, parts, files, memory);
    }
}
