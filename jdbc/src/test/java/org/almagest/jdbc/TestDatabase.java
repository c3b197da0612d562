package org.almagest.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Connections for the tests, small ones.
final class TestDatabase {
    static final String LIMITS = "memory=128MiB&threads=2";

    private TestDatabase() {}

    static Connection inMemory() throws SQLException {
        return DriverManager.getConnection("jdbc:almagest::memory:?" + LIMITS);
    }

    static String url(Path path, String options) {
        return "jdbc:almagest:" + path + "?" + LIMITS + (options.isEmpty() ? "" : "&" + options);
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// Answers the text of every cell, row by row.
    static List<List<String>> texts(ResultSet rows) throws SQLException {
        List<List<String>> all = new ArrayList<>();
        while (rows.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                row.add(String.valueOf(rows.getString(i)));
            }
            all.add(row);
        }
        return all;
    }

    static List<List<String>> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return texts(rows);
        }
    }
}
