package org.almagest.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.ColumnVector;

/// Settings of statements that have one value only: results are read forwards, are read-only, and
/// come in batches.
abstract class FixedSettings extends UnsupportedStatement {
    abstract void requireOpen() throws SQLException;

    @Override
    public int getMaxFieldSize() throws SQLException {
        requireOpen();
        return 0;
    }

    @Override
    public void setMaxFieldSize(int bytes) throws SQLException {
        requireOpen();
        if (bytes != 0) {
            throw Failures.unsupported("a limit on the size of fields");
        }
    }

    /// Escapes in braces are not processed, whatever is asked for.
    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        requireOpen();
    }

    @Override
    public int getFetchDirection() throws SQLException {
        requireOpen();
        return ResultSet.FETCH_FORWARD;
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        requireOpen();
        requireForward(direction);
    }

    static void requireForward(int direction) throws SQLException {
        if (direction != ResultSet.FETCH_FORWARD) {
            throw Failures.unsupported("reading backwards");
        }
    }

    /// Rows come in batches of up to 1,024, whatever is asked for.
    @Override
    public int getFetchSize() throws SQLException {
        requireOpen();
        return ColumnVector.BATCH_ROWS;
    }

    @Override
    public void setFetchSize(int batchRows) throws SQLException {
        requireOpen();
        requireNotNegative("the fetch size", batchRows);
    }

    static void requireNotNegative(String what, long value) throws SQLException {
        if (value < 0) {
            throw Failures.of(SqlState.INVALID_PARAMETER, what + " must not be negative: " + value);
        }
    }

    @Override
    public int getResultSetType() throws SQLException {
        requireOpen();
        return ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public int getResultSetConcurrency() throws SQLException {
        requireOpen();
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public int getResultSetHoldability() throws SQLException {
        requireOpen();
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public boolean isPoolable() throws SQLException {
        requireOpen();
        return false;
    }

    @Override
    public void setPoolable(boolean poolable) throws SQLException {
        requireOpen();
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        requireOpen();
        return null;
    }

    @Override
    public void clearWarnings() throws SQLException {
        requireOpen();
    }
}
