package org.almagest.exec.pipeline;

import org.almagest.exec.metrics.MetricsCollector.Counter;

/// A stage over one other stage.
public abstract class OperatorStage extends Stage {
    protected final Stage input;

    protected OperatorStage(Stage input, Counter counter) {
        super(counter);
        this.input = input;
    }

    @Override
    protected final long inputNanos() {
        return input.totalNanos();
    }
}
