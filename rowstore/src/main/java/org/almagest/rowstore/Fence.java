package org.almagest.rowstore;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.almagest.columnar.error.AlmagestException;

/// Stands open until a write or sync that a commit depended on has failed; then no commit passes
/// and no file is deleted until the database is opened again. What the failed call left on disk is
/// not known, and trying again would not tell.
final class Fence {
    private final String database;
    private final AtomicReference<AlmagestException> cause = new AtomicReference<>();

    Fence(String database) {
        this.database = database;
    }

    /// Closes the fence; the first cause stays.
    void raise(AlmagestException failure) {
        cause.compareAndSet(null, failure);
    }

    boolean isRaised() {
        return cause.get() != null;
    }

    /// Answers the failure that closed it.
    Optional<RuntimeException> cause() {
        return Optional.ofNullable(cause.get());
    }

    void check() {
        AlmagestException first = cause.get();
        if (first != null) {
            throw AlmagestException.of(
                            first.state(),
                            database + " takes no more changes, because an earlier one could not be made durable: "
                                    + first.getMessage(),
                            first)
                    .hint("mend the cause, then close the database and open it again; reading goes on meanwhile");
        }
    }
}
