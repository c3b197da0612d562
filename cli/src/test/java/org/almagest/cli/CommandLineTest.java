package org.almagest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is understood of a command line, and what is said when it is not.
final class CommandLineTest {
    private static final List<String> COMMANDS = List.of("sql", "shell", "ingest", "info", "demo");

    @TempDir
    private Path folder;

    private static void assertRefused(String message, String command, String... words) {
        Ran ran = Ran.command(words);
        assertEquals(ExitCode.USAGE, ran.code(), ran.err());
        assertEquals("almagest: " + message + "\n  try: " + command + " --help\n", ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void optionsStandAnywhereAndInEachForm() throws IOException {
        String file =
                Files.writeString(folder.resolve("a=b.sql"), "SELECT 1 AS a").toString();
        for (String[] words : new String[][] {
            {"sql", "--format", "csv", "SELECT 1 AS a"},
            {"sql", "SELECT 1 AS a", "--format=csv", "--threads=1"},
            {"sql", "--debug", "-c", "SELECT 1 AS a"},
            {"--debug", "sql", "--command=SELECT 1 AS a", "--format", "CSV"},
            {"sql", "-f", file},
            {"sql", "--file=" + file, "--all"},
            {"sql", "--", "SELECT 1 AS a"}
        }) {
            assertEquals("a\n1\n", Ran.command(words).good(), () -> String.join(" ", words));
        }
        assertEquals("a\n2\n", Ran.withInput("SELECT 2 AS a", "sql", "-f", "-").good());
    }

    @Test
    void textsThatLookLikeOptionsAreTexts() {
        assertEquals("a\n1\n", Ran.command("sql", "-- one\nSELECT 1 AS a").good());
        assertEquals("a\n1\n", Ran.command("sql", "--one 1=1\nSELECT 1 AS a").good());
        assertEquals("a\n1\n", Ran.command("sql", "-c", "--one\nSELECT 1 AS a").good());
        assertEquals(
                "a\n-1\n", Ran.command("sql", "--", "-- one\nSELECT -1 AS a").good());
        Ran file = Ran.command("info", "@list");
        assertTrue(file.err().contains("@list"), file.err());
    }

    @Test
    void whatIsWrongIsSaid() {
        assertRefused(
                "there is no option --fromat; did you mean --format?",
                "almagest sql",
                "sql",
                "--fromat",
                "csv",
                "SELECT 1");
        assertRefused(
                "there is no option --databse; did you mean --database?",
                "almagest sql",
                "sql",
                "--databse=x",
                "SELECT 1");
        assertRefused("there is no option -q", "almagest sql", "sql", "-q", "SELECT 1");
        assertRefused("there is no option --hlep; did you mean --help?", "almagest info", "info", "--hlep");
        assertRefused("there is no place for 'SELECT 2'", "almagest sql", "sql", "SELECT 1", "SELECT 2");
        assertRefused("there is no command ingset; did you mean ingest?", "almagest", "ingset", "x", "--into", "y");
        assertRefused("there is no command sq; did you mean sql?", "almagest", "sq");
        assertRefused("there is no place for 'a.almagest'", "almagest", "a.almagest", "sql", "SELECT 1");
        assertRefused("there is no option --colour", "almagest", "--colour", "sql", "SELECT 1");
        assertRefused("Missing required parameter: 'FILE'", "almagest ingest", "ingest", "--into", "a/b");
        assertRefused("Missing required parameter for option '--database' (DB)", "almagest sql", "sql", "-d");
        assertRefused(
                "option '--format' (FORMAT) should be specified only once",
                "almagest sql",
                "sql",
                "--format",
                "csv",
                "--format",
                "json",
                "SELECT 1");
    }

    @Test
    void valuesAreChecked() {
        assertRefused(
                "Invalid value for option '--threads': '0' is not a number from 1 to 4096",
                "almagest sql",
                "sql",
                "--threads",
                "0",
                "SELECT 1");
        assertRefused(
                "Invalid value for option '--memory': 'lots' is not an amount such as 4GiB, at least 64MiB",
                "almagest info",
                "info",
                "x",
                "--memory=lots");
        Ran format = Ran.command("sql", "--format", "pink", "SELECT 1");
        assertEquals(ExitCode.USAGE, format.code());
        assertTrue(format.err().contains("TABLE, CSV, TSV, JSON"), format.err());
        assertTrue(format.err().contains("pink"), format.err());
    }

    @Test
    void helpSaysWhatThereIsAndFitsTheWidth() {
        String top = Ran.command("--help").good();
        assertTrue(top.startsWith("Usage: almagest COMMAND ...\n       almagest DB\n"), top);
        assertEquals(top, Ran.command().err());
        for (String command : COMMANDS) {
            String help = Ran.command(command, "--help").good();
            String summary = help.lines().skip(2).findFirst().orElseThrow();
            assertTrue(help.startsWith("Usage: almagest " + command + " [OPTIONS]"), help);
            assertTrue(top.contains(command) && top.contains(summary.substring(0, 20)), top);
            assertTrue(help.contains("--memory=SIZE"), help);
            assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
            assertEquals(help, Ran.command(command, "-h").good());
        }
        assertTrue(top.lines().allMatch(line -> line.length() <= 80), top);
        assertTrue(Ran.command("--version").good().startsWith("almagest "));
    }

    @Test
    void helpIsAsWideAsTheTerminal() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = Console.of(new ByteArrayInputStream(new byte[0]), out, PrintStream.nullOutputStream());
        new Almagest(console.withColumns(60)).run("ingest", "--help");
        String help = out.toString(StandardCharsets.UTF_8);
        assertTrue(help.lines().allMatch(line -> line.length() <= 60), help);
    }
}
