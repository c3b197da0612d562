package org.almagest.exec.operator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;

/// Keeps all rows in their order, for those who read them later: once or several times.
public final class RowsSink implements Sink {
    private static final int RUNS = 32;

    private final PhysicalPlan node;
    private final List<DataType> types;
    private final OperatorMemory memory;
    private final Map<Integer, RowStore> runs = new TreeMap<>();
    private final RowStore all;

    /// Makes a sink for the rows of a node of these types; `purpose` stands in the message of a
    /// refusal of memory.
    public RowsSink(PhysicalPlan node, List<DataType> types, String purpose, QueryScope scope) {
        this.node = node;
        this.types = List.copyOf(types);
        memory = scope.memory(node, purpose);
        all = new RowStore(memory, types);
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
        private int run;
        private RowStore rows;

        @Override
        public void begin(int newRun) {
            run = newRun;
            rows = new RowStore(memory, types);
        }

        @Override
        public void consume(Batch batch) {
            rows.append(batch);
        }

        @Override
        public void end() {
            synchronized (RowsSink.this) {
                runs.put(run, rows);
            }
        }
    }

    @Override
    public void finish() {
        runs.values().forEach(all::absorb);
        runs.clear();
    }

    /// Answers the rows, once the sink has finished.
    public RowStore rows() {
        return all;
    }
}
