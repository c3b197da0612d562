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
import org.almagest.columnar.scan.KeyBits;
import org.almagest.columnar.scan.KeyFilter;
import org.almagest.columnar.scan.KeyParts;
import org.almagest.columnar.scan.KeySet;
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
import org.almagest.exec.spill.SpillPartitions;

/// The build side of a hash join: keeps its rows run by run, makes the hash table, and tells the
/// probe's scans between which values the keys lie and, where they are few, which they are.
///
/// ```text
/// few rows     finish: one table, filled by one thread
/// in order     further pipeline: where each run has greater keys than the one before it, and the table
///              goes by the places of keys, rows stay where they are; runs are filled by all threads
/// many rows    further pipelines: rows are arranged by parts of their keys (`Arrangement`), then the
///              parts are filled, by all threads
/// no room      rows go to files by partition (`JoinSpill`), in the end all of them; the probe's rows
///              follow, and each partition is joined by itself (`SpilledJoinSource`)
/// ```
public final class BuildSink implements Sink {
    private static final int RUNS = 32;

    /// From so many rows on the table no longer fits the cache.
    private static final int MANY_ROWS = 1 << 15;

    private static final int PART_ROWS = 1 << 13;

    /// Ranges are smaller than parts by hash: keys may crowd in some of them.
    private static final int RANGE_ROWS = 1 << 10;

    private static final int MOST_PARTS = 1 << 10;

    /// The keys are told one by one where the probe's source has this many times their rows.
    private static final int FEW_KEYS = 3;

    /// A map of bits takes this many bytes for a key at most, unless it is small anyway.
    private static final int BITS_BYTES = 4;

    private static final long SMALL_BITS = 1 << 20;

    /// Predicates of the probe's scan, for the keys' bounds and for the keys themselves, the column of
    /// the scan's source that the key is, and the source's rows, 0 where they are not known.
    public record KeyBound(DynamicPredicate bounds, DynamicPredicate keys, int sourceColumn, long sourceRows) {}

    private final PhysicalPlan.HashJoin plan;
    private final List<Optional<KeyBound>> bounds;
    private final OperatorMemory memory;
    private final QueryScope scope;
    private final JoinLayout layout;
    private final List<RowSlabs> slabs = new ArrayList<>();
    private final Map<Integer, BuiltRun> runs = new TreeMap<>();
    private final List<SpillPartitions> writers = new ArrayList<>();
    private Optional<JoinSpill> spill = Optional.empty();
    private volatile boolean spilled;
    private long rowCount;
    private boolean nullKeys;
    private Optional<JoinTable> table = Optional.empty();
    private Optional<Arrangement> arrangement = Optional.empty();
    private List<Blocks> unfilled = List.of();
    private long[][] ends = {};
    private boolean byPlace;

    /// Some of the blocks of the rows.
    private record Blocks(int from, int to) {}

