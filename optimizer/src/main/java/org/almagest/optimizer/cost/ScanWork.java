package org.almagest.optimizer.cost;

/// The work of a way to read a table, in nanoseconds: what one thread does by itself first, and what threads
/// share after that, a morsel at a time; `coldNanos` come on top where nothing is in the buffer pool.
record ScanWork(double serialNanos, double sharedNanos, double morsels, double coldNanos) {
    /// Answers the work of one thread that does everything.
    double nanos() {
        return serialNanos + sharedNanos;
    }

    /// Answers how long it takes until it is done.
    double elapsedNanos(Machine machine) {
        double threads = Math.clamp(Math.ceil(morsels), 1, machine.threads());
        double start = threads > 1 ? machine.costs().get().of(Cost.THREAD_START) : 0;
        return serialNanos + start + sharedNanos / threads;
    }

    ScanWork plus(ScanWork other) {
        return new ScanWork(
                serialNanos + other.serialNanos,
                sharedNanos + other.sharedNanos,
                morsels + other.morsels,
                coldNanos + other.coldNanos);
    }

    ScanWork times(double share) {
        return new ScanWork(serialNanos * share, sharedNanos * share, morsels * share, coldNanos * share);
    }
}
