package org.almagest.exec.window;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.sort.KeptRuns;
import org.almagest.exec.sort.SortEncoder;

/// Keeps the rows of a window, with its arguments and their normalised keys.
///
/// ```text
/// run        its rows, laid out in order by the worker that read them, in a file where memory is
///            short
/// ordering   the next pipeline: ranges of the order, each collected from all runs and sorted; or the
///            merge of all files into one
/// result     the pipeline after that: whole partitions, or slices of one, each a morsel
/// ```
///
/// Rows are laid out in order while a run's rows are near, so that everything later goes through
/// memory from front to back.
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
        ordering = Optional.of(
                runs.isSpilled()
                        ? new SpilledOrdering(layout, runs.spilled(), memory, files)
                        : new WindowOrdering(layout, runs.ordered(), memory));
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
