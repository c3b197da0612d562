package org.almagest.bench.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;

/// Opens and closes a database that nobody else has open, and one that is open already.
final class Opening {
    private static final int TIMES = 100;

    private final String url;

    Opening(String url) {
        this.url = url;
    }

    void run() throws SQLException {
        median();
        JdbcCommand.print("open          median %.2f ms, with its engine%n", median() / 1e6);
        try (Connection first = DriverManager.getConnection(url)) {
            median();
            String held = first.isReadOnly() ? "a reading" : "a writing";
            JdbcCommand.print("open          median %.3f ms, beside %s connection%n", median() / 1e6, held);
        }
    }

    private long median() throws SQLException {
        long[] nanos = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            Connection connection = DriverManager.getConnection(url);
            nanos[i] = System.nanoTime() - start;
            connection.close();
        }
        Arrays.sort(nanos);
        return nanos[TIMES / 2];
    }
}
