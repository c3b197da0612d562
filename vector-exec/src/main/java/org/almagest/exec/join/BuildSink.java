package org.almagest.exec.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.scan.KeyFilter;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;

/// The build side of a hash join: keeps its rows in the order of the scan (rows with a NULL key
/// match nothing and are dropped), makes the hash table, and tells the probe's scans between which
/// values the keys lie and, where they are few, which they are.
public final class BuildSink implements Sink {
    private static final int RUNS = 32;

    /// The keys are told one by one where the probe's source has this many times their rows.
    private static final int FEW_KEYS = 3;

    /// Predicates of the probe's scan, for the keys' bounds and for the keys themselves, the column of
    /// the scan's source that the key is, and the source's rows, 0 where they are not known.
    public record KeyBound(DynamicPredicate bounds, DynamicPredicate keys, int sourceColumn, long sourceRows) {}

    /// A run's rows, those with a NULL key as far as they are kept, and for each key its least and
    /// greatest value as far as it is an integer.
    private record BuiltRun(RowStore rows, RowStore loose, long[] least, long[] greatest) {}

    private final PhysicalPlan.HashJoin plan;
    private final List<Optional<KeyBound>> bounds;
    private final OperatorMemory memory;
    private final QueryScope scope;
    private final List<DataType> keptTypes;
    private final int payload;
    private final int[] bytesKeys;
    private final int nextColumn;
    private final RowStore loose;
    private final AtomicBoolean nullKeys = new AtomicBoolean();
    private final Map<Integer, BuiltRun> runs = new TreeMap<>();
    private Optional<JoinTable> table = Optional.empty();

    public BuildSink(PhysicalPlan.HashJoin plan, List<Optional<KeyBound>> bounds, QueryScope scope) {
        this.plan = plan;
        this.bounds = List.copyOf(bounds);
        this.scope = scope;
        memory = scope.memory(plan, "a hash join");
        boolean looksAtRows = plan.kind().givesBuild()
                || plan.residual().isPresent()
                || plan.compared().isPresent();
        payload = looksAtRows ? plan.build().types().size() : 0;
        bytesKeys = IntStream.range(0, plan.buildKeys().size())
                .filter(k -> JoinKeys.isBytes(plan.buildKeys().get(k)))
                .toArray();
        keptTypes = new ArrayList<>(plan.build().types().subList(0, payload));
        keptTypes.addAll(JoinKeys.keptTypes(plan.buildKeys()));
        nextColumn = keptTypes.size();
        keptTypes.add(ScalarType.INTEGER);
        if (keepsMatches()) {
            keptTypes.add(ScalarType.INTEGER);
        }
        loose = new RowStore(memory, plan.build().types());
    }

