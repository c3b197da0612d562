package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.almagest.columnar.memory.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Nothing stays behind: descriptors and reserved memory are counted before and after.
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeaksTest {
    private static final int MANY = 3_000;

    @TempDir
    private Path folder;

    private Connection open() throws SQLException {
        return DriverManager.getConnection(TestDatabase.url(folder.resolve("l.almagest"), "create=true"));
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static MemoryBudget memory(Connection connection) throws SQLException {
        return connection.unwrap(AlmagestConnection.class).memory();
    }

    private void fill() throws SQLException {
        try (Connection connection = open()) {
            TestDatabase.run(
                    connection,
                    "CREATE TABLE t AS SELECT i, 'text ' || i AS name FROM generate_series(1, 200000) AS g (i)");
        }
    }

    @Test
    void thousandsOfStatementsLeftOpenGoWithTheirConnection() throws Exception {
        fill();
        try (Connection warm = open()) {
            TestDatabase.query(warm, "SELECT count(name) FROM t");
        }
        long before = descriptors();
        Connection other = open();
        Connection connection = open();
        TestDatabase.query(other, "SELECT sum(length(name)), sum(i * 2) FROM t");
        long pooled = memory(other).reserved();
        for (int i = 0; i < MANY; i++) {
            Statement statement = connection.createStatement();
            assertTrue(statement
                    .executeQuery("SELECT name FROM t WHERE i = " + (i + 1))
                    .next());
            PreparedStatement query = connection.prepareStatement("SELECT ?");
            query.setInt(1, i);
            assertTrue(query.executeQuery().next());
        }
        connection.close();
        assertEquals(pooled, memory(other).reserved());
        other.close();
        assertEquals(before, descriptors());
    }

    /// A statement that is garbage is closed, and its connection goes on.
    @Test
    void statementsThatNobodyHoldsAreClosed() throws Exception {
        fill();
        try (Connection connection = open()) {
            TestDatabase.query(connection, "SELECT sum(length(name)), sum(i * 2) FROM t");
            long pooled = memory(connection).reserved();
            abandon(connection);
            assertTrue(memory(connection).reserved() > pooled);
            while (memory(connection).reserved() > pooled) {
                System.gc();
                Thread.sleep(20);
            }
            assertEquals(List.of(List.of("7")), TestDatabase.query(connection, "SELECT i FROM t WHERE i = 7"));
        }
    }

    private static void abandon(Connection connection) throws Exception {
        for (int i = 0; i < 10; i++) {
            assertTrue(connection
                    .createStatement()
                    .executeQuery("SELECT i, name FROM t")
                    .next());
            ArrowResult stream =
                    connection.createStatement().unwrap(AlmagestStatement.class).executeArrow("SELECT i, name FROM t");
            assertTrue(stream.read() >= 0);
        }
    }

    @Test
    void largeResultsLeftOpenGoWithTheirConnection() throws Exception {
        fill();
        Connection other = open();
        TestDatabase.query(other, "SELECT sum(length(name)), sum(i * 2) FROM t");
        long pooled = memory(other).reserved();
        Connection connection = open();
        List<Statement> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Statement rows = connection.createStatement();
            assertTrue(rows.executeQuery("SELECT i, name FROM t").next());
            Statement arrow = connection.createStatement();
            ArrowResult stream = arrow.unwrap(AlmagestStatement.class).executeArrow("SELECT i, name FROM t");
            assertTrue(stream.read() >= 0);
            open.addAll(List.of(rows, arrow));
        }
        connection.close();
        assertEquals(pooled, memory(other).reserved());
        // Those that became garbage before would be closed by a thread of their own, soon, not now.
        Reference.reachabilityFence(open);
        other.close();
    }

    /// Statements that fail, are cancelled or closed half-way give back what they had.
    @Test
    void failedStatementsGiveEverythingBack() throws Exception {
        fill();
        try (Connection connection = open()) {
            Statement statement = connection.createStatement();
            TestDatabase.query(connection, "SELECT sum(length(name)), sum(i * 2) FROM t");
            long pooled = memory(connection).reserved();
            for (int i = 0; i < 200; i++) {
                ResultSet failing = statement.executeQuery("SELECT 1 / (i - 150000), name FROM t");
                SQLException error = assertThrows(SQLException.class, () -> {
                    while (failing.next()) {}
                });
                assertEquals("22012", error.getSQLState());
                ResultSet cancelled = statement.executeQuery("SELECT i, name FROM t ORDER BY name");
                statement.cancel();
                assertThrows(SQLException.class, () -> {
                    while (cancelled.next()) {}
                });
                assertThrows(SQLException.class, () -> statement.executeQuery("SELECT nothing FROM t"));
            }
            statement.close();
            assertEquals(pooled, memory(connection).reserved());
        }
    }

    @Test
    void connectionsComeAndGo() throws Exception {
        fill();
        open().close();
        long before = descriptors();
        int threads = Thread.activeCount();
        for (int i = 0; i < 200; i++) {
            try (Connection connection = open()) {
                assertEquals(List.of(List.of("7")), TestDatabase.query(connection, "SELECT i FROM t WHERE i = 7"));
            }
            SQLException error = assertThrows(
                    SQLException.class, () -> DriverManager.getConnection("jdbc:almagest:" + folder.resolve("none")));
            assertEquals("58P01", error.getSQLState());
        }
        assertEquals(before, descriptors());
        assertTrue(Thread.activeCount() <= threads + 2, "threads: " + threads + ", then " + Thread.activeCount());
    }
}
