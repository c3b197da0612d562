package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// HikariCP: several connections of one process to one database, lent to many threads.
class PoolTest {
    private static final int TASKS = 200;

    @TempDir
    private Path folder;

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestDatabase.url(folder.resolve("pool.almagest"), "create=true"));
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(20_000);
        return new HikariDataSource(config);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void lendsConnectionsToManyThreads() throws Exception {
        try (HikariDataSource pool = pool();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            try (Connection connection = pool.getConnection()) {
                TestDatabase.run(connection, "CREATE TABLE t (task INTEGER)");
            }
            List<Future<Long>> answers = new ArrayList<>();
            for (int task = 0; task < TASKS; task++) {
                int number = task;
                answers.add(threads.submit(() -> insertAndCount(pool, number)));
            }
            for (Future<Long> answer : answers) {
                assertTrue(answer.get() >= 1);
            }
            try (Connection connection = pool.getConnection()) {
                assertEquals(
                        List.of(List.of(Integer.toString(TASKS), Integer.toString(TASKS * (TASKS - 1) / 2))),
                        TestDatabase.query(connection, "SELECT count(*), sum(task) FROM t"));
            }
        }
        // The pool has closed its connections, and the last one the engine: it opens with other limits.
        try (Connection again = java.sql.DriverManager.getConnection(
                "jdbc:almagest:" + folder.resolve("pool.almagest") + "?threads=1")) {
            assertTrue(again.isValid(1));
        }
    }

    private static long insertAndCount(HikariDataSource pool, int task) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)");
                Statement statement = connection.createStatement()) {
            insert.setInt(1, task);
            insert.executeUpdate();
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /// What a borrower leaves behind is reset by the pool: autocommit, read-only, an open transaction.
    @Test
    void resetsWhatABorrowerLeaves() throws SQLException {
        try (HikariDataSource pool = pool()) {
            try (Connection connection = pool.getConnection()) {
                TestDatabase.run(connection, "CREATE TABLE t (a INTEGER)");
                connection.setAutoCommit(false);
                TestDatabase.run(connection, "INSERT INTO t VALUES (1)");
            }
            try (Connection connection = pool.getConnection()) {
                assertTrue(connection.getAutoCommit());
                assertEquals(List.of(List.of("0")), TestDatabase.query(connection, "SELECT count(*) FROM t"));
                connection.setReadOnly(true);
                assertThrows(SQLException.class, () -> TestDatabase.run(connection, "INSERT INTO t VALUES (1)"));
            }
            try (Connection connection = pool.getConnection()) {
                TestDatabase.run(connection, "INSERT INTO t VALUES (1)");
            }
        }
    }
}
