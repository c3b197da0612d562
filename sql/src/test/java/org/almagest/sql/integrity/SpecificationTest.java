package org.almagest.sql.integrity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.almagest.columnar.type.Value;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The specification in `docs/format` suffices to write a reader from: that in `docs/format/reader`,
/// in Python and made from those pages alone, reads the checked-in database of every type and every
/// encoding. Skipped where there is no `python3`.
final class SpecificationTest {
    private static final Path READER = Path.of("../docs/format/reader/read_database.py");
    private static final Path GOLDEN = Path.of("src/test/resources/golden-1");
    private static final Path PLAIN = Path.of("src/test/resources/golden-1-plain");
    private static final int TYPE_ROWS = 125;
    private static final int ENCODING_ROWS = 400;
    private static final int NOT_KNOWN = 2;

    @TempDir
    private Path folder;

    private record Ran(int code, List<String> lines, String errors) {}

    @BeforeAll
    static void findPython() throws Exception {
        boolean found;
        try {
            found = run(List.of("python3", "--version"), Path.of("/dev/null")).code() == 0;
        } catch (IOException absent) {
            found = false;
        }
        assumeTrue(found, "python3 is not here: the reader made from the specification is not run");
    }

    private static Ran run(List<String> command, Path out) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        if (out.toString().equals("/dev/null")) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        } else {
            builder.redirectOutput(out.toFile());
        }
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), command + " goes on and on");
        List<String> lines = Files.isRegularFile(out) ? Files.readAllLines(out) : List.of();
        return new Ran(process.exitValue(), lines, errors);
    }

    private Ran read(Path database) throws Exception {
        return run(List.of("python3", READER.toString(), database.toString()), folder.resolve("rows.txt"));
    }

    @Test
    void aReaderMadeFromItReadsEveryTypeAndEncoding() throws Exception {
        for (Path database : List.of(GOLDEN, PLAIN)) {
            Ran ran = read(database);
            assumeTrue(!ran.errors().contains("zstd"), ran.errors());
            assertEquals(0, ran.code(), ran.errors());
            List<String> expected = new ArrayList<>();
            expected.addAll(rows("types", TYPE_ROWS, EveryType.typeColumns(), EveryType::type));
            expected.addAll(rows("encodings", ENCODING_ROWS, EveryType.encodingColumns(), EveryType::encoding));
            expected.addAll(rows("archive", ENCODING_ROWS, EveryType.encodingColumns(), EveryType::encoding));
            if (database.equals(GOLDEN)) {
                expected.addAll(rows("filtered", TYPE_ROWS, EveryType.typeColumns(), EveryType::type));
            }
            assertEquals(
                    expected.stream().sorted().collect(Collectors.joining("\n")),
                    ran.lines().stream().sorted().collect(Collectors.joining("\n")),
                    database.toString());
        }
    }

    /// Tables that changed, in segments, in the delta and in the log, beside views and schemas.
    @Test
    void itReadsWhatStatementsLeft() throws Exception {
        Path database = folder.resolve("sky.almagest");
        try (Engine engine = Engine.open(
                EngineOptions.of(database.toString(), OpenMode.CREATE).withThreads(1))) {
            Session session = engine.session();
            for (String statement : List.of(
                    "CREATE SCHEMA survey",
                    "CREATE TABLE t (a INTEGER, b VARCHAR, c DOUBLE)",
                    "INSERT INTO t VALUES (1, 'x', 1.5), (2, NULL, NULL)",
                    "CREATE VIEW v AS SELECT a FROM t")) {
                session.execute(statement);
            }
            engine.database().writer().flushDelta("t");
            engine.database().checkpoint();
            for (String statement : List.of(
                    "INSERT INTO t VALUES (3, 'z', -0.5)",
                    "ALTER TABLE t ADD COLUMN d BIGINT DEFAULT 7",
                    "ALTER TABLE t DROP COLUMN b",
                    "INSERT INTO t (a) VALUES (4)",
                    "CREATE TABLE survey.u (k UTINYINT, v REAL[])",
                    "INSERT INTO survey.u VALUES (255, [1.0, NULL])")) {
                session.execute(statement);
            }
        }
        List<String> expected = List.of(
                "t\t1\t3ff8000000000000\t7",
                "t\t2\tNULL\t7",
                "t\t3\tbfe0000000000000\t7",
                "t\t4\tNULL\t7",
                "u\t255\t[3ff0000000000000, NULL]");
        Ran ran = read(database);
        assertEquals(0, ran.code(), ran.errors());
        assertEquals(expected, ran.lines());
    }

    /// Deleted rows in the manifest and in the log, of a segment and of the delta.
    @Test
    void itLeavesOutDeletedRows() throws Exception {
        Path database = folder.resolve("gone.almagest");
        try (Engine engine = Engine.open(
                EngineOptions.of(database.toString(), OpenMode.CREATE).withThreads(1))) {
            Session session = engine.session();
            session.execute("CREATE TABLE t (a INTEGER, b INTEGER)").close();
            session.execute("INSERT INTO t SELECT i, 0 FROM generate_series(0, 99999) AS r(i)")
                    .close();
            session.execute("INSERT INTO t VALUES (-1, 1), (-2, 2), (-3, 3), (-4, 4)")
                    .close();
            session.execute("DELETE FROM t WHERE a = -2 OR a BETWEEN 100 AND 90000 OR a % 2 = 0")
                    .close();
            engine.database().checkpoint();
            session.execute("DELETE FROM t WHERE a IN (-1, 1, 3, 99999)").close();
            session.execute("UPDATE t SET b = 7 WHERE a = 5 OR a = -3").close();
            session.execute("ALTER TABLE t ADD COLUMN c INTEGER DEFAULT 9").close();
        }
        List<String> expected = new ArrayList<>();
        for (int a = 7; a < 99_999; a += a == 99 ? 89_902 : 2) {
            expected.add("t\t" + a + "\t0\t9");
        }
        expected.addAll(List.of("t\t5\t7\t9", "t\t-3\t7\t9"));
        Ran ran = read(database);
        assertEquals(0, ran.code(), ran.errors());
        assertEquals(
                expected.stream().sorted().toList(),
                ran.lines().stream().sorted().toList());
    }

    @Test
    void itFindsDamage() throws Exception {
        Path copy = folder.resolve("copy");
        try (Stream<Path> all = Files.walk(GOLDEN)) {
            for (Path path : all.toList()) {
                Files.copy(path, copy.resolve(GOLDEN.relativize(path).toString()));
            }
        }
        for (String name : List.of("data/t000002/000002.seg", "manifest-000003", "log/000004.log")) {
            Path file = copy.resolve(name);
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            bad[bad.length / 3] ^= 4;
            Files.write(file, bad);
            Ran ran = read(copy);
            assertEquals(1, ran.code(), name);
            assertTrue(ran.errors().startsWith("damaged: "), ran.errors());
            Files.write(file, good);
        }
        Files.writeString(copy.resolve("CURRENT"), "almagest database 9\nmanifest-000003\ncrc32c 00000000\n");
        assertTrue(List.of(1, NOT_KNOWN).contains(read(copy).code()));
    }

    private interface Cell {
        Value at(int column, int row);
    }

    private static List<String> rows(String table, int rows, int columns, Cell cell) {
        IntFunction<String> line = row -> table + "\t"
                + IntStream.range(0, columns)
                        .mapToObj(column -> text(cell.at(column, row)))
                        .collect(Collectors.joining("\t"));
        return IntStream.range(0, rows).mapToObj(line).toList();
    }

    /// Spells a value as the reader does.
    private static String text(Value value) {
        return switch (value) {
            case Value.Null _ -> "NULL";
            case Value.OfLong(long number) -> Long.toString(number);
            case Value.OfHuge(var number) -> number.toString();
            case Value.OfDouble(double number) ->
                String.format(Locale.ROOT, "%016x", Double.doubleToRawLongBits(number));
            case Value.OfText(String text) -> '"' + text + '"';
            case Value.OfBytes(var bytes) ->
                bytes.stream()
                        .map(each -> String.format(Locale.ROOT, "%02x", each))
                        .collect(Collectors.joining("", "x'", "'"));
            case Value.OfArray(var elements) ->
                elements.stream().map(SpecificationTest::text).collect(Collectors.joining(", ", "[", "]"));
        };
    }
}
