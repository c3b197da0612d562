package org.almagest.sql.integrity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.Batch;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;

/// SHOW STATS and CHECK DATABASE.
final class StatisticsTest {
    private static final Path PAGE = Path.of("../docs/sql.md");

    private final ByteFiles files = new ByteFiles();

    StatisticsTest() {
        files.createDirectories("/");
    }

    private Engine open(OpenMode mode) {
        return Engine.open(
                EngineOptions.of("/s.almagest", mode).withMemoryBytes(64L << 20).withThreads(2), files);
    }

    private static List<String> csv(Session session, String sql) {
        List<String> lines = new ArrayList<>();
        try (Result.Rows rows = (Result.Rows) session.execute(sql)) {
            lines.add(String.join(
                    ",", rows.columns().stream().map(column -> column.name()).toList()));
            Batch batch = new Batch(rows.columns().size());
            while (rows.stream().next(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    List<String> cells = new ArrayList<>();
                    for (int c = 0; c < batch.columnCount(); c++) {
                        boolean isNull = batch.column(c).isNull(batch.row(i));
                        cells.add(
                                isNull
                                        ? ""
                                        : org.almagest.exec.cast.TextForm.of(
                                                rows.columns().get(c).type(), batch.column(c), batch.row(i)));
                    }
                    lines.add(String.join(",", cells));
                }
            }
        }
        return lines;
    }

    /// The page shows statements, each behind `> `, and below the last of them what it answers.
    @Test
    void theExampleOnThePageIsRight() throws IOException {
        List<String> page = Files.readAllLines(PAGE);
        int at = page.indexOf("## Statistics");
        assertTrue(at > 0, "the page has a section Statistics");
        List<String> example = new ArrayList<>();
        int start = at + page.subList(at, page.size()).indexOf("```text") + 1;
        for (int i = start; !page.get(i).equals("```"); i++) {
            example.add(page.get(i));
        }
        try (Engine engine = Engine.open(EngineOptions.inMemory().withThreads(1))) {
            List<String> answer = List.of();
            for (String line : example) {
                if (line.startsWith("> ")) {
                    String sql = line.substring(2);
                    answer = sql.startsWith("SHOW") ? csv(engine.session(), sql) : Answer.of(engine.session(), sql);
                }
            }
            assertEquals(example.stream().filter(line -> !line.startsWith("> ")).toList(), answer);
        }
    }

    @Test
    void segmentsAndInsertedRowsCountTogether() {
        try (Engine engine = open(OpenMode.CREATE)) {
            EveryType.makeStars(engine.database(), "stars", 20_000);
            List<String[]> before = cells(csv(engine.session(), "SHOW STATS FOR stars"));
            assertEquals("20003", before.get(0)[2]);
            assertEquals(20_003, Long.parseLong(before.get(0)[5]), 800);
            assertEquals("0", before.get(0)[6]);
            assertEquals(100_000, Double.parseDouble(before.get(0)[9]), 5_000);
            assertEquals("5001", before.get(5)[3]);
            assertEquals(12, Long.parseLong(before.get(4)[5]));
            long cells = Long.parseLong(before.get(1)[13]);
            assertTrue(cells >= 768, "positions everywhere, but in " + cells + " cells");
            engine.database().writer().flushDelta("stars");
            List<String[]> after = cells(csv(engine.session(), "SHOW STATS FOR stars"));
            assertEquals(before.get(0)[5], after.get(0)[5]);
            assertEquals("20003", after.get(0)[14], "ids ascend");
            assertEquals("0", after.get(2)[14], "declinations do not");
            engine.database().checkpoint();
        }
        try (Engine engine = open(OpenMode.READ_ONLY)) {
            assertEquals(
                    12,
                    Long.parseLong(
                            cells(csv(engine.session(), "SHOW STATS stars")).get(4)[5]));
            AlmagestException unknown =
                    assertThrows(AlmagestException.class, () -> engine.session().execute("SHOW STATS starz"));
            assertEquals(SqlState.UNDEFINED_TABLE, unknown.state());
        }
    }

