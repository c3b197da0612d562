package org.almagest.exec.pipeline;

/// An operator that streams: it is immutable, and makes a stage for each task.
public interface Operator {
    Stage open(Stage input, QueryScope scope);
}
