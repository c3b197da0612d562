package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Statements with parameters.
class PreparedStatementTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = TestDatabase.inMemory();
        TestDatabase.run(
                connection,
                "CREATE TABLE star (id BIGINT, mag DOUBLE UNIT 'mag', name VARCHAR)",
                "INSERT INTO star VALUES (1, 2.5, 'Alcor'), (2, NULL, 'Mizar'), (3, 4.5, NULL)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void runsAgainWithOtherValues() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM star WHERE id = ? OR name = ?")) {
            query.setInt(1, 1);
            query.setString(2, "Mizar");
            assertEquals(List.of(List.of("Alcor"), List.of("Mizar")), TestDatabase.texts(query.executeQuery()));
            query.setLong(1, 3);
            assertEquals(List.of(List.of("Mizar"), List.of("null")), TestDatabase.texts(query.executeQuery()));
            query.setString(2, "it's; DROP TABLE star");
            assertEquals(List.of(List.of("null")), TestDatabase.texts(query.executeQuery()));
        }
    }

    @Test
    void numberedParametersMayRepeat() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT $2 + $1 * $2")) {
            assertEquals(2, query.getParameterMetaData().getParameterCount());
            query.setInt(1, 10);
            query.setInt(2, 3);
            assertEquals(List.of(List.of("33")), TestDatabase.texts(query.executeQuery()));
        }
    }

    @Test
    void questionMarksInTextAreNoParameters() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT '?' || ? -- ?\n /* ? */")) {
            assertEquals(1, query.getParameterMetaData().getParameterCount());
            query.setString(1, "!");
            assertEquals(List.of(List.of("?!")), TestDatabase.texts(query.executeQuery()));
        }
    }

    @Test
    void missingAndUnknownParametersAreErrors() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT ?, ?")) {
            query.setInt(1, 1);
            assertEquals(
                    "42P02",
                    assertThrows(SQLException.class, query::executeQuery).getSQLState());
            assertEquals(
                    "42P02",
                    assertThrows(SQLException.class, () -> query.setInt(3, 1)).getSQLState());
            assertEquals(
                    "42P02",
                    assertThrows(SQLException.class, () -> query.setInt(0, 1)).getSQLState());
            query.setInt(2, 2);
            assertTrue(query.executeQuery().next());
            query.clearParameters();
            assertThrows(SQLException.class, query::executeQuery);
            assertThrows(SQLException.class, () -> query.executeQuery("SELECT 1"));
        }
        assertEquals(
                "42601",
                assertThrows(SQLException.class, () -> connection.prepareStatement("SELECT FROM ?"))
                        .getSQLState());
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(true, "BOOLEAN", true),
                Arguments.of((byte) -7, "TINYINT", -7),
                Arguments.of((short) 300, "SMALLINT", 300),
                Arguments.of(70_000, "INTEGER", 70_000),
                Arguments.of(5_000_000_000L, "BIGINT", 5_000_000_000L),
                Arguments.of(new BigInteger("18446744073709551615"), "UBIGINT", new BigInteger("18446744073709551615")),
                Arguments.of(
                        new BigInteger("-98765432109876543210"),
                        "DECIMAL(20,0)",
                        new BigDecimal("-98765432109876543210")),
                Arguments.of(1.5f, "REAL", 1.5f),
                Arguments.of(Double.NaN, "DOUBLE", Double.NaN),
                Arguments.of(new BigDecimal("-0.005"), "DECIMAL(3,3)", new BigDecimal("-0.005")),
                Arguments.of(new BigDecimal("1E+3"), "DECIMAL(4,0)", new BigDecimal("1000")),
                Arguments.of("α Cen", "VARCHAR", "α Cen"),
                Arguments.of(LocalDate.of(2016, 1, 1), "DATE", Date.valueOf("2016-01-01")),
                Arguments.of(Date.valueOf("2016-01-01"), "DATE", Date.valueOf("2016-01-01")),
                Arguments.of(LocalTime.of(1, 2, 3), "TIME", java.sql.Time.valueOf("01:02:03")),
                Arguments.of(
                        LocalDateTime.of(2016, 1, 1, 0, 0, 0, 1_000),
                        "TIMESTAMP",
                        Timestamp.valueOf("2016-01-01 00:00:00.000001")),
                Arguments.of(
                        Instant.parse("2016-01-01T00:00:00Z"),
                        "TIMESTAMPTZ",
                        OffsetDateTime.parse("2016-01-01T00:00:00Z")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void objectsComeBackAsTheyWent(Object value, String type, Object expected) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT ?")) {
            query.setObject(1, value);
            ResultSet rows = query.executeQuery();
            assertEquals(type, rows.getMetaData().getColumnTypeName(1));
            assertTrue(rows.next());
            assertEquals(expected, rows.getObject(1));
        }
    }

    @Test
    void bytesAndNullsAndTargetTypes() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT ?, ?, ?, ?")) {
            query.setBytes(1, new byte[] {1, -1});
            query.setNull(2, Types.DOUBLE);
            query.setObject(3, "42", Types.INTEGER);
            query.setObject(4, 42, Types.VARCHAR);
            ResultSet rows = query.executeQuery();
            assertTrue(rows.next());
            assertArrayEquals(new byte[] {1, -1}, rows.getBytes(1));
            assertNull(rows.getObject(2));
            assertEquals(42, rows.getObject(3));
            assertEquals("42", rows.getObject(4));
            assertThrows(SQLException.class, () -> query.setObject(1, new Object()));
            assertThrows(SQLException.class, () -> query.setBigDecimal(1, new BigDecimal("1e40")));
        }
    }

    @Test
    void insertsRows() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO star VALUES (?, ?, ?)")) {
            insert.setLong(1, 4);
            insert.setDouble(2, 1.25);
            insert.setString(3, null);
            insert.addBatch();
            insert.setLong(1, 5);
            insert.setNull(2, Types.DOUBLE);
            insert.setString(3, "Deneb");
            insert.addBatch();
            assertArrayEquals(new int[] {1, 1}, insert.executeBatch());
        }
        assertEquals(
                List.of(List.of("4", "1.25", "null"), List.of("5", "null", "Deneb")),
                TestDatabase.query(connection, "SELECT * FROM star WHERE id > 3 ORDER BY id"));
    }

    @Test
    void describesAQueryWithoutParametersBeforeItRuns() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT mag, name FROM star");
                PreparedStatement open = connection.prepareStatement("SELECT ?")) {
            ResultSetMetaData columns = query.getMetaData();
            assertEquals(2, columns.getColumnCount());
            assertEquals("mag", columns.getColumnLabel(1));
            assertEquals(Types.DOUBLE, columns.getColumnType(1));
            assertEquals("mag", columns.unwrap(ColumnMeanings.class).unit(1));
            assertNull(open.getMetaData());
        }
    }

    @Test
    void describesWhatDependsOnNoParameter() throws SQLException {
        try (PreparedStatement known =
                        connection.prepareStatement("SELECT mag, id + 1 FROM star WHERE id = ? LIMIT ?");
                PreparedStatement unknown = connection.prepareStatement("SELECT mag, id + ? FROM star");
                PreparedStatement change = connection.prepareStatement("INSERT INTO star VALUES (?, 1, ?)")) {
            assertEquals(Types.DOUBLE, known.getMetaData().getColumnType(1));
            assertEquals(Types.BIGINT, known.getMetaData().getColumnType(2));
            assertNull(unknown.getMetaData());
            assertNull(change.getMetaData());
            TestDatabase.run(connection, "CREATE OR REPLACE TABLE star AS SELECT 1 AS id, 'far' AS mag");
            assertEquals(Types.VARCHAR, known.getMetaData().getColumnType(1));
            assertEquals(Types.INTEGER, known.getMetaData().getColumnType(2));
        }
    }

    @Test
    void parametersHaveTheTypesOfWhatStandsBesideThem() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT ?, id FROM star WHERE id = ? AND mag BETWEEN ? AND 3 AND name LIKE ?");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO star (name, mag) VALUES (?, ?)")) {
            java.sql.ParameterMetaData ofQuery = query.getParameterMetaData();
            assertEquals(Types.OTHER, ofQuery.getParameterType(1));
            assertEquals(Types.BIGINT, ofQuery.getParameterType(2));
            assertEquals(Long.class.getName(), ofQuery.getParameterClassName(2));
            assertEquals("DOUBLE", ofQuery.getParameterTypeName(3));
            assertEquals(Types.VARCHAR, ofQuery.getParameterType(4));
            assertEquals(Types.VARCHAR, insert.getParameterMetaData().getParameterType(1));
            assertEquals(Types.DOUBLE, insert.getParameterMetaData().getParameterType(2));
            assertThrows(SQLException.class, () -> ofQuery.getParameterType(5));
        }
    }
}
