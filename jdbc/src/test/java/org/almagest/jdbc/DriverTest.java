package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// URLs, options, and engines shared by connections.
class DriverTest {
    @TempDir
    private Path folder;

    @Test
    void isFoundByServiceLoader() {
        boolean found =
                ServiceLoader.load(Driver.class).stream().anyMatch(provider -> provider.type() == AlmagestDriver.class);
        assertTrue(found);
    }

    @Test
    void leavesOtherUrlsToOtherDrivers() throws SQLException {
        Driver driver = new AlmagestDriver();
        assertFalse(driver.acceptsURL("jdbc:other:x"));
        assertNull(driver.connect("jdbc:other:x", new Properties()));
    }

    @Test
    void versionIsThatOfTheBuild() throws Exception {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        assertTrue(pom.contains("<version>" + DriverVersion.TEXT + "</version>"), DriverVersion.TEXT);
        assertTrue(DriverVersion.TEXT.startsWith(DriverVersion.MAJOR + "." + DriverVersion.MINOR + "."));
    }

    @Test
    void aMistypedPathMakesNoDatabase() {
        Path path = folder.resolve("nowhere.almagest");
        SQLException error =
                assertThrows(SQLException.class, () -> DriverManager.getConnection(TestDatabase.url(path, "")));
        assertEquals("58P01", error.getSQLState());
        assertFalse(Files.exists(path));
    }

    @ParameterizedTest
    @CsvSource({
        "readonly=maybe, readonly",
        "readonli=true, readonly",
        "threads=0, threads",
        "memory=lots, memory",
        "memory=1KiB, 64MiB",
        "readonly=true&create=true, exclude"
    })
    void saysWhatIsWrongWithAnOption(String option, String expected) {
        SQLException error =
                assertThrows(SQLException.class, () -> DriverManager.getConnection("jdbc:almagest::memory:?" + option));
        assertEquals("22023", error.getSQLState());
        assertTrue(error.getMessage().contains(expected), error.getMessage());
    }

    @Test
    void optionsMayBeProperties() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("threads", "3");
        try (Connection connection = DriverManager.getConnection("jdbc:almagest::memory:", properties)) {
            assertEquals(List.of(List.of("threads", "3")), TestDatabase.query(connection, "SHOW threads"));
        }
    }

    @Test
    void databasesInMemoryAreTheirConnections() throws SQLException {
        try (Connection one = TestDatabase.inMemory();
                Connection other = TestDatabase.inMemory()) {
            TestDatabase.run(one, "CREATE TABLE t (a INTEGER)");
            SQLException error = assertThrows(SQLException.class, () -> TestDatabase.query(other, "SELECT * FROM t"));
            assertEquals("42P01", error.getSQLState());
        }
    }

    @Test
    void connectionsToOnePathShareAnEngine() throws SQLException {
        Path path = folder.resolve("shared.almagest");
        try (Connection one = DriverManager.getConnection(TestDatabase.url(path, "create=true"))) {
            TestDatabase.run(one, "CREATE TABLE t (a INTEGER)");
            try (Connection other = DriverManager.getConnection(
                    TestDatabase.url(folder.resolve(".").resolve("shared.almagest"), ""))) {
                TestDatabase.run(other, "INSERT INTO t VALUES (1), (2)");
            }
            assertEquals(List.of(List.of("2")), TestDatabase.query(one, "SELECT count(*) FROM t"));
            try (Connection reader = DriverManager.getConnection(TestDatabase.url(path, "readonly=true"))) {
                assertEquals(List.of(List.of("2")), TestDatabase.query(reader, "SELECT count(*) FROM t"));
                SQLException error =
                        assertThrows(SQLException.class, () -> TestDatabase.run(reader, "INSERT INTO t VALUES (3)"));
                assertEquals("25006", error.getSQLState());
            }
            SQLException error = assertThrows(
                    SQLException.class, () -> DriverManager.getConnection("jdbc:almagest:" + path + "?threads=1"));
            assertEquals("55006", error.getSQLState());
        }
        try (Connection again = DriverManager.getConnection(TestDatabase.url(path, "readonly=true"))) {
            assertTrue(again.isReadOnly());
            assertEquals(List.of(List.of("3")), TestDatabase.query(again, "SELECT sum(a) FROM t"));
            assertThrows(SQLException.class, () -> again.setReadOnly(false));
            SQLException error = assertThrows(SQLException.class, () -> TestDatabase.run(again, "DROP TABLE t"));
            assertEquals("25006", error.getSQLState());
        }
    }

    @Test
    void theLastConnectionClosesTheEngine() throws SQLException {
        Path path = folder.resolve("lease.almagest");
        Connection one = DriverManager.getConnection(TestDatabase.url(path, "create=true"));
        Connection other = DriverManager.getConnection(TestDatabase.url(path, ""));
        one.close();
        one.close();
        TestDatabase.run(other, "CREATE TABLE t (a INTEGER)");
        other.close();
        // A new engine with other limits can only be opened when the old one is closed.
        try (Connection again = DriverManager.getConnection("jdbc:almagest:" + path + "?threads=1")) {
            assertEquals(List.of(List.of("0")), TestDatabase.query(again, "SELECT count(*) FROM t"));
        }
    }

    @Test
    void unwrapsToItself() throws SQLException {
        try (Connection connection = TestDatabase.inMemory()) {
            assertTrue(connection.isWrapperFor(AlmagestConnection.class));
            assertInstanceOf(AlmagestConnection.class, connection.unwrap(AlmagestConnection.class));
            assertThrows(SQLException.class, () -> connection.unwrap(String.class));
        }
    }
}