    public BuildSink(PhysicalPlan.HashJoin plan, List<Optional<KeyBound>> bounds, QueryScope scope) {
        this.plan = plan;
        this.bounds = List.copyOf(bounds);
        this.scope = scope;
        memory = scope.memory(plan, "a hash join");
        layout = new JoinLayout(plan);
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
            bounded[k] = hasBound(plan.buildKeys().get(k)) && (bounds.get(k).isPresent() || bounded.length == 1);
        }
        RowSlabs own = new RowSlabs(memory);
        slabs.add(own);
        return new BuildTask(this, plan, bounded, scope.expressions(), memory, own);
    }

    synchronized void ended(BuiltRun built) {
        runs.put(built.run(), built);
    }

    /// Answers whether rows are in files: then all are when the sink has finished.
    boolean hasSpilled() {
        return spilled;
    }

    /// Answers the files, which are made when they are first asked for.
    synchronized JoinSpill spill() {
        if (spill.isEmpty()) {
            spill = Optional.of(JoinSpill.of(plan, layout, scope.spill(plan), memory));
            spilled = true;
        }
        return spill.get();
    }

    /// Makes a writer for rows of the build side, which `finish` closes.
    synchronized SpillPartitions writer() {
        SpillPartitions made = spill().build().writer();
        writers.add(made);
        return made;
    }

    private static boolean hasBound(Expression key) {
        PhysicalType physical = key.type().physical();
        return physical == PhysicalType.INT || physical == PhysicalType.LONG && key.type() != ScalarType.UBIGINT;
    }

    @Override
    public void finish() {
        for (BuiltRun run : runs.values()) {
            rowCount += run.rowCount();
            nullKeys |= run.nullKeys();
        }
        ends = new long[plan.buildKeys().size()][];
        for (int k = 0; k < ends.length; k++) {
            ends[k] = BuildTask.bounds(runs.values(), k);
        }
        byPlace = ends.length == 1 && JoinTable.goesByPlace(layout, ends[0][0], ends[0][1], rowCount);
        if (rowCount > 0) {
            tellBounds();
        }
        long tableBytes = JoinTable.mostBytes(rowCount);
        if (spilled || rowCount > MANY_ROWS && !memory.mayGrow(tableBytes)) {
            spillRest();
            return;
        }
        long copyBytes = RowStore.bytes(layout.types(), rowCount);
        boolean inOrder = byPlace && runsAscend();
        if (rowCount > MANY_ROWS && !inOrder && layout.words() > 0 && memory.mayGrow(tableBytes + copyBytes)) {
            arrange();
        }
        if (arrangement.isEmpty()) {
            keepWhole(rowCount > MANY_ROWS && inOrder);
        }
    }

    /// Answers whether each run has greater keys than the one before it.
    private boolean runsAscend() {
        boolean any = false;
        long greatest = 0;
        boolean ascend = true;
        for (BuiltRun run : runs.values()) {
            if (run.rowCount() > 0 && run.least()[0] <= run.greatest()[0]) {
                ascend &= !any || greatest < run.least()[0];
                any = true;
                greatest = run.greatest()[0];
            }
        }
        return ascend;
    }

    /// Writes the rows of tasks that had room for theirs to files as well.
    private void spillRest() {
        SpillPartitions rest = writer();
        for (BuiltRun run : runs.values()) {
            if (run.rows().rowCount() > 0) {
                rest.begin(run.run());
                spill().appendBuild(rest, run.rows());
                run.rows().close();
            }
        }
        runs.clear();
        slabs.forEach(RowSlabs::close);
        slabs.clear();
        writers.forEach(SpillPartitions::close);
        writers.clear();
    }

    private void arrange() {
        List<RowStore> stores = runs.values().stream().map(BuiltRun::rows).toList();
        try {
            arrangement = Optional.of(new Arrangement(stores, layout, parts(rowCount), memory));
        } catch (AlmagestException refused) {
            // There is no memory for all rows twice: they stay where they are.
            return;
        }
    }

    private KeyParts parts(long rows) {
        int most = (int) Math.min(MOST_PARTS, Long.highestOneBit(rows / PART_ROWS));
        if (plan.byRange() || byPlace) {
            int ranges = Math.clamp(Long.highestOneBit(rows / RANGE_ROWS), 1, MOST_PARTS);
            return KeyParts.byRange(ends[0][0], ends[0][1], ranges);
        }
        return KeyParts.byHash(Math.max(2, most));
    }

    /// Keeps all rows as they are, and fills the table with them, now or by runs and all threads.
    private void keepWhole(boolean byRuns) {
        RowStore all = new RowStore(memory, layout.types());
        List<Blocks> ofRuns = new ArrayList<>();
        for (BuiltRun run : runs.values()) {
            int from = all.blockCount();
            all.absorb(run.rows());
            ofRuns.add(new Blocks(from, all.blockCount()));
        }
        runs.clear();
        all.numberTexts(layout.payload());
        table = Optional.of(byPlace ? placed(all, KeyParts.one(), new int[0]) : new JoinTable(all, layout, memory));
        if (byRuns) {
            unfilled = ofRuns;
        } else {
            table().fill();
            tellKeys(table());
        }
    }

    private JoinTable placed(RowStore rows, KeyParts parts, int[] starts) {
        return new JoinTable(rows, layout, parts, starts, ends[0][0], ends[0][1], memory);
    }

    @Override
    public List<Pipeline> further() {
        if (!unfilled.isEmpty()) {
            return List.of(Pipeline.ofWork(plan, unfilled.size(), this::fillRun, () -> tellKeys(table())));
        }
        return arrangement
                .map(arranged -> List.of(
                        Pipeline.ofWork(plan, arranged.units(), arranged::count, arranged::place),
                        Pipeline.ofWork(plan, arranged.units(), arranged::scatter, () -> endArrangement(arranged)),
                        Pipeline.ofWork(plan, arranged.parts(), part -> table().fill(part), () -> tellKeys(table()))))
                .orElse(List.of());
    }

    private void fillRun(int run) {
        Blocks blocks = unfilled.get(run);
        table().fillBlocks(blocks.from(), blocks.to());
    }

    private void endArrangement(Arrangement arranged) {
        arranged.end();
        runs.clear();
        slabs.forEach(RowSlabs::close);
        slabs.clear();
        arranged.rows().numberTexts(layout.payload());
        table = Optional.of(
                byPlace
                        ? placed(arranged.rows(), arranged.keyParts(), arranged.starts())
                        : new JoinTable(arranged.rows(), layout, arranged.keyParts(), arranged.starts(), true, memory));
        arrangement = Optional.empty();
    }

    private void tellBounds() {
        for (int k = 0; k < bounds.size(); k++) {
            if (bounds.get(k).isPresent() && hasBound(plan.buildKeys().get(k))) {
                KeyBound bound = bounds.get(k).get();
                bound.bounds()
                        .tighten(new ColumnPredicate.Between(
                                bound.sourceColumn(), Value.of(ends[k][0]), Value.of(ends[k][1])));
            }
        }
    }

    /// Tells the probe's scan the keys, where they are few beside its rows.
    private void tellKeys(JoinTable built) {
        for (int k = 0; k < bounds.size() && !built.isEmpty(); k++) {
            if (bounds.get(k).isPresent() && hasBound(plan.buildKeys().get(k))) {
                KeyBound bound = bounds.get(k).get();
                if (bound.sourceRows() / FEW_KEYS >= built.rows().rowCount()) {
                    keys(built, k)
                            .ifPresent(
                                    keys -> bound.keys().tighten(new ColumnPredicate.Keys(bound.sourceColumn(), keys)));
                }
            }
        }
    }

    /// Answers the values of a key: as bits where they lie closely together, else the table's own filter,
    /// or one that is made for them.
    private Optional<KeySet> keys(JoinTable built, int key) {
        long rows = built.rows().rowCount();
        long bitsBytes = KeyBits.bytes(ends[key][0], ends[key][1]);
        boolean asBits = bitsBytes <= Math.max(SMALL_BITS, BITS_BYTES * rows);
        if (!asBits && layout.words() == 1 && built.filter().isPresent()) {
            return Optional.of(built.filter().get());
        }
        Optional<NativeBuffer> buffer = Optional.empty();
        try {
            if (asBits) {
                buffer = Optional.of(memory.allocate(bitsBytes));
            } else {
                memory.reserve(KeyFilter.bytes(rows));
            }
        } catch (AlmagestException refused) {
            // The join does without.
            return Optional.empty();
        }
        long[] addresses = built.rows().valueAddresses(layout.wordColumn(JoinKeys.firstWord(plan.buildKeys(), key)));
        return Optional.of(
                buffer.isPresent()
                        ? bits(built.rows(), addresses, KeyBits.of(buffer.get().segment(), ends[key][0], ends[key][1]))
                        : filter(built.rows(), addresses, KeyFilter.of(rows)));
    }

    private static KeyFilter filter(RowStore rows, long[] addresses, KeyFilter filter) {
        for (int block = 0; block < rows.blockCount(); block++) {
            int count = rows.rows(block);
            for (int row = 0; row < count; row++) {
                filter.add(RowStore.longAt(addresses, RowStore.id(block, row)));
            }
        }
        return filter;
    }

    /// Adds the keys; rows without one, which are kept by some joins, have any value.
    private static KeyBits bits(RowStore rows, long[] addresses, KeyBits bits) {
        for (int block = 0; block < rows.blockCount(); block++) {
            int count = rows.rows(block);
            for (int row = 0; row < count; row++) {
                bits.addWithin(RowStore.longAt(addresses, RowStore.id(block, row)));
            }
        }
        return bits;
    }

    JoinLayout layout() {
        return layout;
    }

    private JoinTable table() {
        return table.orElseThrow();
    }

    /// Answers what the probe asks, where the build side has not spilled.
    BuiltSide side() {
        return side(table());
    }

    /// Answers what the probe asks of a table of some of the rows.
    BuiltSide side(JoinTable some) {
        return new BuiltSide(some, rowCount > 0, nullKeys);
    }

    OperatorMemory memory() {
        return memory;
    }
}
