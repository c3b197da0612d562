package org.almagest.exec.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.ExecutionContext;
import org.almagest.exec.ResultStream;
import org.almagest.exec.metrics.MetricsCollector;
import org.almagest.exec.metrics.PlanMetrics;
import org.almagest.exec.operator.ResultSink;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.MemoryShares;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.schedule.Step;
import org.almagest.exec.schedule.Task;
import org.almagest.exec.schedule.TaskGroup;

/// One running query: its pipelines one after the other, the first failure, and the reader's end.
///
/// A pipeline of a single morsel is not worth a hand-over to a worker: its task waits in
/// `callerTasks` and runs in `next`, on the reader's own thread.
public final class Query implements QueryScope, ResultStream {
    private static final long POLL_MILLIS = 50;

    private final ExecutionContext context;
    private final MetricsCollector metrics = new MetricsCollector();
    private final TaskGroup group;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final MemoryShares shares;
    private final List<OperatorMemory> memories = new ArrayList<>();
    private final List<SpillFiles> spills = new ArrayList<>();
    private final ArrayDeque<Task> callerTasks = new ArrayDeque<>();
    private final ArrayDeque<PipelineRun> waiting = new ArrayDeque<>();
    private final ResultSink result;
    private Optional<Batch> lent = Optional.empty();
    private volatile Optional<PipelineRun> current = Optional.empty();
    private boolean active = true;
    private volatile boolean closed;
    private volatile Optional<Throwable> failure = Optional.empty();

    /// Compiles the plan and starts its first pipeline.
    public Query(PhysicalPlan plan, ExecutionContext context) {
        this.context = context;
        shares = new MemoryShares(context.budget(), context.threads());
        group = context.scheduler().group();
        PlanCompiler compiler = new PlanCompiler(this);
        result = compiler.compile(plan);
        compiler.pipelines().forEach(cut -> waiting.add(new PipelineRun(this, cut.legs(), cut.sink())));
    }

    /// Starts the first pipeline.
    public void start() {
        pipelineEnded();
    }

    @Override
    public ExecutionContext context() {
        return context;
    }

    @Override
    public MetricsCollector metricsCollector() {
        return metrics;
    }

    @Override
    public PlanMetrics metrics() {
        return metrics.snapshot();
    }

    @Override
    public OperatorMemory memory(PhysicalPlan node, String purpose) {
        OperatorMemory memory = new OperatorMemory(shares, purpose);
        metrics.peak(node, memory::peakBytes);
        lock.lock();
        try {
            memories.add(memory);
        } finally {
            lock.unlock();
        }
        return memory;
    }

    @Override
    public SpillFiles spill(PhysicalPlan node) {
        SpillFiles files = context.spillSpace().files(this::isStopping);
        metrics.spill(node, files::bytesWritten);
        lock.lock();
        try {
            spills.add(files);
        } finally {
            lock.unlock();
        }
        return files;
    }

    @Override
    public MemoryShares shares() {
        return shares;
    }

    @Override
    public boolean isStopping() {
        return closed || failure.isPresent() || context.cancellation().isCancelled();
    }

