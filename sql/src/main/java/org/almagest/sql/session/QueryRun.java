package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.Cancellation;
import org.almagest.exec.ExecutionContext;
import org.almagest.exec.QueryExecution;
import org.almagest.exec.ResultStream;
import org.almagest.exec.evaluate.Condition;
import org.almagest.exec.evaluate.Conditions;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.Evaluators;
import org.almagest.exec.evaluate.ExpressionCompiler;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.metrics.PlanMetrics;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.PassTime;
import org.almagest.optimizer.cost.PlanCost;
import org.almagest.optimizer.cost.ScanPaths;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.physical.PhysicalPlanner;
import org.almagest.optimizer.physical.Watched;
import org.almagest.sql.bind.BoundColumn;
import org.almagest.sql.bind.BoundQuery;

/// Plans bound queries and runs them with the engine's workers and memory.
final class QueryRun {
    private final Engine engine;
    private final Settings settings;
    private final Supplier<Runnable> failures;
    private volatile Cancellation cancellation = new Cancellation();
    private volatile Optional<Supplier<QueryProgress>> progress = Optional.empty();
    private Deadline deadline = Deadline.in(0, cancellation);

    /// `failures` answers for each query what is told when it fails while its rows are read.
    QueryRun(Engine engine, Settings settings, Supplier<Runnable> failures) {
        this.engine = engine;
        this.settings = settings;
        this.failures = failures;
    }

    /// A statement begins: what was cancelled before is over.
    void begin() {
        deadline.close();
        cancellation = new Cancellation();
        deadline = Deadline.in(settings.statementTimeoutMillis(), cancellation);
    }

    boolean isCancelled() {
        return cancellation.isCancelled();
    }

    /// Stops the statement that began last.
    void cancel() {
        cancellation.cancel();
    }

    /// Answers how far the query is that was started last, while it runs. Any thread may ask.
    Optional<QueryProgress> progress() {
        return progress.map(Supplier::get);
    }

    /// Plans a query and starts it; `afterwards` runs once when the stream is closed.
    ResultStream start(BoundQuery query, Runnable afterwards) {
        List<LogicalPlan.Column> output =
                query.columns().stream().map(BoundColumn::column).toList();
        Feedback feedback = feedback();
        LogicalPlan optimized = settings.optimizer(engine.machine(), feedback).optimize(query.plan(), output);
        Optional<PlanWatch> watch = watch();
        PhysicalPlanner planner = new PhysicalPlanner(optimized, feedback).on(engine.machine(), settings.accessPath());
        watch.ifPresent(watching -> planner.watching(watching.watched()));
        return start(planner.plan(optimized, output), watch, afterwards);
    }

    private Feedback feedback() {
        return settings.takesFeedback() ? engine.feedback().forPlanning() : Feedback.NONE;
    }

    private Optional<PlanWatch> watch() {
        return settings.takesFeedback()
                ? Optional.of(new PlanWatch(engine.feedback(), new IdentityHashMap<>()))
                : Optional.empty();
    }

    /// A plan, what is expected of its operators, how long the optimizer's passes took, and who learns from it.
    record Expected(
            PhysicalPlan plan, PlanCost.Estimates estimates, List<PassTime> passes, Optional<PlanWatch> watch) {}

    /// Plans a query that is to be explained, with what is expected of it or without.
    Expected expected(BoundQuery query, boolean costs) {
        List<LogicalPlan.Column> output =
                query.columns().stream().map(BoundColumn::column).toList();
        List<PassTime> passes = new ArrayList<>();
        Feedback feedback = feedback();
        LogicalPlan optimized =
                settings.optimizer(engine.machine(), feedback).optimize(query.plan(), output, passes::add);
        Map<PhysicalPlan, Double> rows = new IdentityHashMap<>();
        Map<PhysicalPlan, ScanPaths> paths = new IdentityHashMap<>();
        Map<PhysicalPlan, Watched> watched = new IdentityHashMap<>();
        PhysicalPlan plan = new PhysicalPlanner(optimized, feedback)
                .on(engine.machine(), settings.accessPath())
                .noting(rows, paths)
                .watching(watched)
                .plan(optimized, output);
        Map<PhysicalPlan, Long> seen = new IdentityHashMap<>();
        watched.forEach(
                (operator, watching) -> watching.seenRows().ifPresent(seenRows -> seen.put(operator, seenRows)));
        PlanCost.Estimates estimates = costs
                ? PlanCost.of(plan, rows, paths, engine.machine().costs().get(), settings.memoryLimit())
                        .withSeen(seen)
                : PlanCost.Estimates.NONE;
        return new Expected(plan, estimates, passes, watch().map(any -> new PlanWatch(any.kept(), watched)));
    }

