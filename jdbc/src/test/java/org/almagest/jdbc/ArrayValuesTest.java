package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Arrays by class, and arrays as parameters: what goes in comes out.
final class ArrayValuesTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:almagest::memory:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private <T> T read(String expression, Class<T> wanted) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + expression)) {
            assertTrue(rows.next());
            return rows.getObject(1, wanted);
        }
    }

    private void refused(String state, org.junit.jupiter.api.function.Executable action) {
        assertEquals(state, assertThrows(SQLException.class, action).getSQLState());
    }

    @Test
    void cellsAreReadAsArraysOfAClass() throws SQLException {
        assertArrayEquals(new double[] {1.5, Double.NaN}, read("[1.5::DOUBLE, 'NaN']", double[].class));
        assertArrayEquals(new Double[] {1.5, null}, read("[1.5::DOUBLE, NULL]", Double[].class));
        assertArrayEquals(new int[] {1, 2}, read("[1, 2]", int[].class));
        assertArrayEquals(new long[] {1, 2}, read("[1, 2]", long[].class));
        assertArrayEquals(new String[] {"a", null}, read("['a', NULL]", String[].class));
        assertArrayEquals(
                new BigInteger[] {new BigInteger("18446744073709551615")},
                read("[18446744073709551615::UBIGINT]", BigInteger[].class));
        assertArrayEquals(new LocalDate[] {LocalDate.of(2016, 5, 17)}, read("[DATE '2016-05-17']", LocalDate[].class));
        assertArrayEquals(new Object[] {1, null}, read("[1, NULL]", Object[].class));
        assertNull(read("NULL::DOUBLE[]", double[].class));
        refused("42804", () -> read("[1, NULL]", int[].class));
        refused("22003", () -> read("[3000000000]", int[].class));
        refused("42804", () -> read("1", int[].class));
        refused("42804", () -> read("['a']", LocalDate[].class));
    }

    @Test
    void arraysAreParameters() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE t (d DOUBLE[], f REAL[3], s VARCHAR[], n DECIMAL(20,3)[], u UBIGINT[], b BOOLEAN[])");
        }
        double[] doubles = {1.5, -0.0, Double.NaN};
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, doubles);
            insert.setArray(2, connection.createArrayOf("REAL", new Object[] {1, 2.5, null}));
            insert.setObject(3, new String[] {"x", null, ""});
            insert.setObject(
                    4, new BigDecimal[] {new BigDecimal("1.5"), new BigDecimal("12345678901234567.125"), null});
            insert.setObject(5, new BigInteger[] {BigInteger.ONE, new BigInteger("18446744073709551615")});
            insert.setObject(6, new boolean[] {true, false});
            assertEquals(1, insert.executeUpdate());
            insert.setNull(1, java.sql.Types.ARRAY);
            insert.setArray(2, null);
            insert.setArray(3, connection.createArrayOf("VARCHAR", new Object[0]));
            assertEquals(1, insert.executeUpdate());
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM t ORDER BY d IS NULL")) {
            assertTrue(rows.next());
            assertArrayEquals(doubles, rows.getObject(1, double[].class));
            assertArrayEquals(new Float[] {1f, 2.5f, null}, rows.getObject(2, Float[].class));
            assertArrayEquals(new String[] {"x", null, ""}, rows.getObject(3, String[].class));
            assertEquals("[1.500, 12345678901234567.125, NULL]", rows.getString(4));
            assertEquals("[1, 18446744073709551615]", rows.getString(5));
            assertArrayEquals(new boolean[] {true, false}, rows.getObject(6, boolean[].class));
            assertTrue(rows.next());
            assertNull(rows.getObject(1));
            assertNull(rows.getArray(2));
            assertEquals("[]", rows.getString(3));
        }
        try (PreparedStatement asked =
                connection.prepareStatement("SELECT count(*) FROM t WHERE array_contains(d, 1.5) AND d = ?")) {
            asked.setObject(1, doubles);
            try (ResultSet rows = asked.executeQuery()) {
                assertTrue(rows.next());
                assertEquals(1, rows.getInt(1));
            }
        }
    }

    @Test
    void whatIsNoArray() throws SQLException {
        refused("42704", () -> connection.createArrayOf("STARS", new Object[] {1}));
        refused("22P02", () -> connection.createArrayOf("DOUBLE", new Object[] {"x"}));
        try (PreparedStatement asked = connection.prepareStatement("SELECT ?")) {
            refused("42804", () -> asked.setObject(1, new Object[] {null}));
            refused("42804", () -> asked.setObject(1, new Object[] {1, "x"}));
        }
    }
}
