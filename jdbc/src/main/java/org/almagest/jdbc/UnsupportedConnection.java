package org.almagest.jdbc;

import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.util.concurrent.Executor;

/// What connections do not have: stored procedures, savepoints, large objects.
abstract class UnsupportedConnection implements Connection {
    /// There is no other SQL than the driver's.
    @Override
    public String nativeSQL(String sql) {
        return sql;
    }

    @Override
    public Blob createBlob() throws SQLException {
        throw Failures.unsupported("createBlob");
    }

    @Override
    public Clob createClob() throws SQLException {
        throw Failures.unsupported("createClob");
    }

    @Override
    public NClob createNClob() throws SQLException {
        throw Failures.unsupported("createNClob");
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        throw Failures.unsupported("createSQLXML");
    }

    @Override
    public Struct createStruct(String type, Object[] values) throws SQLException {
        throw Failures.unsupported("createStruct");
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        throw Failures.unsupported("prepareCall");
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        throw Failures.unsupported("prepareCall");
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        throw Failures.unsupported("prepareCall");
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        throw Failures.unsupported("setNetworkTimeout");
    }
}
