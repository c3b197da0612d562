package org.almagest.exec.pipeline;

import java.util.Optional;

/// An operator that streams: it is immutable, and makes a stage for each task.
public interface Operator {
    Stage open(Stage input, QueryScope scope);

    /// Answers what must be done instead of opening stages; asked when the pipeline is about to start.
    default Optional<Detour> detour() {
        return Optional.empty();
    }
}
