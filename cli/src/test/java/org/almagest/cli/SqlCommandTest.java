package org.almagest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlCommandTest {
    @TempDir
    private Path folder;

    @Test
    void rowsIntoAPipeAreCsv() {
        assertEquals(
                "a,b,c\n1,2.5,\n",
                Ran.command("sql", "SELECT 1 AS a, 2.5 AS b, NULL AS c").good());
    }

    @Test
    void formatsAreChosen() {
        assertEquals(
                "[\n{\"a\":1}\n]\n",
                Ran.command("sql", "--format", "json", "SELECT 1 AS a").good());
        assertTrue(
                Ran.command("sql", "--format", "TABLE", "SELECT 1 AS a").good().contains("│ 1 │"));
        assertEquals(
                ExitCode.USAGE,
                Ran.command("sql", "--format", "xml", "SELECT 1").code());
    }

    @Test
    void statementsComeFromEverywhereButOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("q.sql"), "SELECT 1 AS a;\nSELECT 2 AS b;");
        String both = "a\n1\n\nb\n2\n";
        assertEquals(both, Ran.command("sql", "-f", file.toString()).good());
        assertEquals(
                both, Ran.command("sql", "-c", "SELECT 1 AS a; SELECT 2 AS b").good());
        assertEquals(both, Ran.withInput("SELECT 1 AS a; SELECT 2 AS b", "sql").good());
        assertEquals(
                both,
                Ran.withInput("SELECT 1 AS a; SELECT 2 AS b", "sql", "-f", "-").good());
        assertEquals(
                ExitCode.USAGE, Ran.command("sql", "-c", "SELECT 1", "SELECT 2").code());
        Ran missing = Ran.command("sql", "-f", folder.resolve("none.sql").toString());
        assertEquals(ExitCode.FAILURE, missing.code());
        assertTrue(missing.err().contains("none.sql"), missing.err());
    }

    @Test
    void errorsPointAtTheCharacterAndNothingRunsBefore() {
        Ran ran = Ran.command("sql", "SELECT 1;\nSELECT FROM t");
        assertEquals(ExitCode.FAILURE, ran.code());
        assertEquals("", ran.out());
        assertTrue(ran.err().contains("LINE 2: SELECT FROM t\n               ^"), ran.err());
    }

    @Test
    void statementsShareADatabaseInMemory() {
        String script = "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2); SELECT sum(a) AS s FROM t";
        assertEquals("s\n3\n", Ran.command("sql", script).good());
    }

    @Test
    void aMistypedDatabaseNamesTheNearest() {
        Path database = folder.resolve("sky.almagest");
        Ran.withInput("CREATE TABLE t (a INTEGER);", "shell", "--create", database.toString())
                .good();
        Ran ran = Ran.command("sql", "-d", folder.resolve("sky.almgest").toString(), "SELECT 1");
        assertEquals(ExitCode.FAILURE, ran.code());
        assertTrue(ran.err().contains("did you mean " + database + "?"), ran.err());
        assertTrue(Files.notExists(folder.resolve("sky.almgest")));
    }

    @Test
    void queriesRunBesideAWriter() {
        String database = folder.resolve("sky.almagest").toString();
        Ran.withInput("CREATE TABLE t (a INTEGER);", "shell", "--create", database)
                .good();
        Ran.command("sql", "-d", database, "INSERT INTO t VALUES (7)").good();
        try (var writer = org.almagest.sql.session.Engine.open(
                org.almagest.sql.session.EngineOptions.of(database, org.almagest.rowstore.OpenMode.WRITE))) {
            assertEquals(
                    "a\n7\n",
                    Ran.command("sql", "-d", database, "SELECT a FROM t").good());
            Ran second = Ran.command("sql", "-d", database, "INSERT INTO t VALUES (8)");
            assertEquals(ExitCode.FAILURE, second.code());
            assertTrue(
                    second.err().contains(String.valueOf(ProcessHandle.current().pid())), second.err());
            assertEquals(database, writer.database().name());
        }
    }

    @Test
    void stackTracesOnlyWithDebug() {
        Ran plain = Ran.command("sql", "SELECT nothing");
        Ran debug = Ran.command("sql", "--debug", "SELECT nothing");
        assertEquals(ExitCode.FAILURE, debug.code());
        assertTrue(!plain.err().contains("\tat org.almagest"), plain.err());
        assertTrue(debug.err().contains("\tat org.almagest"), debug.err());
    }

    @Test
    void theCommandLineIsChecked() {
        assertTrue(Ran.command("--version").good().startsWith("almagest "));
        assertTrue(Ran.command("sql", "--help").good().contains("--format"));
        assertEquals(ExitCode.USAGE, Ran.command().code());
        Ran unknown = Ran.command("sql", "--fromat", "csv", "SELECT 1");
        assertEquals(ExitCode.USAGE, unknown.code());
        assertTrue(unknown.err().contains("did you mean --format?"), unknown.err());
        Ran command = Ran.command("ingset", "x.fits");
        assertEquals(ExitCode.USAGE, command.code());
        assertTrue(command.err().contains("did you mean ingest?"), command.err());
        assertEquals(
                ExitCode.USAGE,
                Ran.command("sql", "--memory", "lots", "SELECT 1").code());
        assertEquals(
                ExitCode.USAGE, Ran.command("sql", "--threads", "0", "SELECT 1").code());
        assertEquals(
                "a\n1\n",
                Ran.command("sql", "--memory", "256MiB", "--threads", "1", "SELECT 1 AS a")
                        .good());
    }
}
