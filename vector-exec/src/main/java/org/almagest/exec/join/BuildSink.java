package org.almagest.exec.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.scan.KeyFilter;
import org.almagest.columnar.scan.KeyParts;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.join.BuildTask.BuiltRun;
import org.almagest.exec.pipeline.Pipeline;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowSlabs;
import org.almagest.exec.rows.RowStore;

/// The build side of a hash join: keeps its rows run by run, makes the hash table, and tells the
/// probe's scans between which values the keys lie and, where they are few, which they are.
///
/// ```text
/// few rows     finish: one table, filled by one thread
/// many rows    further pipelines: rows are arranged by parts of their keys (`Arrangement`), then the
///              parts are filled, by all threads
/// ```
public final class BuildSink implements Sink {
    private static final int RUNS = 32;

    /// From so many rows on the table no longer fits the cache.
    private static final int MANY_ROWS = 1 << 15;

    private static final int PART_ROWS = 1 << 13;
    private static final int MOST_PARTS = 1 << 10;

    /// The keys are told one by one where the probe's source has this many times their rows.
    private static final int FEW_KEYS = 3;

    /// Predicates of the probe's scan, for the keys' bounds and for the keys themselves, the column of
    /// the scan's source that the key is, and the source's rows, 0 where they are not known.
    public record KeyBound(DynamicPredicate bounds, DynamicPredicate keys, int sourceColumn, long sourceRows) {}

    private final PhysicalPlan.HashJoin plan;
    private final List<Optional<KeyBound>> bounds;
    private final OperatorMemory memory;
    private final QueryScope scope;
    private final JoinLayout layout;
    private final RowStore loose;
    private final List<RowSlabs> slabs = new ArrayList<>();
    private final Map<Integer, BuiltRun> runs = new TreeMap<>();
    private boolean nullKeys;
    private Optional<JoinTable> table = Optional.empty();
    private Optional<Arrangement> arrangement = Optional.empty();

    public BuildSink(PhysicalPlan.HashJoin plan, List<Optional<KeyBound>> bounds, QueryScope scope) {
        this.plan = plan;
        this.bounds = List.copyOf(bounds);
        this.scope = scope;
        memory = scope.memory(plan, "a hash join");
        layout = new JoinLayout(plan);
        loose = new RowStore(memory, plan.build().types());
    }

    @Override
    public Optional<PhysicalPlan> node() {
        return Optional.of(plan);
    }

    @Override
    public int runs(int morsels) {
        return Math.min(morsels, RUNS);
    }

    @Override
    public int morselsPerRun() {
        return 1;
    }

    @Override
    public synchronized SinkTask task(QueryScope ofTask) {
        boolean[] bounded = new boolean[plan.buildKeys().size()];
        for (int k = 0; k < bounded.length; k++) {
            bounded[k] = hasBound(plan.buildKeys().get(k)) && (bounds.get(k).isPresent() || plan.byRange());
        }
        RowSlabs own = new RowSlabs(memory);
        slabs.add(own);
        return new BuildTask(plan, layout, bounded, scope.expressions(), memory, own, this::ended);
    }

    private synchronized void ended(int run, BuiltRun built) {
        runs.put(run, built);
    }

    private static boolean hasBound(Expression key) {
        PhysicalType physical = key.type().physical();
        return physical == PhysicalType.INT || physical == PhysicalType.LONG && key.type() != ScalarType.UBIGINT;
    }

    @Override
    public void finish() {
        long rows = 0;
        for (BuiltRun run : runs.values()) {
            rows += run.rows().rowCount();
            nullKeys |= run.nullKeys();
            loose.absorb(run.loose());
        }
        if (rows > 0) {
            tellBounds();
        }
        if (rows > MANY_ROWS && layout.words() > 0) {
            arrange(rows);
        }
        if (arrangement.isEmpty()) {
            keepWhole();
        }
    }

    private void arrange(long rows) {
        List<RowStore> stores = runs.values().stream().map(BuiltRun::rows).toList();
        try {
            arrangement = Optional.of(new Arrangement(stores, layout, parts(rows), memory));
        } catch (AlmagestException refused) {
            // There is no memory for all rows twice: they stay where they are.
            return;
        }
    }

