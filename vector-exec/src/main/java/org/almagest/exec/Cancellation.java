package org.almagest.exec;

/// A flag that any thread raises and running work looks at once per batch.
public final class Cancellation {
    private volatile boolean cancelled;

    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }
}
