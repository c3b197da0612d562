package org.almagest.jdbc;

import java.io.UncheckedIOException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.syntax.ErrorText;

/// Makes the exceptions of JDBC: the state exact, and in the message what failed, the place in the
/// statement, and the hint.
final class Failures {
    /// The state of an object that is closed, as in PostgreSQL.
    private static final String WRONG_STATE = "55000";

    private Failures() {}

    /// Translates what the engine threw while it worked on `sql`.
    static SQLException of(RuntimeException failure, String sql) {
        return switch (failure) {
            case AlmagestException user ->
                make(ErrorText.of(sql, user), user.state().code(), user);
            case CorruptionException damage ->
                new SQLException(
                        "the database is damaged: " + damage.getMessage(), code(SqlState.DATA_CORRUPTED), damage);
            case UncheckedIOException io ->
                new SQLException("reading or writing failed: " + io.getMessage(), code(SqlState.IO_ERROR), io);
            default -> new SQLException("an error inside Almagest: " + failure, code(SqlState.INTERNAL_ERROR), failure);
        };
    }

    static SQLException of(java.io.IOException failure) {
        return new SQLException("reading failed: " + failure.getMessage(), code(SqlState.IO_ERROR), failure);
    }

    /// Makes a failure of the driver itself.
    static SQLException of(SqlState state, String message) {
        return make(message, state.code(), null);
    }

    static SQLFeatureNotSupportedException unsupported(String what) {
        return new SQLFeatureNotSupportedException(what + " is not supported", code(SqlState.FEATURE_NOT_SUPPORTED));
    }

    static SQLException closed(String what) {
        return new SQLException("the " + what + " is closed", WRONG_STATE);
    }

    static SQLException wrongState(String message) {
        return new SQLException(message, WRONG_STATE);
    }

    private static String code(SqlState state) {
        return state.code();
    }

    /// Chooses the subclass that JDBC foresees for the class of the state.
    private static SQLException make(String message, String state, Throwable cause) {
        return switch (state.substring(0, 2)) {
            case "08" -> new SQLNonTransientConnectionException(message, state, cause);
            case "0A" -> new SQLFeatureNotSupportedException(message, state, cause);
            case "22" -> new SQLDataException(message, state, cause);
            case "23" -> new SQLIntegrityConstraintViolationException(message, state, cause);
            case "42" -> new SQLSyntaxErrorException(message, state, cause);
            default -> new SQLException(message, state, cause);
        };
    }
}