    private KeyParts parts(long rows) {
        int most = (int) Math.min(MOST_PARTS, Long.highestOneBit(rows / PART_ROWS));
        if (plan.byRange()) {
            long[] ends = BuildTask.bounds(List.copyOf(runs.values()), 0);
            return KeyParts.byRange(ends[0], ends[1], MOST_PARTS);
        }
        return KeyParts.byHash(Math.max(2, most));
    }

    private void keepWhole() {
        RowStore all = new RowStore(memory, layout.types());
        runs.values().forEach(run -> all.absorb(run.rows()));
        runs.clear();
        JoinTable whole = new JoinTable(all, layout, memory);
        whole.fill(0);
        table = Optional.of(whole);
        tellKeys(whole);
    }

    @Override
    public List<Pipeline> further() {
        return arrangement
                .map(arranged -> List.of(
                        Pipeline.ofWork(plan, arranged.units(), arranged::count, arranged::place),
                        Pipeline.ofWork(plan, arranged.units(), arranged::scatter, () -> endArrangement(arranged)),
                        Pipeline.ofWork(plan, arranged.parts(), part -> table().fill(part), () -> tellKeys(table()))))
                .orElse(List.of());
    }

    private void endArrangement(Arrangement arranged) {
        arranged.end();
        runs.clear();
        slabs.forEach(RowSlabs::close);
        slabs.clear();
        table = Optional.of(
                new JoinTable(arranged.rows(), layout, arranged.keyParts(), arranged.starts(), true, memory));
        arrangement = Optional.empty();
    }

    private void tellBounds() {
        List<BuiltRun> built = List.copyOf(runs.values());
        for (int k = 0; k < bounds.size(); k++) {
            if (bounds.get(k).isPresent() && hasBound(plan.buildKeys().get(k))) {
                KeyBound bound = bounds.get(k).get();
                long[] ends = BuildTask.bounds(built, k);
                bound.bounds()
                        .tighten(new ColumnPredicate.Between(
                                bound.sourceColumn(), Value.of(ends[0]), Value.of(ends[1])));
            }
        }
    }

    /// Tells the probe's scan the keys, where they are few beside its rows.
    private void tellKeys(JoinTable built) {
        for (int k = 0; k < bounds.size() && !built.isEmpty(); k++) {
            if (bounds.get(k).isPresent() && hasBound(plan.buildKeys().get(k))) {
                KeyBound bound = bounds.get(k).get();
                if (bound.sourceRows() / FEW_KEYS >= built.rows().rowCount()) {
                    int word = JoinKeys.firstWord(plan.buildKeys(), k);
                    filter(built, word)
                            .ifPresent(
                                    keys -> bound.keys().tighten(new ColumnPredicate.Keys(bound.sourceColumn(), keys)));
                }
            }
        }
    }

    /// Answers a filter of a word of the keys: the table's own where it is the only one.
    private Optional<KeyFilter> filter(JoinTable built, int word) {
        if (layout.words() == 1 && built.filter().isPresent()) {
            return built.filter();
        }
        NativeBuffer buffer;
        try {
            buffer = memory.allocate(KeyFilter.bytes(built.rows().rowCount()));
        } catch (AlmagestException refused) {
            // The join does without.
            return Optional.empty();
        }
        KeyFilter filter = KeyFilter.of(buffer.segment(), built.rows().rowCount());
        RowStore rows = built.rows();
        long[] addresses = rows.valueAddresses(layout.wordColumn(word));
        for (int block = 0; block < rows.blockCount(); block++) {
            int count = rows.rows(block);
            for (int row = 0; row < count; row++) {
                filter.add(RowStore.longAt(addresses, RowStore.id(block, row)));
            }
        }
        return Optional.of(filter);
    }

    JoinLayout layout() {
        return layout;
    }

    JoinTable table() {
        return table.orElseThrow();
    }

    /// Answers the rows with a NULL key, which a FULL join gives too.
    RowStore loose() {
        return loose;
    }

    /// Answers whether there was a row with a NULL key.
    boolean hasNullKeys() {
        return nullKeys;
    }
}
