package org.almagest.exec.pipeline;

import org.almagest.columnar.scan.Strip;
import org.almagest.columnar.vector.Batch;

/// A sink's state within one task.
public interface SinkTask {
    /// Starts a run.
    void begin(int run);

    /// Answers whether `consume` must wait until the sink wakes the pipeline.
    default boolean isFull() {
        return false;
    }

    /// Answers whether this run needs no more rows.
    default boolean hasEnough() {
        return false;
    }

    /// Takes the rows of a batch that count; the batch is valid during the call.
    void consume(Batch batch);

    /// Answers whether `consume` takes strips as well, with the same result.
    default boolean takesStrips() {
        return false;
    }

    /// Takes the rows of a strip that count; the strip is valid during the call.
    default void consume(Strip strip) {
        throw new IllegalStateException("this sink takes no strips");
    }

    /// Ends the run.
    void end();
}
