package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Moving through results, finding columns, and the order of closing.
class ResultSetTest {
    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        connection = TestDatabase.inMemory();
        statement = connection.createStatement();
        TestDatabase.run(connection, "CREATE TABLE t (a INTEGER)", "INSERT INTO t VALUES (1), (2), (3)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void movesForwards() throws SQLException {
        ResultSet rows = statement.executeQuery("SELECT a FROM t ORDER BY a");
        assertTrue(rows.isBeforeFirst());
        assertEquals(
                "55000", assertThrows(SQLException.class, () -> rows.getInt(1)).getSQLState());
        assertTrue(rows.next());
        assertTrue(rows.isFirst());
        assertFalse(rows.isBeforeFirst());
        assertEquals(1, rows.getRow());
        assertTrue(rows.next());
        assertFalse(rows.isFirst());
        assertTrue(rows.next());
        assertFalse(rows.next());
        assertFalse(rows.next());
        assertTrue(rows.isAfterLast());
        assertEquals(0, rows.getRow());
        assertThrows(SQLException.class, () -> rows.getInt(1));
        assertThrows(SQLFeatureNotSupportedException.class, rows::previous);
        assertThrows(SQLFeatureNotSupportedException.class, () -> rows.updateInt(1, 2));
    }

    @Test
    void anEmptyResultIsNeitherBeforeNorAfter() throws SQLException {
        ResultSet rows = statement.executeQuery("SELECT a FROM t WHERE a > 10");
        assertFalse(rows.isBeforeFirst());
        assertFalse(rows.next());
        assertFalse(rows.isAfterLast());
        assertEquals(1, rows.getMetaData().getColumnCount());
    }

    @Test
    void findsColumnsByLabel() throws SQLException {
        ResultSet rows = statement.executeQuery("SELECT a AS mag, a + 1 AS \"Mag\", a + 2 AS parallax FROM t");
        assertEquals(1, rows.findColumn("mag"));
        assertEquals(2, rows.findColumn("Mag"));
        assertEquals(3, rows.findColumn("PARALLAX"));
        SQLException error = assertThrows(SQLException.class, () -> rows.findColumn("paralax"));
        assertEquals("42703", error.getSQLState());
        assertTrue(error.getMessage().contains("parallax"), error.getMessage());
        assertTrue(rows.next());
        assertEquals(
                "42703", assertThrows(SQLException.class, () -> rows.getInt(4)).getSQLState());
        assertEquals(
                "42703", assertThrows(SQLException.class, () -> rows.getInt(0)).getSQLState());
    }

    @Test
    void limitsRows() throws SQLException {
        statement.setMaxRows(2);
        assertEquals(
                2, TestDatabase.texts(statement.executeQuery("SELECT a FROM t")).size());
        statement.setMaxRows(0);
        assertEquals(
                3, TestDatabase.texts(statement.executeQuery("SELECT a FROM t")).size());
    }

    @Test
    void severalResultsOfOneConnectionAreOpenAtOnce() throws SQLException {
        try (Statement other = connection.createStatement()) {
            ResultSet one = statement.executeQuery("SELECT a FROM t ORDER BY a");
            ResultSet two = other.executeQuery("SELECT a FROM t ORDER BY a DESC");
            for (int i = 1; i <= 3; i++) {
                assertTrue(one.next());
                assertTrue(two.next());
                assertEquals(i, one.getInt(1));
                assertEquals(4 - i, two.getInt(1));
            }
        }
    }

    @Test
    void aResultKeepsItsSnapshot() throws SQLException {
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM t");
        TestDatabase.run(connection, "INSERT INTO t VALUES (4)", "DROP TABLE t");
        assertEquals(List.of(List.of("3")), TestDatabase.texts(rows));
    }

    @Test
    void theNextStatementClosesTheResultBefore() throws SQLException {
        ResultSet first = statement.executeQuery("SELECT a FROM t");
        ResultSet second = statement.executeQuery("SELECT a FROM t");
        assertTrue(first.isClosed());
        assertEquals("55000", assertThrows(SQLException.class, first::next).getSQLState());
        assertTrue(second.next());
        assertSame(statement, second.getStatement());
        assertSame(connection, statement.getConnection());
    }

    @Test
    void closingGoesFromTheOutsideIn() throws SQLException {
        ResultSet rows = statement.executeQuery("SELECT a FROM t");
        assertTrue(rows.next());
        connection.close();
        assertTrue(statement.isClosed());
        assertTrue(rows.isClosed());
        rows.close();
        statement.close();
        connection.close();
        assertEquals(
                "55000",
                assertThrows(SQLException.class, () -> statement.executeQuery("SELECT 1"))
                        .getSQLState());
        assertEquals(
                "55000",
                assertThrows(SQLException.class, connection::createStatement).getSQLState());
        assertFalse(connection.isValid(1));
    }

    @Test
    void closesOnCompletion() throws SQLException {
        statement.closeOnCompletion();
        ResultSet rows = statement.executeQuery("SELECT a FROM t");
        assertFalse(statement.isClosed());
        rows.close();
        assertTrue(statement.isClosed());
    }

    @Test
    void aClosedStatementIsForgotten() throws SQLException {
        statement.close();
        try (Statement next = connection.createStatement()) {
            assertNull(next.getResultSet());
            assertEquals(-1, next.getUpdateCount());
        }
    }
}
