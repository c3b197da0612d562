package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TABLESAMPLE: how many rows, which ones again, and which pages are not read.
final class SampleTest {
    private static final int ROWS = 400_000;
    private static final int PAGE_ROWS = 16_384;

    @TempDir
    static Path folder;

    private static Engine engine;

    /// One thread loads, so that pages are filled in order; several read.
    @BeforeAll
    static void load() {
        String database = folder.resolve("x.almagest").toString();
        EngineOptions options = EngineOptions.of(database, OpenMode.CREATE).withMemoryBytes(256 << 20);
        try (Engine loading = Engine.open(options.withThreads(1))) {
            Session session = loading.session();
            Rows.of(session, "CREATE TABLE star AS SELECT n AS id FROM generate_series(1, " + ROWS + ") t(n)");
            Rows.of(session, "CREATE TABLE few (id BIGINT)");
            Rows.of(session, "INSERT INTO few VALUES (1), (2), (3), (4), (5)");
            firstSums = sums(session);
        }
        engine = Engine.open(options.withThreads(4));
    }

    private static List<List<Object>> firstSums;

    private static List<List<Object>> sums(Session session) {
        return Rows.of(
                session,
                "SELECT (SELECT sum(id) FROM star TABLESAMPLE BERNOULLI (3) REPEATABLE (8)),"
                        + " (SELECT sum(id) FROM star TABLESAMPLE SYSTEM (30) REPEATABLE (8))");
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void theSameSeedPicksTheSameRowsAtAnyNumberOfThreads() {
        assertEquals(firstSums, sums(engine.session()));
    }

    private static long count(String sql) {
        List<List<Object>> once = Rows.of(engine.session(), sql);
        assertEquals(once, Rows.of(engine.session(), sql), "twice");
        return (Long) once.getFirst().getFirst();
    }

    @ParameterizedTest
    @CsvSource({"BERNOULLI, 10, 1", "BERNOULLI, 10, 2", "BERNOULLI, 0.5, 1", "BERNOULLI, 99, 7"})
    void rowsArePickedByThemselves(String method, double percent, int seed) {
        long picked = count("SELECT count(*), sum(id), min(id) FROM star TABLESAMPLE " + method + " (" + percent
                + ") REPEATABLE (" + seed + ")");
        double share = percent / 100;
        double deviation = Math.sqrt(ROWS * share * (1 - share));
        assertTrue(Math.abs(picked - ROWS * share) < 5 * deviation, picked + " rows of " + percent + " %");
    }

    @Test
    void pagesAreReadWholeOrNotAtAll() {
        String sample = "star TABLESAMPLE SYSTEM (40) REPEATABLE (3)";
        long picked = count("SELECT count(*), sum(id) FROM " + sample);
        assertTrue(picked > 0 && picked < ROWS, picked + " rows");
        long rest = picked % PAGE_ROWS;
        assertTrue(rest == 0 || rest == ROWS % PAGE_ROWS, "whole pages: " + picked);
        String plan = Rows.of(engine.session(), "EXPLAIN ANALYZE SELECT sum(id) FROM " + sample)
                .toString();
        assertTrue(plan.contains("40 % of the pages of table star"), plan);
        long pages = (picked + PAGE_ROWS - 1) / PAGE_ROWS;
        long all = (ROWS + PAGE_ROWS - 1) / PAGE_ROWS;
        assertTrue(plan.contains("pages: " + pages + " planned, " + (all - pages) + " skipped"), plan);
    }

    @Test
    void theSeedDecides() {
        String sum = "SELECT sum(id) FROM star TABLESAMPLE BERNOULLI (1) REPEATABLE (%d)";
        assertNotEquals(Rows.of(engine.session(), sum.formatted(1)), Rows.of(engine.session(), sum.formatted(2)));
        String other = "SELECT sum(id) FROM star TABLESAMPLE BERNOULLI (1)";
        assertNotEquals(Rows.of(engine.session(), other), Rows.of(engine.session(), other));
    }

    @ParameterizedTest
    @CsvSource({"BERNOULLI", "SYSTEM"})
    void conditionsComeBehindTheSample(String method) {
        String sample = " FROM star s TABLESAMPLE " + method + " (30) REPEATABLE (5)";
        assertEquals(
                count("SELECT count_if(id % 7 = 0 AND id > 100000)" + sample),
                count("SELECT count(*)" + sample + " WHERE id % 7 = 0 AND id > 100000"));
        assertEquals(
                count("SELECT max(id)" + sample + " WHERE id < 300000"),
                count("SELECT id" + sample + " WHERE id < 300000 ORDER BY id DESC LIMIT 1"));
    }

    @ParameterizedTest
    @CsvSource({"BERNOULLI", "SYSTEM"})
    void nothingAndAll(String method) {
        for (String table : List.of("star", "few")) {
            long rows = count("SELECT count(*) FROM " + table);
            assertEquals(0, count("SELECT count(*) FROM " + table + " TABLESAMPLE " + method + " (0)"));
            assertEquals(rows, count("SELECT count(*) FROM " + table + " TABLESAMPLE " + method + " (100)"));
        }
    }

    @Test
    void filesAreSampledToo() throws Exception {
        Path file = folder.resolve("n.csv");
        StringBuilder text = new StringBuilder("n\n");
        for (int i = 0; i < 20_000; i++) {
            text.append(i).append('\n');
        }
        Files.writeString(file, text);
        for (String table : List.of("'" + file + "'", "read_csv('" + file + "')")) {
            long picked = count(
                    "SELECT count(*) FROM " + table + " AS f TABLESAMPLE BERNOULLI (20) REPEATABLE (1) WHERE n >= 0");
            assertTrue(Math.abs(picked - 4000) < 300, picked + " rows");
            assertEquals(20_000, count("SELECT count(*) FROM " + table + " TABLESAMPLE SYSTEM (100)"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM star TABLESAMPLE BERNOULLI (101)                      | INVALID_SAMPLE
            SELECT * FROM star TABLESAMPLE BERNOULLI (-1)                       | INVALID_SAMPLE
            SELECT * FROM star TABLESAMPLE BERNOULLI (NULL)                     | INVALID_SAMPLE
            SELECT * FROM star TABLESAMPLE SYSTEM (1) REPEATABLE (NULL)         | INVALID_SAMPLE_SEED
            SELECT * FROM star TABLESAMPLE SYSTEM ('x')                         | INVALID_SAMPLE
            SELECT * FROM star TABLESAMPLE RESERVOIR (1)                        | SYNTAX_ERROR
            SELECT * FROM (SELECT 1) t TABLESAMPLE SYSTEM (1)                   | WRONG_OBJECT_TYPE
            SELECT * FROM range(5) TABLESAMPLE SYSTEM (1)                       | WRONG_OBJECT_TYPE
            WITH w AS (SELECT 1) SELECT * FROM w TABLESAMPLE SYSTEM (1)         | WRONG_OBJECT_TYPE
            """)
    void whatCannotBeSampledIsSaid(String sql, SqlState state) {
        AlmagestException refused =
                Assertions.assertThrows(AlmagestException.class, () -> Rows.of(engine.session(), sql));
        assertEquals(state, refused.state());
        assertTrue(refused.position().isPresent());
    }
}