    private static List<String[]> cells(List<String> lines) {
        return lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    @Test
    void everyTypeHasStatistics() {
        try (Engine engine = open(OpenMode.CREATE)) {
            EveryType.makeTypes(engine.database(), 500);
            List<String[]> rows = cells(csv(engine.session(), "SHOW STATS types"));
            assertEquals(EveryType.typeColumns(), rows.size());
            for (String[] row : rows) {
                // A type such as DECIMAL(9, 2) takes two cells.
                int shift = row.length - 20;
                assertEquals("505", row[2 + shift], Arrays.toString(row));
                assertTrue(row[1].endsWith("]") || !row[5 + shift].isEmpty(), Arrays.toString(row));
            }
        }
    }

    @Test
    void checkSaysEveryFaultAndReadsOnly() {
        try (Engine engine = open(OpenMode.CREATE)) {
            EveryType.makeStars(engine.database(), "stars", 20_000);
            EveryType.makeTypes(engine.database(), 50);
            assertEquals(List.of(), Answer.of(engine.session(), "CHECK DATABASE"));
        }
        var before = files.content();
        before.forEach((path, bytes) -> {
            if (path.endsWith(".seg")) {
                byte[] bad = bytes.clone();
                bad[200] ^= 1;
                bad[bytes.length / 2] ^= 1;
                files.put(path, bad);
            }
        });
        files.put("/s.almagest/data/t000001/000099.seg", new byte[10]);
        var damaged = files.content();
        try (Engine engine = open(OpenMode.READ_ONLY)) {
            List<String> all = Answer.of(engine.session(), "CHECK DATABASE");
            assertTrue(all.size() >= 4, all.toString());
            assertTrue(all.stream().anyMatch(line -> line.contains("unreferenced") && line.contains("000099.seg")));
            List<String> one = Answer.of(engine.session(), "CHECK TABLE types");
            assertTrue(one.size() >= 1 && one.stream().allMatch(line -> line.contains("/t000002/")), one.toString());
        }
        assertEquals(damaged.keySet(), files.content().keySet());
    }

    @Test
    void aFailingReadOrAFullDiskLeavesTheLastGoodState() throws IOException {
        try (Engine engine = open(OpenMode.CREATE)) {
            Answer.of(engine.session(), "CREATE TABLE kept (id BIGINT)");
            Answer.of(engine.session(), "INSERT INTO kept VALUES (1), (2)");
        }
        StringBuilder text = new StringBuilder("id,x\n");
        for (int i = 0; i < 200_000; i++) {
            text.append(i).append(',').append(i / 3.0).append('\n');
        }
        files.put("/big.csv", text.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        for (int allowed = 0; allowed < 12; allowed++) {
            FailingReads failing = new FailingReads(files, "/big.csv", allowed);
            boolean failed = false;
            try (Engine engine =
                    Engine.open(EngineOptions.of("/s.almagest", OpenMode.WRITE).withMemoryBytes(64L << 20), failing)) {
                Answer.of(engine.session(), "CREATE TABLE big AS SELECT * FROM '/big.csv'");
                Answer.of(engine.session(), "DROP TABLE big");
            } catch (AlmagestException failure) {
                assertEquals(SqlState.IO_ERROR, failure.state(), failure.getMessage());
                assertTrue(failure.getMessage().contains("/big.csv"), failure.getMessage());
                failed = true;
            }
            assertTrue(failed || allowed > 0, "no read failed");
            try (Engine engine = open(OpenMode.WRITE)) {
                assertEquals(List.of("OfLong[value=2]"), Answer.of(engine.session(), "SELECT count(*) FROM kept"));
                assertEquals(1, Answer.of(engine.session(), "SHOW TABLES").size());
                assertEquals(List.of(), Answer.of(engine.session(), "CHECK DATABASE"));
            }
        }
    }
}
