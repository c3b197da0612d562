package org.almagest.exec.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowSlabs;
import org.almagest.exec.rows.RowStore;
import org.almagest.exec.sort.RowOrder;
import org.almagest.exec.sort.SortEncoder;

/// Keeps the rows of a window, with its arguments and their normalised keys, in native memory: a
/// window that does not fit the memory limit is refused with 53200.
///
/// ```text
/// run        its rows, laid out in order by the worker that read them
/// ordering   the next pipeline: ranges of the order, each collected from all runs and sorted
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

    private static final int FEW_ROWS = 1024;
    private static final int MANY_ROWS = 1 << 16;

    /// Bytes of heap for each row while it is sorted: the packed word, the id, and a wide value while
    /// rows are laid out.
    private static final long SORT_BYTES = 3 * Long.BYTES + Integer.BYTES;

    /// A run's rows in order, and the room of the store's first block.
    private record Run(RowStore rows, int firstRows) {}

    private final WindowLayout layout;
    private final QueryScope scope;
    private final OperatorMemory memory;
    private final List<RowSlabs> slabs = new ArrayList<>();
    private final Map<Integer, Run> runs = new TreeMap<>();
    private Optional<WindowOrdering> ordering = Optional.empty();

    public WindowSink(PhysicalPlan.Window plan, QueryScope scope) {
        this.scope = scope;
        layout = new WindowLayout(plan);
        memory = scope.memory(plan, "a window");
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
        RowSlabs own = new RowSlabs(memory);
        synchronized (this) {
            slabs.add(own);
        }
        return new WindowTask(own);
    }

    private final class WindowTask implements SinkTask {
        private final SortEncoder encoder = new SortEncoder(layout.sort(), scope.expressions());
        private final Evaluator[] computed =
                layout.computed().stream().map(scope.expressions()::evaluator).toArray(Evaluator[]::new);
        private final Batch kept = new Batch(layout.keptTypes().size());
        private final Optional<FirstRows> first = FirstRows.of(layout, memory);
        private final RowSlabs own;
        private int run;
        private RowStore rows;

        /// Room for the first rows of a run: little, until a run has shown that there are many.
        private int firstRows = FEW_ROWS;

        WindowTask(RowSlabs own) {
            this.own = own;
        }

        @Override
        public void begin(int newRun) {
            run = newRun;
            rows = new RowStore(memory, own, layout.keptTypes(), firstRows);
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
            rows.append(kept);
        }

        @Override
        public void end() {
            layOut(rows);
            synchronized (WindowSink.this) {
                runs.put(run, new Run(rows, firstRows));
            }
            firstRows = rows.rowCount() >= MANY_ROWS ? MANY_ROWS : FEW_ROWS;
            rows = null;
        }
    }

    /// Lays a run's rows out in order.
    private void layOut(RowStore rows) {
        memory.reserve(rows.rowCount() * SORT_BYTES);
        int[] ids = new RowOrder(rows, layout.sort().segments(), layout.firstSegment()).sorted();
        if (!isAscending(ids)) {
            rows.reorder(ids);
        }
        memory.release(ids.length * SORT_BYTES);
    }

    private static boolean isAscending(int[] ids) {
        for (int i = 1; i < ids.length; i++) {
            if (ids[i - 1] > ids[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void finish() {
        RowStore all = new RowStore(memory, layout.keptTypes());
        List<WindowOrdering.Run> ordered = new ArrayList<>();
        for (Run run : runs.values()) {
            int size = Math.toIntExact(run.rows().rowCount());
            if (size > 0) {
                ordered.add(new WindowOrdering.Run(RowStore.idOffset(all.blockCount()), run.firstRows(), size));
            }
            all.absorb(run.rows());
        }
        runs.clear();
        ordering = Optional.of(new WindowOrdering(layout, all, slabs, ordered, memory));
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
