package org.almagest.cli.demo;

/// Hears how far a long piece of work has come; called on the working thread, some times a second.
@FunctionalInterface
public interface ProgressListener {
    /// `done` of `total` rows are finished.
    void advanced(long done, long total);

    /// Answers a listener that does nothing.
    static ProgressListener silent() {
        return (_, _) -> {};
    }
}
