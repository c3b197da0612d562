package org.almagest.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// DuckDB in memory, as the oracle.
public final class DuckDb implements AutoCloseable {
    private int timeoutSeconds;
    private int mostRows = Integer.MAX_VALUE;
    private final Connection connection;

    public DuckDb() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Gives up queries that take longer, or more memory, or give more rows, as if they were refused.
    public void limit(int seconds, String memory, int rows) throws SQLException {
        execute("SET memory_limit = '" + memory + "'");
        timeoutSeconds = seconds;
        mostRows = rows;
    }

    public List<List<Object>> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(timeoutSeconds);
            return rows(statement, sql);
        }
    }

    private List<List<Object>> rows(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<List<Object>> all = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                if (all.size() == mostRows) {
                    throw new SQLException("more than " + mostRows + " rows");
                }
                List<Object> row = new ArrayList<>();
                for (int c = 1; c <= columns; c++) {
                    row.add(cell(rows.getObject(c)));
                }
                all.add(Collections.unmodifiableList(row));
            }
            return all;
        }
    }

    /// Answers the rows that DuckDB gives without its optimizer. A query that has other rows with it
    /// has met one of DuckDB's own faults, and DuckDB is no oracle for it.
    public List<List<Object>> rowsOfPlainPlan(String sql) throws SQLException {
        execute("PRAGMA disable_optimizer");
        try {
            return rows(sql);
        } finally {
            execute("PRAGMA enable_optimizer");
        }
    }

    private static Object cell(Object value) {
        return switch (value) {
            case null -> null;
            case Byte number -> (long) number;
            case Short number -> (long) number;
            case Integer number -> (long) number;
            case Long number -> number;
            case Float number -> (double) number;
            case Double number -> number;
            case Boolean truth -> truth;
            case java.sql.Timestamp moment -> moment.toLocalDateTime().toString();
            case java.math.BigInteger number when number.bitLength() < 64 -> number.longValue();
            case java.math.BigDecimal number
            when number.scale() <= 0 && number.toBigInteger().bitLength() < 64 -> number.longValue();
            case Number number -> number.doubleValue();
            default -> value.toString();
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
