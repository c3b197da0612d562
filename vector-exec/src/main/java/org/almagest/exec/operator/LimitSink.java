package org.almagest.exec.operator;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;

/// A LIMIT below other operators: keeps the first rows in order. Each morsel keeps at most LIMIT +
/// OFFSET rows, and the scan stops once the finished morsels without a gap before them have enough.
public final class LimitSink implements Sink {
    private final PhysicalPlan.Limit plan;
    private final OperatorMemory memory;
    private final long mostRows;
    private final Map<Integer, RowStore> ended = new TreeMap<>();
    private final RowStore kept;
    private int nextRun;
    private long rowsInOrder;

    public LimitSink(PhysicalPlan.Limit plan, QueryScope scope) {
        this.plan = plan;
        memory = scope.memory(plan, "LIMIT");
        mostRows = plan.limit() > Long.MAX_VALUE - plan.offset() ? Long.MAX_VALUE : plan.limit() + plan.offset();
        kept = new RowStore(memory, plan.types());
    }

    @Override
    public Optional<PhysicalPlan> node() {
        return Optional.of(plan);
    }

    @Override
    public int runs(int morsels) {
        return morsels;
    }

    @Override
    public int morselsPerRun() {
        return 1;
    }

    @Override
    public synchronized boolean isSatisfied() {
        return rowsInOrder >= mostRows;
    }

    @Override
    public SinkTask task(QueryScope scope) {
        return new LimitTask();
    }

    private final class LimitTask implements SinkTask {
        private int run;
        private RowStore rows;

        @Override
        public void begin(int newRun) {
            run = newRun;
            rows = new RowStore(memory, plan.types());
        }

        @Override
        public boolean hasEnough() {
            return rows.rowCount() >= mostRows || isSatisfied();
        }

        @Override
        public void consume(Batch batch) {
            rows.append(batch, 0, (int) Math.min(batch.size(), mostRows - rows.rowCount()));
        }

        @Override
        public void end() {
            ended(run, rows);
        }
    }

    private synchronized void ended(int run, RowStore rows) {
        ended.put(run, rows);
        while (ended.containsKey(nextRun)) {
            RowStore next = ended.remove(nextRun++);
            if (rowsInOrder < mostRows) {
                rowsInOrder += next.rowCount();
                kept.absorb(next);
            } else {
                next.close();
            }
        }
    }

    @Override
    public void finish() {
        ended.values().forEach(RowStore::close);
    }

    /// Answers the rows between OFFSET and LIMIT.
    public Source source() {
        RowStore trimmed = new RowStore(memory, plan.types());
        Batch batch = Batch.allocate(plan.types());
        long at = 0;
        for (int block = 0; block < kept.blockCount(); block++) {
            for (int from = 0; from < kept.rows(block); from += batch.rowCount()) {
                kept.read(block, from, Math.min(1024, kept.rows(block) - from), batch);
                int first = Math.clamp(plan.offset() - at, 0, batch.rowCount());
                int last = Math.clamp(mostRows - at, 0, batch.rowCount());
                if (first < last) {
                    trimmed.append(batch, first, last);
                }
                at += batch.rowCount();
            }
        }
        kept.close();
        return new RowsSource(plan, trimmed);
    }
}
