package org.almagest.exec.sort;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.SortKey;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;

/// Orders all rows, in memory: a sort that does not fit the memory limit is refused with 53200.
///
/// ```text
/// run      its rows with their normalised keys, sorted by the worker that read them
/// result   ranges of about 65,536 rows; each is a morsel of the next pipeline, which merges the
///          parts of the runs that fall into it
/// ```
public final class SortSink implements Sink {
    private static final int RUNS = 32;
    private static final int UNKNOWN_RUN_MORSELS = 8;

    /// Bytes of heap for each row while it is sorted: the packed word and the id.
    private static final long SORT_BYTES = Long.BYTES + Integer.BYTES;

    /// A sorted run: its rows and their ids in order.
    private record SortedRun(RowStore rows, int[] ids) {}

    private final PhysicalPlan node;
    private final SortLayout layout;
    private final long limit;
    private final long offset;
    private final QueryScope scope;
    private final OperatorMemory memory;
    private final List<DataType> keptTypes;
    private final Map<Integer, SortedRun> runs = new TreeMap<>();
    private Optional<Source> source = Optional.empty();

    /// Makes the sink of an order of which the rows from `offset` on, at most `limit`, are wanted.
    public SortSink(PhysicalPlan node, List<SortKey> keys, long limit, long offset, QueryScope scope) {
        this.node = node;
        this.limit = limit;
        this.offset = offset;
        this.scope = scope;
        layout = new SortLayout(keys);
        memory = scope.memory(node, "ORDER BY");
        keptTypes = new ArrayList<>(node.types());
        keptTypes.addAll(layout.segmentTypes());
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
        return UNKNOWN_RUN_MORSELS;
    }

    @Override
    public SinkTask task(QueryScope ofTask) {
        return new SortTask();
    }

    private final class SortTask implements SinkTask {
        private final SortEncoder encoder = new SortEncoder(layout, scope.expressions());
        private final Batch kept = new Batch(keptTypes.size());
        private int run;
        private RowStore rows;

        @Override
        public void begin(int newRun) {
            run = newRun;
            rows = new RowStore(memory, keptTypes);
        }

        @Override
        public void consume(Batch batch) {
            for (int c = 0; c < batch.columnCount(); c++) {
                kept.setColumn(c, batch.column(c));
            }
            encoder.encode(batch, kept, batch.columnCount());
            kept.shareRows(batch);
            rows.append(kept);
        }

        @Override
        public void end() {
            memory.reserve(rows.rowCount() * SORT_BYTES);
            int[] ids = new RowOrder(rows, layout.segments(), node.types().size()).sorted();
            memory.release(rows.rowCount() * Long.BYTES);
            synchronized (SortSink.this) {
                runs.put(run, new SortedRun(rows, ids));
            }
            rows = null;
        }
    }

    @Override
    public void finish() {
        RowStore all = new RowStore(memory, keptTypes);
        List<int[]> orders = new ArrayList<>();
        for (SortedRun run : runs.values()) {
            int shift = RowStore.idOffset(all.blockCount());
            all.absorb(run.rows());
            int[] ids = run.ids();
            for (int i = 0; i < ids.length; i++) {
                ids[i] += shift;
            }
            if (ids.length > 0) {
                orders.add(ids);
            }
        }
        runs.clear();
        RowOrder order = new RowOrder(all, layout.segments(), node.types().size());
        source = Optional.of(SortedSource.of(node, all, orders, order, limit, offset));
    }

    /// Answers the rows in order.
    public Source source() {
        return source.orElseThrow();
    }
}
