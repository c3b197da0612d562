package org.almagest.jdbc;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.almagest.ingest.arrow.ArrowStream;

/// The query that a statement has running, if any. Ends it when the statement is garbage that nobody
/// has closed, as JDBC wants it; must not know the statement for that. Its connection holds it until
/// it has ended, so that closing the connection leaves nothing to a thread that comes later.
final class OpenRows {
    /// Waits for garbage; one thread for the process.
    private static final Cleaner CLEANER = Cleaner.create();

    private final Set<OpenRows> ofConnection;
    private volatile Optional<QueryRows> rows = Optional.empty();
    private volatile Optional<ArrowStream> stream = Optional.empty();

    /// @param ofConnection has this from now on, until the statement is closed or gone; thread-safe
    OpenRows(Set<OpenRows> ofConnection) {
        this.ofConnection = ofConnection;
        ofConnection.add(this);
    }

    /// Begins to watch a statement. Cleaning what is answered ends that.
    Cleaner.Cleanable watch(EngineStatement statement) {
        return CLEANER.register(statement, this::abandon);
    }

    private void abandon() {
        try {
            close();
        } catch (SQLException nobodyAsks) {
            // The statement is gone, and whom to tell with it.
        } finally {
            ofConnection.remove(this);
        }
    }

    void hold(QueryRows query) {
        rows = Optional.of(query);
    }

    /// Holds what is made of the query's rows, and takes memory of its own.
    void hold(ArrowStream made) {
        stream = Optional.of(made);
    }

    void forget() {
        rows = Optional.empty();
        stream = Optional.empty();
    }

    Optional<QueryRows> rows() {
        return rows;
    }

    void cancel() {
        rows.ifPresent(QueryRows::cancel);
    }

    /// Ends the query; waits for another thread that does.
    void close() throws SQLException {
        cancel();
        Optional<ArrowStream> made = stream;
        Optional<QueryRows> query = rows;
        try {
            if (made.isPresent()) {
                made.get().close();
            }
        } catch (IOException failed) {
            throw failed.getCause() instanceof SQLException cause ? cause : Failures.of(failed);
        } finally {
            if (query.isPresent()) {
                query.get().close();
            }
        }
    }
}
