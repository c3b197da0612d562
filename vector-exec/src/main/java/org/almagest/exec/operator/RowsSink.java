package org.almagest.exec.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;
import org.almagest.exec.spill.PartitionedSpill;
import org.almagest.exec.spill.SpillPartitions;

/// Keeps all rows in their order, for those who read them later: once or several times.
public final class RowsSink implements Sink {
    private static final int RUNS = 32;

    private final PhysicalPlan node;
    private final List<DataType> types;
    private final OperatorMemory memory;
    private final PartitionedSpill spill;
    private final boolean spills;
    private Optional<KeptRows> rows = Optional.empty();

    // Guarded by this.
    private final Map<Integer, RowStore> runs = new TreeMap<>();
    private final List<SpillPartitions> writers = new ArrayList<>();

    /// Makes a sink for the rows of a node of these types; `purpose` stands in the message of a
    /// refusal of memory.
    public RowsSink(PhysicalPlan node, List<DataType> types, String purpose, QueryScope scope) {
        this(node, types, purpose, scope, true);
    }

    /// Makes a sink of rows that must fit into memory where it does not spill.
    public RowsSink(PhysicalPlan node, List<DataType> types, String purpose, QueryScope scope, boolean spills) {
        this.spills = spills;
        this.node = node;
        this.types = List.copyOf(types);
        memory = scope.memory(node, purpose);
        spill = new PartitionedSpill(scope.spill(node), memory, types, 1);
    }

    @Override
    public Optional<PhysicalPlan> node() {
        return Optional.of(node);
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
    public SinkTask task(QueryScope scope) {
        return new RowsTask();
    }

    private final class RowsTask implements SinkTask {
        private Optional<SpillPartitions> writer = Optional.empty();
        private int run;
        private RowStore rows;
        private boolean inFile;

        @Override
        public void begin(int newRun) {
            run = newRun;
            rows = new RowStore(memory, types);
            inFile = false;
        }

        @Override
        public void consume(Batch batch) {
            if (!inFile && !rows.tryAppend(batch)) {
                makeRoom(batch);
            }
            if (inFile) {
                writer.orElseThrow().append(0, batch);
            }
        }

        /// Spills runs that are complete, as many as it takes, and then the one that is coming.
        private void makeRoom(Batch batch) {
            if (!spills) {
                rows.append(batch);
                return;
            }
            if (spillComplete(() -> rows.mayAppend(batch))) {
                rows.append(batch);
                return;
            }
            if (writer.isEmpty()) {
                writer = Optional.of(newWriter());
            }
            writer.get().begin(run);
            write(rows, writer.get());
            rows.close();
            inFile = true;
        }

        @Override
        public void end() {
            if (!inFile) {
                synchronized (RowsSink.this) {
                    runs.put(run, rows);
                }
            }
        }
    }

    private synchronized SpillPartitions newWriter() {
        SpillPartitions writer = spill.writer();
        writers.add(writer);
        return writer;
    }

    /// Spills complete runs until there is enough room; answers whether there is.
    private boolean spillComplete(BooleanSupplier enough) {
        Optional<Map.Entry<Integer, RowStore>> next = takeComplete();
        if (next.isEmpty()) {
            return false;
        }
        try (SpillPartitions writer = spill.writer()) {
            while (next.isPresent()) {
                RowStore complete = next.get().getValue();
                writer.begin(next.get().getKey());
                write(complete, writer);
                complete.close();
                if (enough.getAsBoolean()) {
                    return true;
                }
                next = takeComplete();
            }
        }
        return enough.getAsBoolean();
    }

    /// Writes the rows of a store to a file.
    private void write(RowStore rows, SpillPartitions writer) {
        Batch batch = Batch.allocate(types);
        int most = SpillPartitions.batchRows(rows.averageBytes());
        for (int block = 0; block < rows.blockCount(); block++) {
            for (int from = 0; from < rows.rows(block); from += most) {
                rows.read(block, from, Math.min(most, rows.rows(block) - from), batch);
                writer.append(0, batch);
            }
        }
    }

    private synchronized Optional<Map.Entry<Integer, RowStore>> takeComplete() {
        Optional<Map.Entry<Integer, RowStore>> first = runs.entrySet().stream()
                .filter(entry -> entry.getValue().rowCount() > 0)
                .findFirst()
                .map(Map.Entry::copyOf);
        first.ifPresent(entry -> runs.remove(entry.getKey()));
        return first;
    }

    /// If any rows went to files, all do.
    @Override
    public void finish() {
        writers.forEach(SpillPartitions::close);
        writers.clear();
        if (spill.rows(0) > 0) {
            spillComplete(() -> false);
            rows = Optional.of(KeptRows.of(spill));
            return;
        }
        RowStore all = new RowStore(memory, types);
        runs.values().forEach(all::absorb);
        runs.clear();
        rows = Optional.of(KeptRows.of(all));
    }

    /// Answers the rows, once the sink has finished.
    public KeptRows rows() {
        return rows.orElseThrow();
    }
}