    void fail(Throwable cause) {
        lock.lock();
        try {
            if (failure.isEmpty()) {
                failure = Optional.of(cause);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        wakeAll();
    }

    /// Runs the tasks of a pipeline that starts.
    void run(List<Task> tasks, boolean onCaller) {
        if (!onCaller) {
            tasks.forEach(group::submit);
            return;
        }
        lock.lock();
        try {
            callerTasks.addAll(tasks);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Starts the next pipeline, if there is one and nothing stops the query.
    void pipelineEnded() {
        try {
            if (!isStopping()) {
                insertFurther();
                insertDetours();
                current = Optional.ofNullable(waiting.pollFirst());
                if (current.isPresent()) {
                    current.get().start();
                    return;
                }
            }
        } catch (Throwable cause) {
            fail(cause);
            current.ifPresent(PipelineRun::closeSources);
        }
        lock.lock();
        try {
            active = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Some pipelines are followed by others that only they know of.
    private void insertFurther() {
        if (current.isPresent()) {
            for (Pipeline next : current.get().sink().further().reversed()) {
                waiting.addFirst(new PipelineRun(this, next.legs(), next.sink()));
            }
        }
    }

    /// Some operators of the next pipeline know only now that rows must go another way.
    private void insertDetours() {
        while (!waiting.isEmpty()) {
            Optional<List<Pipeline>> cut = waiting.peekFirst().detours();
            if (cut.isEmpty()) {
                return;
            }
            waiting.removeFirst();
            for (Pipeline part : cut.get().reversed()) {
                waiting.addFirst(new PipelineRun(this, part.legs(), part.sink()));
            }
        }
    }

    @Override
    public void wakeReader() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wakeAll() {
        current.ifPresent(PipelineRun::wake);
    }

    @Override
    public boolean next(Batch out) {
        lent.ifPresent(result::recycle);
        lent = Optional.empty();
        while (true) {
            check();
            lent = result.poll();
            if (lent.isPresent()) {
                hand(lent.get(), out);
                return true;
            }
            if (result.isComplete()) {
                check();
                return false;
            }
            await();
        }
    }

    private static void hand(Batch from, Batch out) {
        for (int c = 0; c < from.columnCount(); c++) {
            out.setColumn(c, from.column(c));
        }
        out.setRowCount(from.rowCount());
        out.shareRows(from);
    }

    private void check() {
        Optional<Throwable> cause = failure;
        boolean cancelled = context.cancellation().isCancelled();
        if (cause.isPresent() && !(cancelled && isCancellation(cause.get()))) {
            throw rethrown(cause.get());
        }
        if (cancelled) {
            throw AlmagestException.of(
                    SqlState.QUERY_CANCELED, context.cancellation().reason());
        }
        if (closed) {
            throw new IllegalStateException("the result is closed");
        }
    }

    /// Answers whether a task has noticed the cancellation by itself, without its reason.
    private static boolean isCancellation(Throwable cause) {
        return cause instanceof AlmagestException refused && refused.state() == SqlState.QUERY_CANCELED;
    }

    private static RuntimeException rethrown(Throwable cause) {
        return switch (cause) {
            case RuntimeException exception -> exception;
            case OutOfMemoryError error ->
                AlmagestException.of(SqlState.OUT_OF_MEMORY, "the process ran out of memory", error)
                        .hint("lower the memory limit or give the process more memory");
            case Error error -> throw error;
            default -> new IllegalStateException(cause);
        };
    }

    /// Does a step of a task that belongs to the reader's thread, or waits for the workers.
    private void await() {
        Task task;
        lock.lock();
        try {
            task = callerTasks.pollFirst();
            if (task == null) {
                if (!result.isReady() && active) {
                    changed.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
                }
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw AlmagestException.of(SqlState.QUERY_CANCELED, "the thread that reads the result was interrupted");
        } finally {
            lock.unlock();
        }
        runOnce(task);
    }

    private void runOnce(Task task) {
        if (task.step() != Step.DONE) {
            lock.lock();
            try {
                callerTasks.addLast(task);
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void cancel() {
        context.cancellation().cancel();
        wakeReader();
        wakeAll();
    }

    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (true) {
            wakeAll();
            Task task;
            lock.lock();
            try {
                task = callerTasks.pollFirst();
                if (task == null) {
                    if (!active) {
                        break;
                    }
                    changed.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    continue;
                }
            } catch (InterruptedException early) {
                interrupted = true;
                continue;
            } finally {
                lock.unlock();
            }
            runOnce(task);
        }
        try {
            memories.forEach(OperatorMemory::close);
        } finally {
            closeSpills();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeSpills() {
        List<RuntimeException> failures = new ArrayList<>();
        for (SpillFiles files : spills) {
            try {
                files.close();
            } catch (RuntimeException failed) {
                failures.add(failed);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
