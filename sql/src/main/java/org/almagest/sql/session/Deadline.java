package org.almagest.sql.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.almagest.exec.Cancellation;

/// The moment at which a statement that still runs is cancelled. Nothing is left of it when it is
/// closed before.
final class Deadline implements AutoCloseable {
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private Deadline() {}

    /// Starts to count; 0 milliseconds are no deadline.
    static Deadline in(long millis, Cancellation cancellation) {
        Deadline deadline = new Deadline();
        if (millis > 0) {
            deadline.over.orTimeout(millis, TimeUnit.MILLISECONDS).exceptionally(late -> {
                cancellation.cancel("the statement took longer than statement_timeout allows, " + millis + " ms");
                return null;
            });
        }
        return deadline;
    }

    @Override
    public void close() {
        over.complete(null);
    }
}
