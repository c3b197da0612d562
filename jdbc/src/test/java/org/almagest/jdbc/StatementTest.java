package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.almagest.columnar.error.AlmagestException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Running statements: counts, errors, batches, cancelling, time limits, transactions.
class StatementTest {
    private static final int ROWS = 3_000;
    /// A join of 27 billion rows: longer than any test waits.
    private static final String ENDLESS =
            "SELECT count(*) FROM n a JOIN n b ON a.k = b.k JOIN n c ON a.k = c.k WHERE a.i + b.i * c.i = -1";

    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        connection = TestDatabase.inMemory();
        statement = connection.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void fillNumbers() throws SQLException {
        StringBuilder values = new StringBuilder("INSERT INTO n VALUES (0, 7)");
        for (int i = 1; i < ROWS; i++) {
            values.append(", (").append(i).append(", 7)");
        }
        TestDatabase.run(connection, "CREATE TABLE n (i BIGINT, k INTEGER)", values.toString());
    }

    @Test
    void countsRows() throws SQLException {
        assertEquals(0, statement.executeUpdate("CREATE TABLE t (a INTEGER)"));
        assertEquals(2, statement.executeUpdate("INSERT INTO t VALUES (1), (2)"));
        assertEquals(2, statement.executeLargeUpdate("INSERT INTO t SELECT a + 2 FROM t"));
        assertFalse(statement.execute("INSERT INTO t VALUES (5)"));
        assertEquals(1, statement.getUpdateCount());
        assertFalse(statement.getMoreResults());
        assertEquals(-1, statement.getUpdateCount());
        assertTrue(statement.execute("SELECT sum(a) FROM t"));
        assertEquals(-1, statement.getUpdateCount());
        assertEquals(List.of(List.of("15")), TestDatabase.texts(statement.getResultSet()));
    }

    @Test
    void refusesTheWrongMethodBeforeAnythingHappens() throws SQLException {
        TestDatabase.run(connection, "CREATE TABLE t (a INTEGER)");
        assertThrows(SQLException.class, () -> statement.executeQuery("INSERT INTO t VALUES (1)"));
        assertThrows(SQLException.class, () -> statement.executeUpdate("SELECT 1"));
        assertEquals(List.of(List.of("0")), TestDatabase.query(connection, "SELECT count(*) FROM t"));
    }

