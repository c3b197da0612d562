package org.almagest.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What statements do not have: generated keys and named cursors.
abstract class UnsupportedStatement implements Statement {
    @Override
    public boolean execute(String sql, int[] columns) throws SQLException {
        throw Failures.unsupported("execute");
    }

    @Override
    public boolean execute(String sql, String[] columns) throws SQLException {
        throw Failures.unsupported("execute");
    }

    @Override
    public long executeLargeUpdate(String sql, int[] columns) throws SQLException {
        throw Failures.unsupported("executeLargeUpdate");
    }

    @Override
    public long executeLargeUpdate(String sql, String[] columns) throws SQLException {
        throw Failures.unsupported("executeLargeUpdate");
    }

    @Override
    public int executeUpdate(String sql, int[] columns) throws SQLException {
        throw Failures.unsupported("executeUpdate");
    }

    @Override
    public int executeUpdate(String sql, String[] columns) throws SQLException {
        throw Failures.unsupported("executeUpdate");
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        throw Failures.unsupported("getGeneratedKeys");
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        throw Failures.unsupported("setCursorName");
    }
}
