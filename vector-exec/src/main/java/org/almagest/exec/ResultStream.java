package org.almagest.exec;

import org.almagest.columnar.vector.Batch;
import org.almagest.exec.metrics.PlanMetrics;

/// The rows of a running query, in an order that does not depend on threads. Used by one thread at
/// a time (`cancel` apart). While nobody reads, the query holds no worker.
public interface ResultStream extends AutoCloseable {
    /// Makes `out` (as many columns as the plan) point at the next batch and answers true, or
    /// answers false at the end. Blocks until there is one. The vectors belong to the stream and
    /// are valid until the next call. Rethrows what failed the query.
    boolean next(Batch out);

    /// Stops the query: `next` fails with 57014 from now on. Any thread may call it.
    void cancel();

    /// Answers what each operator did so far; complete after the last batch.
    PlanMetrics metrics();

    /// Stops the query, waits for its running steps, and gives all its memory back.
    @Override
    void close();
}
