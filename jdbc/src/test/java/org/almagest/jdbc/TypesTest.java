package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cells of every type, read in every way.
class TypesTest {
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

    /// Answers a result that stands on its only row.
    private ResultSet row(String items) throws SQLException {
        ResultSet rows = statement.executeQuery("SELECT " + items);
        assertTrue(rows.next());
        return rows;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            TRUE                                | BOOLEAN       | java.lang.Boolean    | true
            (-128)::TINYINT                     | TINYINT       | java.lang.Integer    | -128
            255::UTINYINT                       | UTINYINT      | java.lang.Integer    | 255
            (-32768)::SMALLINT                  | SMALLINT      | java.lang.Integer    | -32768
            65535::USMALLINT                    | USMALLINT     | java.lang.Integer    | 65535
            2147483647                          | INTEGER       | java.lang.Integer    | 2147483647
            4294967295::UINTEGER                | UINTEGER      | java.lang.Long       | 4294967295
            9223372036854775807                 | BIGINT        | java.lang.Long       | 9223372036854775807
            18446744073709551615::UBIGINT       | UBIGINT       | java.math.BigInteger | 18446744073709551615
            1.50                                | DECIMAL(3,2)  | java.math.BigDecimal | 1.50
            12345678901234567890.12             | DECIMAL(22,2) | java.math.BigDecimal | 12345678901234567890.12
            0.1::REAL                           | REAL          | java.lang.Float      | 0.1
            1e-5                                | DOUBLE        | java.lang.Double     | 1.0E-5
            'Kärnten ☉'                         | VARCHAR       | java.lang.String     | Kärnten ☉
            DATE '2016-01-01'                   | DATE          | java.sql.Date        | 2016-01-01
            TIME '12:34:56'                     | TIME          | java.sql.Time        | 12:34:56
            TIMESTAMP '2016-01-01 12:34:56.789' | TIMESTAMP     | java.sql.Timestamp   | 2016-01-01 12:34:56.789
            """)
    void answersTheObjectThatTheMetadataPromises(String item, String type, String className, String text)
            throws SQLException {
        ResultSet rows = row(item);
        assertEquals(type, rows.getMetaData().getColumnTypeName(1));
        assertEquals(className, rows.getMetaData().getColumnClassName(1));
        Object value = rows.getObject(1);
        assertEquals(className, value.getClass().getName());
        assertEquals(text, value.toString());
        assertFalse(rows.wasNull());
    }

    @ParameterizedTest
    @CsvSource({
        "BOOLEAN", "TINYINT", "UTINYINT", "SMALLINT", "USMALLINT", "INTEGER", "UINTEGER", "BIGINT", "UBIGINT",
        "'DECIMAL(10,2)'", "'DECIMAL(38,2)'", "REAL", "DOUBLE", "VARCHAR", "BLOB", "DATE", "TIME", "TIMESTAMP",
        "TIMESTAMPTZ"
    })
    void nullIsNullHoweverItIsRead(String type) throws SQLException {
        ResultSet rows = row("CAST(NULL AS " + type + "), 1");
        assertNull(rows.getObject(1));
        assertTrue(rows.wasNull());
        assertEquals(1, rows.getInt(2));
        assertFalse(rows.wasNull());
        assertEquals(0, rows.getLong(1));
        assertTrue(rows.wasNull());
        assertEquals(0, rows.getInt(1));
        assertEquals(0, rows.getShort(1));
        assertEquals(0, rows.getByte(1));
        assertEquals(0, rows.getDouble(1));
        assertEquals(0, rows.getFloat(1));
        assertFalse(rows.getBoolean(1));
        assertNull(rows.getString(1));
        assertNull(rows.getBigDecimal(1));
        assertNull(rows.getBytes(1));
        assertNull(rows.getDate(1));
        assertNull(rows.getTime(1));
        assertNull(rows.getTimestamp(1));
        assertNull(rows.getObject(1, String.class));
        assertNull(rows.getObject(1, LocalDate.class));
    }

    @Test
    void nanIsNotNull() throws SQLException {
        ResultSet rows = row("CAST('NaN' AS DOUBLE) AS x");
        assertTrue(Double.isNaN(rows.getDouble("x")));
        assertFalse(rows.wasNull());
        assertTrue(Float.isNaN(rows.getFloat("x")));
        SQLException error = assertThrows(SQLException.class, () -> rows.getInt("x"));
        assertEquals("22003", error.getSQLState());
    }

    @Test
    void numbersConvertOrFail() throws SQLException {
        ResultSet rows = row("300 AS i, 3.99 AS d, -2.5e0 AS f, '42' AS t, 'x' AS u, 3e9 AS big, "
                + "18446744073709551615::UBIGINT AS ub");
        assertEquals(300L, rows.getLong("i"));
        assertEquals(300.0, rows.getDouble("i"));
        assertEquals(new BigDecimal("300"), rows.getBigDecimal("i"));
        assertEquals(
                "22003",
                assertThrows(SQLException.class, () -> rows.getByte("i")).getSQLState());
        assertEquals(3, rows.getInt("d"));
        assertEquals(-2, rows.getInt("f"));
        assertEquals(42, rows.getInt("t"));
        assertEquals(42.0, rows.getDouble("t"));
        assertEquals(
                "22P02",
                assertThrows(SQLException.class, () -> rows.getInt("u")).getSQLState());
        assertEquals(
                "22003",
                assertThrows(SQLException.class, () -> rows.getInt("big")).getSQLState());
        assertEquals(3_000_000_000L, rows.getLong("big"));
        assertEquals(
                "22003",
                assertThrows(SQLException.class, () -> rows.getLong("ub")).getSQLState());
        assertEquals(new BigInteger("18446744073709551615"), rows.getObject("ub", BigInteger.class));
        assertTrue(rows.getBoolean("i"));
    }

    @Test
    void textIsAsCastsGiveIt() throws SQLException {
        ResultSet rows = row("1e20 AS a, TRUE AS b, 1.50 AS c, TIMESTAMP '2016-01-01 00:00:00' AS d, 0.1::REAL AS e");
        assertEquals("1e+20", rows.getString("a"));
        assertEquals("true", rows.getString("b"));
        assertEquals("1.50", rows.getString("c"));
        assertEquals("2016-01-01 00:00:00", rows.getString("d"));
        assertEquals("0.1", rows.getString("e"));
    }

    @Test
    void datesAndTimes() throws SQLException {
        ResultSet rows = row("DATE '1582-10-04' AS d, TIME '23:59:59.999999' AS t, "
                + "TIMESTAMP '2016-02-29 12:00:00.000001' AS ts, TIMESTAMPTZ '2016-02-29 12:00:00+02' AS tz");
        assertEquals(LocalDate.of(1582, 10, 4), rows.getObject("d", LocalDate.class));
        assertEquals(LocalTime.of(23, 59, 59, 999_999_000), rows.getObject("t", LocalTime.class));
        LocalDateTime time = LocalDateTime.of(2016, 2, 29, 12, 0, 0, 1_000);
        assertEquals(time, rows.getObject("ts", LocalDateTime.class));
        assertEquals(Timestamp.valueOf(time), rows.getTimestamp("ts"));
        assertEquals(Date.valueOf("2016-02-29"), rows.getDate("ts"));
        assertEquals(Time.valueOf("12:00:00"), rows.getTime("ts"));
        OffsetDateTime utc = OffsetDateTime.of(2016, 2, 29, 10, 0, 0, 0, ZoneOffset.UTC);
        assertEquals(utc, rows.getObject("tz"));
        assertEquals(utc, rows.getObject("tz", OffsetDateTime.class));
        Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
        assertEquals(
                time.atZone(tokyo.getTimeZone().toZoneId()).toInstant(),
                rows.getTimestamp("ts", tokyo).toInstant());
        assertEquals(
                "42804",
                assertThrows(SQLException.class, () -> rows.getInt("d")).getSQLState());
        assertEquals(
                "42804",
                assertThrows(SQLException.class, () -> rows.getDate("t")).getSQLState());
    }

    @Test
    void bytes() throws SQLException {
        ResultSet rows = row("X'00CAFE' AS b, 'é' AS t");
        assertArrayEquals(new byte[] {0, (byte) 0xca, (byte) 0xfe}, rows.getBytes("b"));
        assertArrayEquals(new byte[] {0, (byte) 0xca, (byte) 0xfe}, (byte[]) rows.getObject("b"));
        assertEquals("\\x00cafe", rows.getString("b"));
        assertArrayEquals(new byte[] {(byte) 0xc3, (byte) 0xa9}, rows.getBytes("t"));
    }

    @Test
    void bigValuesOfManyBatches() throws SQLException {
        TestDatabase.run(connection, "CREATE TABLE t (n BIGINT, s VARCHAR, d DECIMAL(30,5))");
        StringBuilder values = new StringBuilder("INSERT INTO t VALUES ");
        for (int i = 0; i < 5_000; i++) {
            values.append(i == 0 ? "" : ", ")
                    .append(i % 7 == 0 ? "(NULL, NULL, NULL)" : "(" + i + ", 'row " + i + "', " + i + ".25)");
        }
        assertEquals(5_000, statement.executeUpdate(values.toString()));
        try (ResultSet rows = statement.executeQuery("SELECT n, s, d FROM t")) {
            for (int i = 0; i < 5_000; i++) {
                assertTrue(rows.next());
                assertEquals(i + 1, rows.getRow());
                boolean missing = i % 7 == 0;
                assertEquals(missing ? 0 : i, rows.getLong(1));
                assertEquals(missing, rows.wasNull());
                assertEquals(missing ? null : "row " + i, rows.getString(2));
                assertEquals(missing ? null : new BigDecimal(i + ".25000"), rows.getBigDecimal(3));
            }
            assertFalse(rows.next());
        }
    }

    @Test
    void arraysAreCopies() throws SQLException {
        AlmagestArray array =
                new AlmagestArray(org.almagest.columnar.type.ScalarType.DOUBLE, new Double[] {1.0, null, 3.0});
        assertEquals(java.sql.Types.DOUBLE, array.getBaseType());
        assertArrayEquals(new Double[] {1.0, null, 3.0}, assertInstanceOf(Double[].class, array.getArray()));
        assertArrayEquals(new Double[] {null, 3.0}, (Object[]) array.getArray(2, 5));
        assertThrows(SQLException.class, () -> array.getArray(0, 1));
        array.free();
        assertThrows(SQLException.class, array::getArray);
        SQLException error = assertThrows(SQLException.class, () -> row("1").getArray(1));
        assertEquals("42804", error.getSQLState());
    }
}
