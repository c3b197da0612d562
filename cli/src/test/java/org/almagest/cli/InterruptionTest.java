package org.almagest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.almagest.cli.demo.DemoCatalogues;
import org.almagest.cli.demo.ProgressListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real process gets SIGINT in the middle of a statement that would take hours.
@DisabledOnOs(OS.WINDOWS)
final class InterruptionTest {
    private static final int STARS = 20_000;
    private static final int LIMIT_SECONDS = 60;

    /// So much work cannot be the start of the JVM alone: the statement runs.
    private static final Duration BUSY = Duration.ofSeconds(3);

    private static final String CUBE = "SELECT a.source_id + 1 AS id, b.ra FROM stars a CROSS JOIN stars b"
            + " CROSS JOIN stars c WHERE a.ra + b.dec + c.parallax > -1000";

    @TempDir
    private Path folder;

    private String database;

    @BeforeEach
    void load() throws IOException {
        Path stars = folder.resolve("stars.fits");
        DemoCatalogues.writeStars(stars, STARS, 7, ProgressListener.silent());
        database = folder.resolve("sky.almagest").toString();
        Ran.command("ingest", stars.toString(), "--into", database).good();
        Ran.command("sql", "-d", database, "CREATE TABLE ids (id BIGINT, ra DOUBLE); INSERT INTO ids VALUES (1, 2)")
                .good();
    }

    private ProcessBuilder program(String... words) {
        return new ProcessBuilder(
                Stream.concat(programWords().stream(), Stream.of(words)).toList());
    }

    private static List<String> programWords() {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.almagest.cli.Almagest");
    }

    private static void awaitBusy(ProcessHandle process) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (process.info().totalCpuDuration().orElse(BUSY).compareTo(BUSY) < 0) {
            assertTrue(process.isAlive(), "the statement ended by itself");
            assertTrue(System.nanoTime() < end, "the statement does nothing");
            Thread.sleep(50);
        }
    }

    private static void interrupt(long pid) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor());
    }

    private static int end(Process process) throws InterruptedException {
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertTrue(ended, "the process goes on after SIGINT");
        return process.exitValue();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(database, "data"))) {
            return all.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
        }
    }

    private String content() {
        return Ran.command("sql", "-d", database, "SELECT * FROM ids; SHOW TABLES")
                .good();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO ids ", "CREATE TABLE more AS ", "EXPLAIN ANALYZE ", ""})
    void sqlCancelsItsStatement(String statement) throws IOException, InterruptedException {
        List<String> files = files();
        String content = content();
        Path out = folder.resolve("out");
        Process process = program("sql", "-d", database, "SELECT 7 AS first; " + statement + CUBE + "; DROP TABLE ids")
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        awaitBusy(process.toHandle());
        interrupt(process.pid());
        assertEquals(ExitCode.INTERRUPTED, end(process));
        String err = Files.readString(folder.resolve("err"));
        assertTrue(err.contains("cancelled"), err);
        assertTrue(!err.contains("\tat "), err);
        if (!statement.isEmpty()) {
            assertEquals("first\n7\n", Files.readString(out));
        }
        assertEquals(content, content());
        assertEquals(files, files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO ids ", "CREATE TABLE more AS ", "EXPLAIN ANALYZE "})
    void theShellPromptsAgain(String statement) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script(1) to make a terminal with");
        String content = content();
        List<String> words = new ArrayList<>(programWords());
        words.add("shell");
        words.add(database);
        words.add(1, "-Dalmagest.terminal=012");
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/script", "-qfec", String.join(" ", words), "/dev/null");
        builder.environment().put("TERM", "dumb");
        builder.environment().put("HOME", folder.toString());
        builder.redirectErrorStream(true);
        Process terminal = builder.start();
        StringBuilder seen = new StringBuilder();
        type(terminal, statement + CUBE + ";\n");
        ProcessHandle shell = child(terminal);
        awaitBusy(shell);
        type(terminal, "\u0003");
        awaitText(terminal.getInputStream(), seen, "cancelled");
        type(terminal, "SELECT 6 * 7 AS answer;\n");
        awaitText(terminal.getInputStream(), seen, "42");
        type(terminal, "\\q\n");
        end(terminal);
        assertEquals(content, content());
    }

    private static ProcessHandle child(Process terminal) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            var java = terminal.descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("java"))
                    .findFirst();
            if (java.isPresent()) {
                return java.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the shell does not start");
    }

    private static void type(Process terminal, String text) throws IOException {
        terminal.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        terminal.getOutputStream().flush();
    }

    private static void awaitText(InputStream from, StringBuilder seen, String text)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (seen.indexOf(text) < 0) {
            assertTrue(System.nanoTime() < end, () -> "the terminal shows: " + seen);
            byte[] bytes = from.readNBytes(Math.min(from.available(), 4096));
            seen.append(new String(bytes, StandardCharsets.UTF_8));
            Thread.sleep(20);
        }
    }
}
