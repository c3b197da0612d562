package org.almagest.jdbc;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.ast.MaintenanceStatement;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.session.Session;

/// The transactions of a connection, as JDBC has them: while autocommit is off, one begins with the
/// first statement that needs it.
final class ConnectionTransactions {
    private final Session session;
    private boolean autoCommit = true;
    private int savepoints;

    ConnectionTransactions(Session session) {
        this.session = session;
    }

    boolean isAutoCommit() {
        return autoCommit;
    }

    /// Begins a transaction where a statement needs one; the caller holds the session.
    void beforeStatement(Statement statement) {
        boolean needsOne = !(statement instanceof SessionStatement || statement instanceof MaintenanceStatement);
        if (needsOne && !autoCommit && !session.inTransaction()) {
            session.execute("BEGIN").close();
        }
    }

    /// Commits what is open, as JDBC wants it of a change.
    void setAutoCommit(boolean wanted) throws SQLException {
        if (autoCommit != wanted) {
            end("COMMIT");
            autoCommit = wanted;
        }
    }

    void commit() throws SQLException {
        requireNoAutoCommit();
        end("COMMIT");
    }

    void rollback() throws SQLException {
        requireNoAutoCommit();
        end("ROLLBACK");
    }

    private void end(String statement) throws SQLException {
        synchronized (session) {
            if (session.inTransaction()) {
                run(statement);
            }
        }
    }

    Savepoint setSavepoint(Optional<String> name) throws SQLException {
        requireNoAutoCommit();
        NumberedSavepoint made = new NumberedSavepoint(++savepoints, name);
        synchronized (session) {
            if (!session.inTransaction()) {
                run("BEGIN");
            }
            run("SAVEPOINT " + made.sqlName());
        }
        return made;
    }

    void rollback(Savepoint savepoint) throws SQLException {
        requireNoAutoCommit();
        run("ROLLBACK TO " + NumberedSavepoint.sqlName(savepoint));
    }

    void release(Savepoint savepoint) throws SQLException {
        requireNoAutoCommit();
        run("RELEASE " + NumberedSavepoint.sqlName(savepoint));
    }

    /// Runs a statement without rows.
    void run(String statement) throws SQLException {
        synchronized (session) {
            try {
                session.execute(statement).close();
            } catch (RuntimeException failure) {
                throw Failures.of(failure, statement);
            }
        }
    }

    private void requireNoAutoCommit() throws SQLException {
        if (autoCommit) {
            throw Failures.of(
                    SqlState.NO_ACTIVE_TRANSACTION,
                    "every statement is a transaction of its own; setAutoCommit(false) changes that");
        }
    }
}
