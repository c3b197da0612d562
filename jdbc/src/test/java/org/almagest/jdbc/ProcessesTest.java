package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two processes and one database: one writes, the other reads, a notebook and a shell side by side.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessesTest {
    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("two.almagest");
    }

    private Process writer() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        TestDatabase.url(path(), "create=true"))
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    private String line(BufferedReader output) throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new AssertionError(Files.readString(folder.resolve("errors")));
        }
        return line;
    }

    private List<List<String>> count() throws SQLException {
        try (Connection reader = DriverManager.getConnection(TestDatabase.url(path(), "readonly=true"))) {
            return TestDatabase.query(reader, "SELECT count(*) FROM t");
        }
    }

    @Test
    void oneReadsWhileTheOtherWrites() throws Exception {
        Process writer = writer();
        try (BufferedReader output = writer.inputReader();
                PrintWriter orders = new PrintWriter(writer.outputWriter(), true)) {
            orders.println("CREATE TABLE t (a INTEGER)");
            assertEquals("done", line(output));
            assertEquals(List.of(List.of("0")), count());
            SQLException busy =
                    assertThrows(SQLException.class, () -> DriverManager.getConnection(TestDatabase.url(path(), "")));
            assertEquals("55006", busy.getSQLState());
            assertTrue(busy.getMessage().contains("pid " + writer.pid()), busy.getMessage());
            assertTrue(busy.getMessage().contains("read-only"), busy.getMessage());
            for (int i = 1; i <= 3; i++) {
                orders.println("INSERT INTO t VALUES (" + i + ")");
                assertEquals("done", line(output));
                assertEquals(List.of(List.of(Integer.toString(i))), count());
            }
            SQLException refused = assertThrows(SQLException.class, () -> {
                try (Connection reader = DriverManager.getConnection(TestDatabase.url(path(), "readonly=true"))) {
                    TestDatabase.run(reader, "INSERT INTO t VALUES (9)");
                }
            });
            assertEquals("25006", refused.getSQLState());
        } finally {
            writer.destroyForcibly();
            writer.waitFor();
        }
        try (Connection next = DriverManager.getConnection(TestDatabase.url(path(), ""))) {
            assertEquals(List.of(List.of("6")), TestDatabase.query(next, "SELECT sum(a) FROM t"));
        }
    }
}