    /// Starts a plan; `afterwards` runs once when the stream is closed.
    ResultStream start(PhysicalPlan plan, Runnable afterwards) {
        return start(plan, Optional.empty(), afterwards);
    }

    /// Starts a plan from which somebody may learn.
    ResultStream start(PhysicalPlan plan, Optional<PlanWatch> watch, Runnable afterwards) {
        MemoryBudget budget = engine.budget().child("the query", settings.memoryLimit());
        ExecutionContext context = new ExecutionContext(
                engine.scheduler(),
                budget,
                engine.spillSpace(),
                cancellation,
                engine.options().threads(),
                new Compiler());
        ResultStream stream = started(plan, context, afterwards);
        Supplier<QueryProgress> running = () -> QueryProgress.of(plan, stream.metrics());
        progress = Optional.of(running);
        Runnable ended = () -> {
            progress = progress.filter(last -> last != running);
            afterwards.run();
        };
        return new ClosingStream(
                stream,
                QueryRecording.of(plan, budget),
                deadline,
                learning(plan, watch, stream),
                ended,
                failures.get());
    }

    private static Runnable learning(PhysicalPlan plan, Optional<PlanWatch> watch, ResultStream stream) {
        return () -> watch.ifPresent(watching -> watching.ended(plan, stream.metrics()));
    }

    private static ResultStream started(PhysicalPlan plan, ExecutionContext context, Runnable afterwards) {
        try {
            return QueryExecution.start(plan, context);
        } catch (RuntimeException | Error refused) {
            afterwards.run();
            throw refused;
        }
    }

    static List<ResultColumn> columns(BoundQuery query) {
        return query.columns().stream()
                .map(column -> new ResultColumn(column.name(), column.column().type(), column.meaning()))
                .toList();
    }

    private static final class Compiler implements ExpressionCompiler {
        @Override
        public Evaluator evaluator(Expression expression) {
            return Evaluators.compile(expression);
        }

        @Override
        public Condition condition(Expression expression) {
            return Conditions.compile(expression);
        }
    }

    private static final class ClosingStream implements ResultStream {
        private final ResultStream stream;
        private final Optional<QueryRecording> recording;
        private final Deadline deadline;
        private final Runnable readToTheEnd;
        private final Runnable afterwards;
        private final Runnable failed;
        private boolean ended;
        private boolean closed;

        ClosingStream(
                ResultStream stream,
                Optional<QueryRecording> recording,
                Deadline deadline,
                Runnable readToTheEnd,
                Runnable afterwards,
                Runnable failed) {
            this.stream = stream;
            this.recording = recording;
            this.deadline = deadline;
            this.readToTheEnd = readToTheEnd;
            this.afterwards = afterwards;
            this.failed = failed;
        }

        @Override
        public boolean next(Batch out) {
            try {
                boolean more = stream.next(out);
                if (!more && !ended) {
                    ended = true;
                    readToTheEnd.run();
                }
                return more;
            } catch (RuntimeException | Error failure) {
                failed.run();
                throw failure;
            }
        }

        @Override
        public void cancel() {
            stream.cancel();
        }

        @Override
        public PlanMetrics metrics() {
            return stream.metrics();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                deadline.close();
                recording.ifPresent(events -> events.end(stream.metrics()));
                try {
                    stream.close();
                } finally {
                    afterwards.run();
                }
            }
        }
    }
}
