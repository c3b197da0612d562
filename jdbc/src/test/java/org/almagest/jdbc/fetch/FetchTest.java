package org.almagest.jdbc.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FetchTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:almagest::memory:?memory=128MiB&threads=2");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private Fetch start(String sql, Object... parameters) throws SQLException {
        return connection.unwrap(BulkSource.class).fetch(sql, Decimals.DOUBLES, parameters);
    }

    private CallerMemory fetch(String sql, Object... parameters) throws Exception {
        return CallerMemory.fill(start(sql, parameters));
    }

    // ---- values ----

    @Test
    void valuesOfEveryWidthStandInTheMachinesByteOrder() throws Exception {
        CallerMemory got = fetch("SELECT true AS a, CAST(-7 AS TINYINT) AS b, CAST(250 AS UTINYINT) AS c,"
                + " CAST(-300 AS SMALLINT) AS d, 70000 AS e, CAST(4000000000 AS UINTEGER) AS f,"
                + " -5000000000 AS g, CAST(18446744073709551615 AS UBIGINT) AS h,"
                + " CAST(1.5 AS REAL) AS i, CAST(-2.25 AS DOUBLE) AS j, DATE '1970-01-03' AS k,"
                + " TIMESTAMP '1970-01-01 00:00:01.5' AS l, TIME '00:00:02' AS m, 12.345 AS n");
        assertEquals(
                List.of("?", "i1", "u1", "i2", "i4", "u4", "i8", "u8", "f4", "f8", "M8[D]", "M8[us]", "m8[us]", "f8"),
                got.storages());
        assertEquals(1, got.values(0).get(0));
        assertEquals(-7, got.values(1).get(0));
        assertEquals((byte) 250, got.values(2).get(0));
        assertEquals(-300, got.values(3).getShort(0));
        assertEquals(70000, got.values(4).getInt(0));
        assertEquals((int) 4_000_000_000L, got.values(5).getInt(0));
        assertEquals(-5_000_000_000L, got.values(6).getLong(0));
        assertEquals(-1L, got.values(7).getLong(0));
        assertEquals(1.5f, got.values(8).getFloat(0));
        assertEquals(-2.25, got.values(9).getDouble(0));
        assertEquals(2, got.values(10).getLong(0));
        assertEquals(1_500_000, got.values(11).getLong(0));
        assertEquals(2_000_000, got.values(12).getLong(0));
        assertEquals(12.345, got.values(13).getDouble(0));
    }

    @Test
    void manyRowsComeInOrderThroughGrowingMemory() throws Exception {
        int rows = 300_000;
        CallerMemory got = fetch("SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE i * 0.5e0 END AS half,"
                + " 'row ' || i AS name FROM range(" + rows + ") AS r(i) WHERE i % 5 <> 4");
        List<Long> expected = new ArrayList<>();
        for (long i = 0; i < rows; i++) {
            if (i % 5 != 4) {
                expected.add(i);
            }
        }
        assertEquals(expected.size(), got.rows());
        assertTrue(got.growths() > 3, "memory grew " + got.growths() + " times");
        for (int row = 0; row < expected.size(); row++) {
            long i = expected.get(row);
            assertEquals(i, got.values(0).getLong(8 * row));
            assertEquals(i % 3 == 0, got.isNull(1, row));
            if (i % 3 != 0) {
                assertEquals(i * 0.5, got.values(1).getDouble(8 * row));
            }
            assertEquals("row " + i, got.text(2, row));
        }
        assertFalse(got.hasNulls(0));
    }

    @Test
    void textsAndBlobsAndIntervals() throws Exception {
        CallerMemory got = fetch(
                "SELECT * FROM (VALUES ('Sirius α', INTERVAL '1 day'), (NULL, NULL), ('', INTERVAL '2 months')) v(t, i)");
        assertEquals("Sirius α", got.text(0, 0));
        assertTrue(got.isNull(0, 1));
        assertEquals("", got.text(0, 2));
        assertEquals("1 day", got.text(1, 0));
        assertTrue(got.isNull(1, 1));
        assertFalse(got.isNull(1, 2));
    }

    @Test
    void decimalsAreTheNearestDoublesOrDigits() throws Exception {
        String sql = "SELECT 0.1 AS a, CAST(9007199254740993 AS DECIMAL(18,0)) AS b,"
                + " CAST('12345678901234567890123456.789' AS DECIMAL(38,3)) AS c, CAST(NULL AS DECIMAL(30,2)) AS d";
        CallerMemory doubles = fetch(sql);
        assertEquals(0.1, doubles.values(0).getDouble(0));
        assertEquals(9007199254740992.0, doubles.values(1).getDouble(0));
        assertEquals(12345678901234567890123456.789, doubles.values(2).getDouble(0));
        assertTrue(doubles.isNull(3, 0));
        CallerMemory digits =
                CallerMemory.fill(connection.unwrap(BulkSource.class).fetch(sql, Decimals.TEXTS));
        assertEquals("9007199254740993", digits.text(1, 0));
        assertEquals("12345678901234567890123456.789", digits.text(2, 0));
        assertTrue(digits.isNull(3, 0));
    }

    @Test
    void arraysOfOneShapeAndOfAnyLength() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE a (f INTEGER[3], v DOUBLE[])");
            statement.execute(
                    "INSERT INTO a VALUES ([1, NULL, 3], [0.5]), (NULL, NULL), ([7, 8, 9], [1.5, 2.5, NULL])");
        }
        CallerMemory got = fetch("SELECT f, v FROM a");
        assertEquals(List.of(3), got.column(0).shape());
        assertEquals(List.of(), got.column(1).shape());
        // Parts of f: mask, mask of the elements, elements. Of v: mask, offsets, mask, elements.
        assertArrayEquals(new byte[] {0, 1, 0}, got.bytes(0));
        assertArrayEquals(new byte[] {0, 1, 0, 1, 1, 1, 0, 0, 0}, got.bytes(1));
        assertEquals(9, got.part(2).getInt(4 * 8));
        assertArrayEquals(new byte[] {0, 1, 0}, got.bytes(3));
        assertEquals(List.of(0L, 1L, 1L, 4L), got.longs(4, 4));
        assertArrayEquals(new byte[] {0, 0, 0, 1}, got.bytes(5));
        assertEquals(2.5, got.part(6).getDouble(16));
    }

    /// Every cell of a table of random rows, as the result set gives it.
    @Test
    void cellsAreThoseOfTheResultSet() throws Exception {
        String sql =
                "SELECT i, (i * 7919 % 104729) % 1000 AS h, CASE WHEN (i * 7919 % 104729) % 7 = 0 THEN NULL ELSE CAST((i * 7919 % 104729) % 100 AS SMALLINT) END AS s,"
                        + " CASE WHEN (i * 7919 % 104729) % 11 = 0 THEN NULL ELSE 'n' || ((i * 7919 % 104729) % 13) END AS t"
                        + " FROM range(20000) AS r(i) WHERE (i * 7919 % 104729) % 3 <> 0 ORDER BY i";
        CallerMemory got = fetch(sql);
        int row = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                assertEquals(rows.getLong(1), got.values(0).getLong(8 * row));
                short small = rows.getShort(3);
                assertEquals(rows.wasNull(), got.isNull(2, row));
                if (!got.isNull(2, row)) {
                    assertEquals(small, got.values(2).getShort(2 * row));
                }
                String text = rows.getString(4);
                assertEquals(text == null, got.isNull(3, row));
                if (text != null) {
                    assertEquals(text, got.text(3, row));
                }
                row++;
            }
        }
        assertEquals(row, got.rows());
        assertTrue(row > 10_000);
    }

    // ---- statements ----

    @Test
    void noRowsAndStatementsWithoutRows() throws Exception {
        CallerMemory none = fetch("SELECT 1 AS one, 'x' AS x WHERE false");
        assertEquals(0, none.rows());
        assertEquals(List.of("i4", "text"), none.storages());
        assertEquals(-1, none.fetch().changedRows());
        fetch("CREATE TABLE t (a INTEGER)");
        CallerMemory insert = fetch("INSERT INTO t VALUES (1), (2)");
        assertFalse(insert.fetch().hasRows());
        assertEquals(2, insert.fetch().changedRows());
    }

    @Test
    void parametersTakeTheirPlaces() throws Exception {
        CallerMemory got = fetch("SELECT CAST(? AS BIGINT) + 1 AS n, CAST(? AS VARCHAR) AS t", 41L, "it's");
        assertEquals(42, got.values(0).getLong(0));
        assertEquals("it's", got.text(1, 0));
        SQLException missing = assertThrows(SQLException.class, () -> start("SELECT ? + 1"));
        assertTrue(missing.getMessage().contains("parameter 1 has no value"), missing.getMessage());
    }

    @Test
    void errorsKeepTheirStateAndPlace() throws Exception {
        SQLException unknown = assertThrows(SQLException.class, () -> fetch("SELECT a FROM nowhere"));
        assertEquals("42P01", unknown.getSQLState());
        SQLException later =
                assertThrows(SQLException.class, () -> fetch("SELECT 1 / (i - 200000) FROM range(300000) AS r(i)"));
        assertEquals("22012", later.getSQLState());
        assertEquals(
                "42601",
                assertThrows(SQLException.class, () -> start("SELECT FROM WHERE"))
                        .getSQLState());
    }

    @Test
    void theSessionGoesOnAfterACancelledFetch() throws Exception {
        Fetch endless = start("SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range = -1");
        assertEquals(Fetch.State.RUNNING, endless.await(100));
        long start = System.nanoTime();
        endless.cancel();
        SQLException cancelled = assertThrows(SQLException.class, () -> {
            while (endless.await(50) != Fetch.State.DONE) {}
        });
        assertEquals("57014", cancelled.getSQLState());
        assertTrue(System.nanoTime() - start < 5_000_000_000L);
        assertEquals(1, fetch("SELECT 1 AS one").rows());
    }

    @Test
    void aFetchThatWaitsForMemoryCanBeClosed() throws Exception {
        Fetch fetch = start("SELECT * FROM range(100000)");
        while (fetch.await(50) == Fetch.State.RUNNING) {}
        assertEquals(Fetch.State.NEEDS_ROOM, fetch.await(0));
        fetch.close();
        fetch.close();
        assertEquals(
                "57014", assertThrows(SQLException.class, () -> fetch.await(0)).getSQLState());
    }

    @Test
    void closingTheConnectionEndsAFetch() throws Exception {
        Fetch fetch = start("SELECT * FROM range(100000)");
        while (fetch.await(50) == Fetch.State.RUNNING) {}
        connection.close();
        fetch.close();
        assertThrows(SQLException.class, () -> fetch.await(0));
    }

    @Test
    void tooLittleMemoryIsRefused() throws Exception {
        Fetch fetch = start("SELECT * FROM range(10)");
        while (fetch.await(50) == Fetch.State.RUNNING) {}
        assertThrows(IllegalArgumentException.class, () -> fetch.place(new long[] {0}, new long[] {0}));
        assertThrows(
                IllegalArgumentException.class,
                () -> fetch.place(java.nio.ByteBuffer.allocateDirect(1), java.nio.ByteBuffer.allocateDirect(1)));
        fetch.close();
    }

    @Test
    void textIsUtf8() throws Exception {
        String text = "η Car 星";
        CallerMemory got = fetch("SELECT CAST(? AS VARCHAR) AS t", text);
        assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), got.bytes(2));
    }
}