    /// Answers whether each row keeps whether it was matched, in the column behind the chain.
    private boolean keepsMatches() {
        return plan.kind() == JoinKind.FULL;
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
    public SinkTask task(QueryScope ofTask) {
        return new BuildTask();
    }

    private final class BuildTask implements SinkTask {
        private final JoinKeys keys = new JoinKeys(plan.buildKeys(), scope.expressions());
        private final Batch kept = new Batch(keptTypes.size());
        private final IntColumnVector noNext = new IntColumnVector(ColumnVector.BATCH_ROWS);
        private int run;
        private BuiltRun built;

        @Override
        public void begin(int newRun) {
            run = newRun;
            int count = plan.buildKeys().size();
            built = new BuiltRun(
                    new RowStore(memory, keptTypes),
                    new RowStore(memory, plan.build().types()),
                    new long[count],
                    new long[count]);
            java.util.Arrays.fill(built.least(), Long.MAX_VALUE);
            java.util.Arrays.fill(built.greatest(), Long.MIN_VALUE);
        }

        @Override
        public void consume(Batch batch) {
            keys.compute(batch);
            if (keys.count() < batch.size()) {
                nullKeys.set(true);
                if (keepsMatches()) {
                    keepLoose(batch);
                }
            }
            if (keys.count() == 0) {
                return;
            }
            for (int c = 0; c < payload; c++) {
                kept.setColumn(c, batch.column(c));
            }
            for (int w = 0; w < keys.wordCount(); w++) {
                kept.setColumn(payload + w, keys.word(w));
            }
            for (int b = 0; b < bytesKeys.length; b++) {
                kept.setColumn(payload + keys.wordCount() + b, keys.vector(bytesKeys[b]));
            }
            for (int c = nextColumn; c < keptTypes.size(); c++) {
                kept.setColumn(c, noNext);
            }
            kept.setRowCount(batch.rowCount());
            System.arraycopy(keys.rows(), 0, kept.selection(), 0, keys.count());
            kept.setSelected(keys.count());
            built.rows().append(kept);
            for (int k = 0; k < bounds.size(); k++) {
                if (bounds.get(k).isPresent() && hasBound(plan.buildKeys().get(k))) {
                    extend(k);
                }
            }
        }

        /// Keeps the rows with a NULL key, which `keys` left out.
        private void keepLoose(Batch batch) {
            Batch rest = new Batch(batch.columnCount());
            for (int c = 0; c < batch.columnCount(); c++) {
                rest.setColumn(c, batch.column(c));
            }
            rest.setRowCount(batch.rowCount());
            int found = 0;
            int next = 0;
            for (int i = 0; i < batch.size(); i++) {
                if (next < keys.count() && keys.rows()[next] == batch.row(i)) {
                    next++;
                } else {
                    rest.selection()[found++] = batch.row(i);
                }
            }
            rest.setSelected(found);
            built.loose().append(rest);
        }

        private void extend(int key) {
            long least = built.least()[key];
            long greatest = built.greatest()[key];
            long[] values = keys.word(keys.firstWord(key)).values();
            for (int i = 0; i < keys.count(); i++) {
                long value = values[keys.rows()[i]];
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
            built.least()[key] = least;
            built.greatest()[key] = greatest;
        }

        @Override
        public void end() {
            synchronized (BuildSink.this) {
                runs.put(run, built);
            }
        }
    }

    private static boolean hasBound(Expression key) {
        PhysicalType physical = key.type().physical();
        return physical == PhysicalType.INT || physical == PhysicalType.LONG && key.type() != ScalarType.UBIGINT;
    }

    @Override
    public void finish() {
        RowStore all = new RowStore(memory, keptTypes);
        for (BuiltRun run : runs.values()) {
            all.absorb(run.rows());
            loose.absorb(run.loose());
        }
        int words = nextColumn - payload - bytesKeys.length;
        table = Optional.of(new JoinTable(all, memory, payload, words, bytesKeys));
        if (all.rowCount() > 0) {
            for (int k = 0; k < bounds.size(); k++) {
                if (bounds.get(k).isPresent() && hasBound(plan.buildKeys().get(k))) {
                    tell(k, bounds.get(k).get());
                    tellKeys(
                            all,
                            JoinKeys.firstWord(plan.buildKeys(), k),
                            bounds.get(k).get());
                }
            }
        }
        runs.clear();
    }

    private void tell(int key, KeyBound bound) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (BuiltRun run : runs.values()) {
            least = Math.min(least, run.least()[key]);
            greatest = Math.max(greatest, run.greatest()[key]);
        }
        bound.bounds().tighten(new ColumnPredicate.Between(bound.sourceColumn(), Value.of(least), Value.of(greatest)));
    }

    /// Tells the probe's scan the keys, where they are few beside its rows.
    private void tellKeys(RowStore rows, int word, KeyBound bound) {
        if (bound.sourceRows() / FEW_KEYS < rows.rowCount()) {
            return;
        }
        NativeBuffer words;
        try {
            words = memory.allocate(KeyFilter.bytes(rows.rowCount()));
        } catch (AlmagestException refused) {
            // The join does without.
            return;
        }
        KeyFilter filter = new KeyFilter(words.segment().fill((byte) 0));
        long[] addresses = rows.valueAddresses(payload + word);
        for (int block = 0; block < rows.blockCount(); block++) {
            for (int row = 0; row < rows.rows(block); row++) {
                filter.add(RowStore.longAt(addresses, RowStore.id(block, row)));
            }
        }
        bound.keys().tighten(new ColumnPredicate.Keys(bound.sourceColumn(), filter));
    }

    /// Answers how many columns of the build side the table holds.
    int payload() {
        return payload;
    }

    JoinTable table() {
        return table.orElseThrow();
    }

    /// Answers the column of the table's rows that says, in a FULL join, whether a row was matched.
    int matchedColumn() {
        return nextColumn + 1;
    }

    /// Answers the rows with a NULL key, which a FULL join gives too.
    RowStore loose() {
        return loose;
    }

    /// Answers whether there was a row with a NULL key.
    boolean hasNullKeys() {
        return nullKeys.get();
    }
}
