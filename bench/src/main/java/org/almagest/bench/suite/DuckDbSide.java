package org.almagest.bench.suite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// DuckDB over JDBC with a native file.
public final class DuckDbSide implements Side {
    private final Connection connection;

    public DuckDbSide(String file, int threads) {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:" + file);
            execute("SET threads=" + threads);
        } catch (SQLException failed) {
            throw new IllegalStateException("DuckDB cannot open " + file, failed);
        }
    }

    Connection connection() {
        return connection;
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public long run(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            long count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        } catch (SQLException failed) {
            throw new IllegalStateException("DuckDB failed: " + sql, failed);
        }
    }

    @Override
    public List<List<Object>> answer(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<Object>> answer = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int c = 1; c <= columns; c++) {
                    row.add(cell(rows.getObject(c)));
                }
                answer.add(row);
            }
            return answer;
        } catch (SQLException failed) {
            throw new IllegalStateException("DuckDB failed: " + sql, failed);
        }
    }

    private static Object cell(Object value) {
        return switch (value) {
            case null -> null;
            case Integer number -> (long) number;
            case Long number -> number;
            case Float number -> (double) number;
            case Double number -> number;
            case Number number -> number.doubleValue();
            default -> value.toString();
        };
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new IllegalStateException("DuckDB does not close", failed);
        }
    }
}