    @Test
    void deletesAndUpdatesSayHowManyRowsTheyChanged() throws SQLException {
        fillNumbers();
        assertEquals(10, statement.executeUpdate("DELETE FROM n WHERE i < 10"));
        assertEquals(ROWS - 10L, statement.executeLargeUpdate("UPDATE n SET k = 8"));
        try (var prepared = connection.prepareStatement("DELETE FROM n WHERE i = ?")) {
            prepared.setLong(1, 10);
            assertEquals(1, prepared.executeUpdate());
            assertEquals(0, prepared.executeUpdate());
        }
        connection.setAutoCommit(false);
        assertEquals(ROWS - 11, statement.executeUpdate("DELETE FROM n"));
        connection.rollback();
        assertEquals(
                List.of(List.of(String.valueOf(ROWS - 11), "8")),
                TestDatabase.query(connection, "SELECT count(*), max(k) FROM n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SELECT paralax FROM star     | 42703 | parallax
            SELECT * FROM sta            | 42P01 | star
            SELECT id, FROM star         | 42601 | ^
            SELECT 1 / 0                 | 22012 |
            SELECT CAST('x' AS INTEGER)  | 22P02 |
            BEGIN ISOLATION LEVEL SERIALIZABLE | 0A000 |
            MERGE INTO star USING star s ON star.id = s.id WHEN MATCHED THEN DELETE | 0A000 |
            """)
    void saysWhatWhereAndWhatToDo(String sql, String state, String part) throws SQLException {
        TestDatabase.run(connection, "CREATE TABLE star (id BIGINT, parallax DOUBLE)");
        SQLException error = assertThrows(SQLException.class, () -> {
            if (statement.execute(sql)) {
                TestDatabase.texts(statement.getResultSet());
            }
        });
        assertEquals(state, error.getSQLState(), error.getMessage());
        assertTrue(part == null || error.getMessage().contains(part), error.getMessage());
        assertInstanceOf(AlmagestException.class, error.getCause());
        Class<? extends SQLException> wanted = state.startsWith("42")
                ? SQLSyntaxErrorException.class
                : state.startsWith("22") ? SQLDataException.class : SQLFeatureNotSupportedException.class;
        assertInstanceOf(wanted, error);
    }

    @Test
    void aFailedStatementLeavesTheConnectionUsable() throws SQLException {
        ResultSet rows = statement.executeQuery("SELECT 1 / (n - 1) FROM (VALUES (0), (1)) AS v (n)");
        assertThrows(SQLException.class, () -> TestDatabase.texts(rows));
        assertEquals(List.of(List.of("2")), TestDatabase.query(connection, "SELECT 1 + 1"));
    }

    @Test
    void batchesStopAtTheFirstFailure() throws SQLException {
        statement.addBatch("CREATE TABLE t (a INTEGER NOT NULL)");
        statement.addBatch("INSERT INTO t VALUES (1), (2)");
        statement.addBatch("INSERT INTO t VALUES (NULL)");
        statement.addBatch("INSERT INTO t VALUES (3)");
        BatchUpdateException error = assertThrows(BatchUpdateException.class, statement::executeBatch);
        assertEquals("23502", error.getSQLState());
        assertArrayEquals(new long[] {0, 2}, error.getLargeUpdateCounts());
        assertEquals(List.of(List.of("2")), TestDatabase.query(connection, "SELECT count(*) FROM t"));
        assertEquals(0, statement.executeBatch().length);
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void cancelStopsAQueryFromAnotherThread() throws Exception {
        fillNumbers();
        ResultSet rows = statement.executeQuery(ENDLESS);
        CompletableFuture<String> state = CompletableFuture.supplyAsync(() -> {
            try {
                return "ended with " + rows.next();
            } catch (SQLException error) {
                return error.getSQLState();
            }
        });
        Thread.sleep(100);
        statement.cancel();
        assertEquals("57014", state.get(20, TimeUnit.SECONDS));
        assertEquals(List.of(List.of("2")), TestDatabase.query(connection, "SELECT 1 + 1"));
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void cancelStopsAnInsert() throws Exception {
        fillNumbers();
        TestDatabase.run(connection, "CREATE TABLE t (c BIGINT)");
        CompletableFuture<String> state = CompletableFuture.supplyAsync(() -> {
            try {
                return "inserted " + statement.executeUpdate("INSERT INTO t " + ENDLESS);
            } catch (SQLException error) {
                return error.getSQLState();
            }
        });
        while (!state.isDone()) {
            Thread.sleep(50);
            statement.cancel();
        }
        assertEquals("57014", state.get());
        assertEquals(List.of(List.of("0")), TestDatabase.query(connection, "SELECT count(*) FROM t"));
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closingTheConnectionStopsAQueryThatAnotherThreadWaitsFor() throws Exception {
        fillNumbers();
        ResultSet rows = statement.executeQuery(ENDLESS);
        CompletableFuture<String> state = CompletableFuture.supplyAsync(() -> {
            try {
                return "ended with " + rows.next();
            } catch (SQLException error) {
                return error.getSQLState();
            }
        });
        Thread.sleep(100);
        connection.close();
        assertEquals("57014", state.get(20, TimeUnit.SECONDS));
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theTimeLimitEndsAStatement() throws SQLException {
        fillNumbers();
        statement.setQueryTimeout(1);
        ResultSet rows = statement.executeQuery(ENDLESS);
        SQLException late = assertThrows(SQLTimeoutException.class, rows::next);
        assertEquals("57014", late.getSQLState());
        TestDatabase.run(connection, "CREATE TABLE t (c BIGINT)");
        assertThrows(SQLTimeoutException.class, () -> statement.executeUpdate("INSERT INTO t " + ENDLESS));
        assertEquals(List.of(List.of("2")), TestDatabase.query(connection, "SELECT 1 + 1"));
    }

    @Test
    void cancelWithNothingRunningDoesNothing() throws SQLException {
        statement.cancel();
        assertTrue(statement.executeQuery("SELECT 1").next());
    }

    @Test
    void everyStatementIsATransaction() throws SQLException {
        assertTrue(connection.getAutoCommit());
        connection.setAutoCommit(true);
        assertEquals(
                "25P01", assertThrows(SQLException.class, connection::commit).getSQLState());
        assertEquals(
                "25P01", assertThrows(SQLException.class, connection::rollback).getSQLState());
        assertEquals(
                "25P01",
                assertThrows(SQLException.class, connection::setSavepoint).getSQLState());
    }

    private long count(String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void aTransactionOfSeveralStatements() throws SQLException {
        TestDatabase.run(connection, "CREATE TABLE t (a INTEGER)");
        connection.setAutoCommit(false);
        statement.executeUpdate("INSERT INTO t VALUES (1)");
        Savepoint savepoint = connection.setSavepoint("before");
        assertEquals("before", savepoint.getSavepointName());
        statement.executeUpdate("INSERT INTO t VALUES (2)");
        assertEquals(2, count("t"));
        connection.rollback(savepoint);
        assertEquals(1, count("t"));
        connection.rollback();
        assertEquals(0, count("t"));
        statement.executeUpdate("INSERT INTO t VALUES (3)");
        assertEquals(
                "22012",
                assertThrows(
                                SQLException.class,
                                () -> statement.executeQuery("SELECT 1 / 0").next())
                        .getSQLState());
        assertEquals("25P02", assertThrows(SQLException.class, () -> count("t")).getSQLState());
        connection.rollback();
        statement.executeUpdate("INSERT INTO t VALUES (4)");
        connection.commit();
        connection.commit();
        statement.executeUpdate("INSERT INTO t VALUES (5)");
        connection.setAutoCommit(true);
        assertEquals(2, count("t"));
    }

    @Test
    void aReadOnlyConnectionChangesNothing() throws SQLException {
        TestDatabase.run(connection, "CREATE TABLE t (a INTEGER)");
        connection.setReadOnly(true);
        SQLException error =
                assertThrows(SQLException.class, () -> statement.executeUpdate("INSERT INTO t VALUES (1)"));
        assertEquals("25006", error.getSQLState());
        connection.setReadOnly(false);
        assertEquals(1, statement.executeUpdate("INSERT INTO t VALUES (1)"));
    }

    /// What begins on a statement that is closed meanwhile is ended: nobody else could.
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closedWhileItsQueryBegins() throws Exception {
        try (Connection own = TestDatabase.inMemory();
                Statement busy = own.createStatement()) {
            Statement waiting = own.createStatement();
            CompletableFuture<Throwable> load = CompletableFuture.supplyAsync(() -> failureOf(
                    () -> busy.execute("CREATE TABLE big AS SELECT i FROM generate_series(1, 20000000000) AS g (i)")));
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread caller = new Thread(() -> failure.complete(failureOf(() -> waiting.executeQuery("SELECT 1"))));
            Thread.sleep(100);
            caller.start();
            while (caller.getState() != Thread.State.BLOCKED) {
                Thread.sleep(1);
            }
            waiting.close();
            while (!load.isDone()) {
                busy.cancel();
                Thread.sleep(1);
            }
            assertEquals(
                    "57014", assertInstanceOf(SQLException.class, load.get()).getSQLState());
            assertEquals(
                    "55000", assertInstanceOf(SQLException.class, failure.get()).getSQLState());
        }
    }

    private static Throwable failureOf(Executable work) {
        try {
            work.execute();
            return new AssertionError("nothing failed");
        } catch (Throwable failed) {
            return failed;
        }
    }
}
