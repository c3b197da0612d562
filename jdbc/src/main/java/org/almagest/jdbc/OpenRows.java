package org.almagest.jdbc;

import java.lang.ref.Cleaner;
import java.sql.SQLException;
import java.util.Optional;

/// The query that a statement has running, if any. Closes it when the statement is garbage that nobody
/// has closed, as JDBC wants it; must not know the statement for that.
final class OpenRows {
    /// Waits for garbage; one thread for the process.
    private static final Cleaner CLEANER = Cleaner.create();

    private volatile Optional<QueryRows> rows = Optional.empty();

    /// Begins to watch a statement. Cleaning what is answered ends that.
    Cleaner.Cleanable watch(EngineStatement statement) {
        return CLEANER.register(statement, this::abandon);
    }

    private void abandon() {
        Optional<QueryRows> left = rows;
        try {
            if (left.isPresent()) {
                left.get().close();
            }
        } catch (SQLException nobodyAsks) {
            // The statement is gone, and whom to tell with it.
        }
    }

    void hold(QueryRows query) {
        rows = Optional.of(query);
    }

    void forget() {
        rows = Optional.empty();
    }

    Optional<QueryRows> rows() {
        return rows;
    }

    void cancel() {
        rows.ifPresent(QueryRows::cancel);
    }
}
