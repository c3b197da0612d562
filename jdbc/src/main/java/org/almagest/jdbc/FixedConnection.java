package org.almagest.jdbc;

import java.sql.Array;
import java.sql.ClientInfoStatus;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.almagest.columnar.error.SqlState;

/// What is the same of every connection: no catalogs, no type map, nothing to be told of the client,
/// results that are read forwards and stay open over a commit.
abstract class FixedConnection extends UnsupportedConnection {
    abstract void requireOpen() throws SQLException;

    /// Null: there are no catalogs.
    @Override
    public String getCatalog() throws SQLException {
        requireOpen();
        return null;
    }

    /// Does nothing, as JDBC wants it of a database without catalogs.
    @Override
    public void setCatalog(String catalog) throws SQLException {
        requireOpen();
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        requireOpen();
        return new HashMap<>();
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> classes) throws SQLException {
        requireOpen();
        if (!classes.isEmpty()) {
            throw Failures.unsupported("a type map");
        }
    }

    @Override
    public int getHoldability() throws SQLException {
        requireOpen();
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        requireOpen();
        requireHeld(holdability);
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        requireOpen();
        return new Properties();
    }

    @Override
    public String getClientInfo(String name) throws SQLException {
        requireOpen();
        return null;
    }

    @Override
    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        throw unknown(Map.of(name, ClientInfoStatus.REASON_UNKNOWN_PROPERTY));
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        Map<String, ClientInfoStatus> unknown = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> unknown.put(name, ClientInfoStatus.REASON_UNKNOWN_PROPERTY));
        if (!unknown.isEmpty()) {
            throw unknown(unknown);
        }
    }

    private static SQLClientInfoException unknown(Map<String, ClientInfoStatus> names) {
        String all = String.join(", ", names.keySet());
        return new SQLClientInfoException(
                "nothing is kept of the client: " + all, SqlState.INVALID_PARAMETER.code(), names);
    }

    @Override
    public Array createArrayOf(String type, Object[] values) throws SQLException {
        requireOpen();
        return ArrayValues.of(type, values);
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        requireOpen();
        return 0;
    }

    static void requireForwardReadOnly(int type, int concurrency) throws SQLException {
        if (type != ResultSet.TYPE_FORWARD_ONLY) {
            throw Failures.unsupported("a result that can be read backwards");
        }
        if (concurrency != ResultSet.CONCUR_READ_ONLY) {
            throw Failures.unsupported("a result that can be updated");
        }
    }

    static void requireHeld(int holdability) throws SQLException {
        if (holdability != ResultSet.HOLD_CURSORS_OVER_COMMIT) {
            throw Failures.unsupported("CLOSE_CURSORS_AT_COMMIT");
        }
    }
}
