package org.almagest.jdbc;

import java.sql.SQLException;

/// The limits of a statement: on the rows of its results, and on the time that it takes.
abstract class LimitedStatement extends FixedSettings {
    private long maxRows;
    private int timeoutSeconds;

    @Override
    public final long getLargeMaxRows() throws SQLException {
        requireOpen();
        return maxRows;
    }

    @Override
    public final void setLargeMaxRows(long rowLimit) throws SQLException {
        requireOpen();
        requireNotNegative("the limit on rows", rowLimit);
        maxRows = rowLimit;
    }

    @Override
    public final int getMaxRows() throws SQLException {
        return (int) Math.min(getLargeMaxRows(), Integer.MAX_VALUE);
    }

    @Override
    public final void setMaxRows(int rowLimit) throws SQLException {
        setLargeMaxRows(rowLimit);
    }

    @Override
    public final int getQueryTimeout() throws SQLException {
        requireOpen();
        return timeoutSeconds;
    }

    /// Limits how long a statement may keep its caller waiting, starting it and waiting for its
    /// rows together.
    @Override
    public final void setQueryTimeout(int seconds) throws SQLException {
        requireOpen();
        requireNotNegative("the time limit", seconds);
        timeoutSeconds = seconds;
    }
}
