package org.almagest.exec.window;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.pipeline.Pipeline;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.sort.KeptRuns;
import org.almagest.exec.sort.OrderedRuns;
import org.almagest.exec.sort.SortEncoder;

/// Keeps the rows of a window, with its arguments and their normalised keys.
///
/// ```text
/// run        its rows; in order in a file where memory is short
/// arranging  further pipelines: blocks of rows are brought together by ranges of the order
/// ordering   the next pipeline: the ranges, each sorted; or the merge of all files into one
/// result     the pipeline after that: whole partitions, or slices of one, each a morsel
/// ```
public final class WindowSink implements Sink {
    private static final int MOST_RUNS = 256;

    /// Where partitions keep few rows, later runs profit from what a task has seen before.
    private static final int MOST_NARROWED_RUNS = 32;

    private static final int UNKNOWN_RUN_MORSELS = 8;

    private final WindowLayout layout;
    private final QueryScope scope;
    private final OperatorMemory memory;
    private final SpillFiles files;
    private final KeptRuns runs;
    private Optional<Ordering> ordering = Optional.empty();
    private List<Pipeline> further = List.of();

    public WindowSink(PhysicalPlan.Window plan, QueryScope scope) {
        this.scope = scope;
        layout = new WindowLayout(plan);
        memory = scope.memory(plan, "a window");
        files = scope.spill(plan);
        List<DataType> kept = layout.keptTypes();
        runs = new KeptRuns(layout.sort(), kept, layout.firstSegment(), kept.size(), memory, files);
    }

    @Override
    public Optional<PhysicalPlan> node() {
        return Optional.of(layout.plan());
    }

    @Override
    public int runs(int morsels) {
        return Math.min(morsels, layout.plan().most().isPresent() ? MOST_NARROWED_RUNS : MOST_RUNS);
    }

    @Override
    public int morselsPerRun() {
        return UNKNOWN_RUN_MORSELS;
    }

    @Override
    public SinkTask task(QueryScope ofTask) {
        return new WindowTask();
    }

    private final class WindowTask implements SinkTask {
        private final SortEncoder encoder = new SortEncoder(layout.sort(), scope.expressions());
        private final Evaluator[] computed =
                layout.computed().stream().map(scope.expressions()::evaluator).toArray(Evaluator[]::new);
        private final Batch kept = new Batch(layout.keptTypes().size());
        private final Optional<FirstRows> first = FirstRows.of(layout, memory);
        private final KeptRuns.Writer writer = runs.writer();

        @Override
        public void begin(int run) {
            writer.begin(run);
        }

        @Override
        public void consume(Batch batch) {
            int at = 0;
            for (int passed : layout.plan().passed()) {
                kept.setColumn(at++, batch.column(passed));
            }
            encoder.encode(batch, kept, layout.firstSegment());
            for (Evaluator evaluator : computed) {
                kept.setColumn(at++, evaluator.evaluate(batch));
            }
            kept.shareRows(batch);
            if (first.isPresent()) {
                first.get().narrow(kept);
            }
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
        if (runs.isSpilled()) {
            ordering = Optional.of(new SpilledOrdering(layout, runs.spilled(), memory, files));
            return;
        }
        OrderedRuns ordered = runs.ordered();
        further = ordered.arranging(layout.plan());
        ordering = Optional.of(new WindowOrdering(layout, ordered, memory));
    }

    @Override
    public List<Pipeline> further() {
        return further;
    }

    /// Answers what orders the rows of all runs: the source of a pipeline whose sink it is, too.
    public Source ranges() {
        return ordering.orElseThrow().ranges();
    }

    /// Answers the sink of the ordering pipeline.
    public Sink ordering() {
        return new OrderingSink(() -> ordering.orElseThrow(), layout.plan());
    }

    /// Answers the rows with the values of the calls.
    public Source source() {
        return new WindowSource(layout, ordering.orElseThrow().rows());
    }
}
