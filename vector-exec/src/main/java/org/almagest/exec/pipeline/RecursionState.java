package org.almagest.exec.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.operator.KeptRows;
import org.almagest.exec.operator.RowsSink;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;

/// A recursion while it runs: the rows of each step, and the pipelines of the next one.
///
/// ```text
/// seed      -> rows 0
/// step 1    -> rows 1, reading rows 0
/// step 2    -> rows 2, reading rows 1
/// ...
/// step n    -> no rows; the recursion's rows are rows 0, 1, 2, ... in this order
/// ```
final class RecursionState {
    private final PhysicalPlan.Recursion plan;
    private final QueryScope scope;
    private final Map<Integer, RecursionState> working;
    private final OperatorMemory memory;
    private final Optional<SeenRows> seen;
    private final List<KeptRows> steps = new ArrayList<>();
    private Optional<IterationScope> iteration = Optional.empty();

    RecursionState(PhysicalPlan.Recursion plan, QueryScope scope, Map<Integer, RecursionState> around) {
        this.plan = plan;
        this.scope = scope;
        working = new HashMap<>(around);
        working.put(plan.id(), this);
        memory = scope.memory(plan, "a recursion");
        seen = plan.all() ? Optional.empty() : Optional.of(new SeenRows(memory));
    }

    /// Makes the sink of the seed.
    Sink sink() {
        return new StepSink(begin());
    }

    /// Starts a step; what it holds goes with the recursion's memory if the query ends amid it.
    private IterationScope begin() {
        IterationScope own = new IterationScope(scope);
        iteration = Optional.of(own);
        memory.own(own);
        return own;
    }

    private void end(IterationScope step) {
        step.close();
        memory.disown(step);
    }

    /// Answers the rows that came last.
    KeptRows lastRows() {
        return steps.getLast();
    }

    /// Answers the rows of all steps, once the last one has ended.
    KeptRows allRows() {
        return KeptRows.of(plan.types(), steps);
    }

    /// Takes the rows of a step, those that are new.
    private void take(KeptRows rows) {
        RowStore kept = new RowStore(memory, plan.types());
        Batch batch = Batch.allocate(plan.types());
        try (KeptRows.Reader reader = rows.reader()) {
            for (int piece = 0; piece < rows.pieces(); piece++) {
                reader.open(piece);
                while (reader.next(batch)) {
                    seen.ifPresent(known -> known.keepNew(batch));
                    kept.append(batch);
                }
            }
        }
        steps.add(KeptRows.of(kept));
    }

    /// Answers the pipelines of the next step; none where the last one gave nothing.
    private List<Pipeline> next() {
        iteration.ifPresent(this::end);
        iteration = Optional.empty();
        if (lastRows().rowCount() == 0) {
            return List.of();
        }
        if (steps.size() > plan.limit()) {
            throw AlmagestException.of(
                            SqlState.RECURSION_LIMIT, "the recursion does not end within " + plan.limit() + " steps")
                    .hint("give it a condition that ends it, use UNION instead of UNION ALL, or SET max_recursion");
        }
        scope.metricsCollector().fold();
        IterationScope own = begin();
        return PlanCompiler.step(plan.step(), own, working, new StepSink(own));
    }

    /// The end of a step's pipelines. A recursion must fit into memory: one that multiplies its rows at
    /// each step would fill the disk before it came to its last one.
    final class StepSink implements Sink {
        private final RowsSink rows;

        private StepSink(IterationScope own) {
            rows = new RowsSink(plan, plan.types(), "a recursion", own, false);
        }

        @Override
        public Optional<PhysicalPlan> node() {
            return rows.node();
        }

        @Override
        public int runs(int morsels) {
            return rows.runs(morsels);
        }

        @Override
        public int morselsPerRun() {
            return rows.morselsPerRun();
        }

        @Override
        public SinkTask task(QueryScope ofTask) {
            return rows.task(ofTask);
        }

        @Override
        public void finish() {
            rows.finish();
            take(rows.rows());
        }

        @Override
        public List<Pipeline> further() {
            return next();
        }
    }
}
