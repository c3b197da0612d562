package org.almagest.exec.sort;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.Pipeline;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.SortKey;

/// Orders all rows.
///
/// ```text
/// run      its rows with their normalised keys
/// arranged blocks of rows, brought together by the ranges of the order
/// result   ranges of the order, each a morsel of the next pipeline: sorted, or merged from files
///          where memory was short
/// ```
public final class SortSink implements Sink {
    private static final int RUNS = 32;
    private static final int UNKNOWN_RUN_MORSELS = 8;

    private final PhysicalPlan node;
    private final SortLayout layout;
    private final long limit;
    private final long offset;
    private final QueryScope scope;
    private final List<DataType> keptTypes;
    private final KeptRuns runs;
    private Optional<OrderedRuns> ordered = Optional.empty();

    /// Makes the sink of an order of which the rows from `offset` on, at most `limit`, are wanted.
    public SortSink(PhysicalPlan node, List<SortKey> keys, long limit, long offset, QueryScope scope) {
        this.node = node;
        this.limit = limit;
        this.offset = offset;
        this.scope = scope;
        layout = new SortLayout(keys);
        keptTypes = new ArrayList<>(node.types());
        keptTypes.addAll(layout.segmentTypes());
        int columns = node.types().size();
        runs = new KeptRuns(layout, keptTypes, columns, columns, scope.memory(node, "ORDER BY"), scope.spill(node));
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
        private final KeptRuns.Writer writer = runs.writer();

        @Override
        public void begin(int run) {
            writer.begin(run);
        }

        @Override
        public void consume(Batch batch) {
            for (int c = 0; c < batch.columnCount(); c++) {
                kept.setColumn(c, batch.column(c));
            }
            encoder.encode(batch, kept, batch.columnCount());
            kept.shareRows(batch);
            writer.append(kept);
        }

        @Override
        public void end() {
            writer.end();
        }
    }

    @Override
    public void finish() {
        runs.finish();
        if (!runs.isSpilled()) {
            ordered = Optional.of(runs.ordered());
        }
    }

    @Override
    public List<Pipeline> further() {
        return ordered.map(rows -> rows.arranging(node)).orElse(List.of());
    }

    /// Answers the rows in order.
    public Source source() {
        long end = limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + limit;
        return ordered.isPresent()
                ? new SortedSource(node, ordered.get(), offset, end)
                : new SpilledSource(node, runs.spilled(), offset, end);
    }
}
