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
    private final Connection connection;

    public DuckDb() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public List<List<Object>> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<Object>> all = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
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
