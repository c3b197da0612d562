package org.almagest.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.almagest.columnar.vector.ColumnVector;

/// What is the same of every result: it is read forwards, once, and cannot be updated.
abstract class ForwardOnlyResult extends LabelledReads {
    abstract void requireOpen() throws SQLException;

    @Override
    public int getType() throws SQLException {
        requireOpen();
        return ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public int getConcurrency() throws SQLException {
        requireOpen();
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public int getHoldability() throws SQLException {
        requireOpen();
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public int getFetchDirection() throws SQLException {
        requireOpen();
        return ResultSet.FETCH_FORWARD;
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        requireOpen();
        FixedSettings.requireForward(direction);
    }

    /// Rows come in batches of up to 1,024, whatever is asked for.
    @Override
    public int getFetchSize() throws SQLException {
        requireOpen();
        return ColumnVector.BATCH_ROWS;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        requireOpen();
        FixedSettings.requireNotNegative("the fetch size", rows);
    }

    @Override
    public boolean rowUpdated() throws SQLException {
        requireOpen();
        return false;
    }

    @Override
    public boolean rowInserted() throws SQLException {
        requireOpen();
        return false;
    }

    @Override
    public boolean rowDeleted() throws SQLException {
        requireOpen();
        return false;
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
