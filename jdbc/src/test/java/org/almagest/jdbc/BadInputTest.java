package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// What must be refused: with the state and class of exception that JDBC foresees.
class BadInputTest {
    @TempDir
    private Path folder;

    private static SQLException refused(String state, Executable call) {
        SQLException error = assertThrows(SQLException.class, call);
        assertEquals(state, error.getSQLState(), error.getMessage());
        assertNotNull(error.getMessage());
        return error;
    }

    private SQLException opening(String state, Path path) {
        return refused(state, () -> DriverManager.getConnection(TestDatabase.url(path, "")));
    }

    @Test
    void pathsThatAreNoDatabases() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("mine"), "text");
        assertTrue(opening("58P01", folder.resolve("missing")).getMessage().contains("missing"));
        assertTrue(opening("42809", file).getMessage().contains("file"));
        opening("42809", foreign);
        refused("58P02", () -> DriverManager.getConnection(TestDatabase.url(foreign, "create=true")));
        assertEquals("text", Files.readString(foreign.resolve("mine")));
        assertEquals(1, foreign.toFile().list().length);
    }

    @Test
    void aNewerFormatIsToldFromDamage() throws Exception {
        Path path = folder.resolve("newer.almagest");
        DriverManager.getConnection(TestDatabase.url(path, "create=true")).close();
        Path current = path.resolve("CURRENT");
        List<String> lines = Files.readAllLines(current);
        String text = "almagest database 2\n" + lines.get(1) + "\n";
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(current, text + "crc32c %08x\n".formatted(crc.getValue()));
        SQLException newer = opening("0A000", path);
        assertTrue(newer.getMessage().contains("2"), newer.getMessage());
        Files.writeString(current, text + "crc32c 00000000\n");
        opening("XX001", path);
    }

    @Test
    void columnsAndParametersOutOfRange() throws SQLException {
        try (Connection connection = TestDatabase.inMemory();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 AS a, 2.5 AS b")) {
            refused("55000", () -> rows.getInt(1));
            assertTrue(rows.next());
            for (int column : new int[] {0, -1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                refused("42703", () -> rows.getInt(column));
                refused("42703", () -> rows.getLong(column));
                refused("42703", () -> rows.getDouble(column));
                refused("42703", () -> rows.getFloat(column));
                refused("42703", () -> rows.getString(column));
                refused("42703", () -> rows.getObject(column));
                refused("42703", () -> rows.getMetaData().getColumnName(column));
            }
            refused("42703", () -> rows.getInt("c"));
            assertFalse(rows.next());
            refused("55000", () -> rows.getInt(1));
            refused("55000", () -> rows.getDouble(1));
            try (PreparedStatement query = connection.prepareStatement("SELECT ?")) {
                refused("42P02", () -> query.setInt(0, 1));
                refused("42P02", () -> query.setInt(2, 1));
                refused("42P02", query::executeQuery);
            }
        }
    }

    @Test
    void valuesThatAreNotWhatIsAskedFor() throws SQLException {
        try (Connection connection = TestDatabase.inMemory();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT 'abc' AS t, 300 AS i, 9999999999 AS l, DATE '2020-01-01' AS"
                                + " d, CAST('NaN' AS DOUBLE) AS n, 18446744073709551615::UBIGINT AS u")) {
            assertTrue(rows.next());
            refused("22P02", () -> rows.getInt("t"));
            refused("22P02", () -> rows.getDouble("t"));
            refused("22P02", () -> rows.getBoolean("t"));
            refused("22003", () -> rows.getByte("i"));
            refused("22003", () -> rows.getInt("l"));
            refused("22003", () -> rows.getLong("u"));
            refused("22003", () -> rows.getLong("n"));
            refused("22003", () -> rows.getBigDecimal("n"));
            refused("42804", () -> rows.getInt("d"));
            refused("42804", () -> rows.getDate("i"));
            refused("42804", () -> rows.getArray("i"));
            refused("42804", () -> rows.getObject("i", LocalDate.class));
            refused("42804", () -> rows.getObject("d", StringBuilder.class));
            assertEquals("300", rows.getString("i"));
            refused("22023", () -> rows.getObject("i", (Class<?>) null));
            refused("42703", () -> rows.getString((String) null));
        }
    }

    /// A double beyond all floats is no infinity; numbers with far exponents cost no memory.
    @Test
    void numbersBeyondWhatIsAskedFor() throws SQLException {
        try (Connection connection = TestDatabase.inMemory();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1e300 AS d, CAST('-Infinity' AS DOUBLE) AS i,"
                        + " '1e999999999' AS large, '-1e-999999999' AS small, '1e400' AS t")) {
            assertTrue(rows.next());
            refused("22003", () -> rows.getFloat("d"));
            refused("22003", () -> rows.getObject("d", Float.class));
            assertEquals(Float.NEGATIVE_INFINITY, rows.getFloat("i"));
            refused("22003", () -> rows.getLong("large"));
            refused("22003", () -> rows.getObject("large", BigInteger.class));
            refused("22003", () -> rows.getObject("t", BigInteger.class));
            assertEquals(301, rows.getObject("d", BigInteger.class).toString().length());
            assertEquals(0, rows.getLong("small"));
            assertEquals(BigInteger.ZERO, rows.getObject("small", BigInteger.class));
        }
    }

    /// Without a calendar the zone is that of the JVM.
    @Test
    void noCalendar() throws SQLException {
        try (Connection connection = TestDatabase.inMemory();
                PreparedStatement query = connection.prepareStatement("SELECT ?")) {
            Timestamp time = Timestamp.valueOf("2016-02-29 12:00:00.5");
            query.setTimestamp(1, time, null);
            try (ResultSet rows = query.executeQuery()) {
                assertTrue(rows.next());
                assertEquals(time, rows.getTimestamp(1, null));
                assertEquals(time, rows.getTimestamp(1));
            }
        }
    }

    /// Every method of closed objects but those that JDBC lets pass refuses.
    @Test
    void closedObjects() throws Exception {
        Connection connection = TestDatabase.inMemory();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1");
        ResultSet rows = prepared.executeQuery();
        assertTrue(rows.next());
        rows.close();
        refuseAll(ResultSet.class, rows, Set.of("close", "isClosed"));
        statement.close();
        prepared.close();
        refuseAll(
                Statement.class,
                statement,
                Set.of(
                        "close",
                        "isClosed",
                        "enquoteLiteral",
                        "enquoteNCharLiteral",
                        "enquoteIdentifier",
                        "isSimpleIdentifier"));
        refuseAll(PreparedStatement.class, prepared, Set.of());
        connection.close();
        connection.close();
        refuseAll(
                Connection.class,
                connection,
                Set.of(
                        "close",
                        "isClosed",
                        "isValid",
                        "abort",
                        "setClientInfo",
                        "nativeSQL",
                        "beginRequest",
                        "endRequest",
                        "setShardingKeyIfValid",
                        "enquoteLiteral",
                        "enquoteNCharLiteral",
                        "enquoteIdentifier",
                        "isSimpleIdentifier"));
        assertFalse(connection.isValid(1));
    }

    private static void refuseAll(Class<?> type, Object closed, Set<String> mayPass) throws Exception {
        List<String> passed = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (method.getDeclaringClass() != type || mayPass.contains(method.getName())) {
                continue;
            }
            Object[] arguments = new Object[method.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = argument(method.getParameterTypes()[i]);
            }
            try {
                method.invoke(closed, arguments);
                passed.add(method.toString());
            } catch (InvocationTargetException failed) {
                if (!(failed.getCause() instanceof SQLException)) {
                    passed.add(method + ": " + failed.getCause());
                }
            }
        }
        assertEquals(List.of(), passed);
    }

    private static Object argument(Class<?> type) {
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == short.class) {
            return (short) 1;
        }
        if (type == byte.class) {
            return (byte) 1;
        }
        if (type == float.class) {
            return 1f;
        }
        if (type == double.class) {
            return 1.0;
        }
        if (type == boolean.class) {
            return true;
        }
        return type == String.class ? "SELECT 1" : null;
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void cancelledTwiceAndBesideNothing() throws SQLException {
        try (Connection connection = TestDatabase.inMemory();
                Statement statement = connection.createStatement()) {
            statement.cancel();
            statement.cancel();
            ResultSet rows = statement.executeQuery("SELECT i FROM generate_series(1, 100000000) AS g (i)");
            assertTrue(rows.next());
            statement.cancel();
            statement.cancel();
            refused("57014", () -> {
                while (rows.next()) {}
            });
            statement.cancel();
            assertTrue(statement.executeQuery("SELECT 1").next());
        }
    }

    @Test
    void aResultLeftOpenClosesWithItsConnection() throws SQLException {
        Connection connection = TestDatabase.inMemory();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT i FROM generate_series(1, 100000000) AS g (i)");
        assertTrue(rows.next());
        connection.close();
        assertTrue(rows.isClosed());
        assertTrue(statement.isClosed());
        refused("55000", rows::next);
        refused("55000", () -> rows.getInt(1));
        refused("55000", () -> statement.executeQuery("SELECT 1"));
    }
}
