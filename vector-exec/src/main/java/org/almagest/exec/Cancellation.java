package org.almagest.exec;

/// A flag that any thread raises, with a reason, and running work looks at once per batch.
public final class Cancellation {
    private volatile String reason = "";

    public void cancel() {
        cancel("the query was cancelled");
    }

    /// Cancels for a reason that the user reads; the first one counts.
    public synchronized void cancel(String why) {
        if (reason.isEmpty()) {
            reason = why;
        }
    }

    public boolean isCancelled() {
        return !reason.isEmpty();
    }

    /// Answers why, empty while nothing is cancelled.
    public String reason() {
        return reason;
    }
}
