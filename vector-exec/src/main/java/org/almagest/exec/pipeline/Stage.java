package org.almagest.exec.pipeline;

import org.almagest.columnar.vector.Batch;
import org.almagest.exec.metrics.MetricsCollector.Counter;

/// One operator's state within one task: gives batch after batch of the morsel that the task is in,
/// taking what it needs from the stage before it. Because a stage gives one batch at a time, a task
/// may stop between any two of them (result queue full, its time is up) and go on later on another
/// thread.
public abstract class Stage {
    private final Counter counter;
    private long totalNanos;
    private boolean inner;

    protected Stage(Counter counter) {
        this.counter = counter;
    }

    /// Makes `batch()` the next batch and answers true, or answers false at the morsel's end.
    public final boolean next() {
        long before = inputNanos();
        long start = System.nanoTime();
        boolean more = advance();
        long spent = System.nanoTime() - start;
        totalNanos += spent;
        counter.nanos(spent - (inputNanos() - before));
        if (more && !inner) {
            counter.batch(batch().size());
        }
        return more;
    }

    /// Leaves the counting of rows to a later stage of the same node.
    final void becomeInner() {
        inner = true;
    }

    final Counter counter() {
        return counter;
    }

    /// Answers the time that was spent in this stage and its inputs so far.
    final long totalNanos() {
        return totalNanos;
    }

    /// Answers the time that was spent in the inputs so far.
    protected abstract long inputNanos();

    protected abstract boolean advance();

    /// Answers the current batch, valid until the next call of `next`.
    public abstract Batch batch();
}
