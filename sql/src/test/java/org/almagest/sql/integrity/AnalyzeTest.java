package org.almagest.sql.integrity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;

/// ANALYZE, and what is estimated by the samples that it takes.
final class AnalyzeTest {
    private static final Pattern EXPECTED = Pattern.compile("\"estimatedRows\": (\\d+)");
    private static final int ROWS = 300_000;

    /// y follows x, z does not; c has few values, one of them common; n is NULL in a third of the rows.
    private static final String TABLE = "CREATE TABLE t AS SELECT i AS id, (i * 7919) % " + ROWS + " AS x,"
            + " ((i * 7919) % " + ROWS + ") * 2.0 + i % 50 AS y, (i * 104729 % 300007)::DOUBLE AS z,"
            + " CASE WHEN i % 10 < 9 THEN 'common' ELSE 'rare' || (i % 100)::VARCHAR END AS c,"
            + " CASE WHEN i % 3 > 0 THEN i END AS n, i * 7 % 3001 AS g FROM range(" + ROWS + ") r(i)";

    private final ByteFiles files = new ByteFiles();

    AnalyzeTest() {
        files.createDirectories("/");
    }

    private Engine open(OpenMode mode) {
        return Engine.open(EngineOptions.of("/a.almagest", mode).withThreads(2), files);
    }

    private static long expected(Session session, String condition) {
        Matcher found = EXPECTED.matcher(text(session, "EXPLAIN (FORMAT json) SELECT 1 FROM t WHERE " + condition));
        assertTrue(found.find());
        return Long.parseLong(found.group(1));
    }

    private static long counted(Session session, String condition) {
        return Long.parseLong(text(session, "SELECT count(*)::VARCHAR FROM t WHERE " + condition));
    }

    private static String text(Session session, String sql) {
        try (Result.Rows rows = (Result.Rows) session.execute(sql)) {
            Batch batch = new Batch(1);
            assertTrue(rows.stream().next(batch));
            return ((org.almagest.columnar.type.Value.OfText) Cells.get(batch.column(0), batch.row(0))).value();
        }
    }

    private static void assertNear(Session session, String condition, double most) {
        double expected = Math.max(1, expected(session, condition));
        double counted = Math.max(1, counted(session, condition));
        double error = Math.max(expected / counted, counted / expected);
        assertTrue(error <= most, () -> condition + ": " + expected + " expected, " + counted + " counted");
    }

    @Test
    void columnsThatFollowEachOtherAreEstimatedTogether() {
        try (Engine engine = open(OpenMode.CREATE)) {
            Session session = engine.session();
            Answer.of(session, TABLE);
            String both = "x BETWEEN 30000 AND 60000 AND y BETWEEN 60000 AND 120000";
            String neither = "x BETWEEN 30000 AND 60000 AND y BETWEEN 300000 AND 500000";
            assertTrue(expected(session, both) < counted(session, both) / 3, "independence is wrong here");
            Answer.of(session, "ANALYZE t");
            assertNear(session, both, 1.1);
            assertTrue(expected(session, neither) < 100, "there are none");
            assertNear(session, "c = 'common'", 1.05);
            assertNear(session, "c = 'rare9'", 1.5);
            assertNear(session, "c LIKE 'rare%'", 1.1);
            assertNear(session, "c IN ('rare19', 'rare29')", 1.5);
            assertNear(session, "n IS NULL", 1.0001);
            assertNear(session, "n IS NOT NULL AND x % 2 = 0", 1.1);
            assertNear(session, "z < 3000 OR x > 290000", 1.2);
            assertEquals(0, expected(session, "x < 1000 AND x > 2000"));
            assertNear(session, "x = 777", 1.0001);
        }
    }

    private static long groups(Session session, String having) {
        Matcher found =
                EXPECTED.matcher(text(session, "EXPLAIN (FORMAT json) SELECT g FROM t GROUP BY g HAVING " + having));
        assertTrue(found.find());
        return Long.parseLong(found.group(1));
    }

    @Test
    void statisticsShowTheSample() {
        try (Engine engine = open(OpenMode.CREATE)) {
            Session session = engine.session();
            Answer.of(session, TABLE);
            Answer.of(session, "ANALYZE t");
            Answer.of(session, "INSERT INTO t (id) VALUES (1)");
            List<String> rows = Answer.of(session, "SHOW STATS t");
            assertTrue(
                    rows.get(0).contains("value=" + ROWS + "]") && rows.get(0).contains("value=1.0]"), rows.get(0));
            assertTrue(rows.get(4).contains("common (90.") || rows.get(4).contains("common (89."), rows.get(4));
            assertTrue(rows.get(0).contains("value=" + (ROWS + 1) + "]"), "stale: " + rows.get(0));
        }
    }

    private static void assertGroupsNear(Session session, String from, String keys, double most) {
        Matcher found = EXPECTED.matcher(
                text(session, "EXPLAIN (FORMAT json) SELECT count(*) FROM " + from + " GROUP BY " + keys));
        assertTrue(found.find());
        double expected = Math.max(1, Long.parseLong(found.group(1)));
        double counted = Double.parseDouble(text(
                session,
                "SELECT count(*)::VARCHAR FROM (SELECT count(*) AS n FROM " + from + " GROUP BY " + keys + ") s"));
        double error = Math.max(expected / counted, counted / expected);
        assertTrue(error <= most, () -> keys + ": " + expected + " groups expected, " + counted + " counted");
    }

    @Test
    void groupsOfSeveralColumnsAndOfExpressionsAreEstimatedByTheSample() {
        try (Engine engine = open(OpenMode.CREATE)) {
            Session session = engine.session();
            Answer.of(
                    session,
                    "CREATE TABLE t AS SELECT i % 1000 AS city, i % 1000 / 20 AS land, i % 7 AS day, i AS id,"
                            + " i * 7919 % 300000 / 1000.0 AS x, 'n' || (i % 500) AS name FROM range(300000) r(i)");
            Answer.of(session, "ANALYZE t");
            assertGroupsNear(session, "t", "city, land", 1.05);
            assertGroupsNear(session, "t", "city, land, name", 1.05);
            assertGroupsNear(session, "t", "city, day", 1.2);
            assertGroupsNear(session, "t", "id, city", 1.05);
            assertGroupsNear(session, "t", "floor(x / 10)", 1.05);
            assertGroupsNear(session, "t", "floor(x), land", 1.5);
            assertGroupsNear(session, "t WHERE land = 7", "city, land", 1.1);
            assertGroupsNear(session, "t WHERE land = 7", "city", 1.1);
            assertGroupsNear(session, "(SELECT city + 1 AS c, land FROM t WHERE day < 3) s", "c, land", 1.05);
            assertGroupsNear(session, "t a JOIN t b ON a.id = b.id", "a.city, a.land", 1.05);
        }
    }

    @Test
    void joinsOnColumnsThatGoTogetherHaveAsManyKeysAsTheSampleSays() {
        try (Engine engine = open(OpenMode.CREATE)) {
            Session session = engine.session();
            String columns = "SELECT i % 100 AS city, i % 100 / 5 AS land, i AS id FROM range(";
            Answer.of(session, "CREATE TABLE a AS " + columns + "50000) r(i)");
            Answer.of(session, "CREATE TABLE b AS " + columns + "20000) r(i)");
            String join = "EXPLAIN (FORMAT json) SELECT 1 FROM a JOIN b ON a.city = b.city AND a.land = b.land";
            long before = rowsOf(session, join);
            Answer.of(session, "ANALYZE");
            double counted = 50_000.0 * 20_000 / 100;
            assertTrue(before < counted / 5, "independence is wrong here: " + before);
            assertEquals(1, rowsOf(session, join) / counted, 0.1);
        }
    }

    private static long rowsOf(Session session, String explain) {
        return EXPECTED.matcher(text(session, explain))
                .results()
                .mapToLong(each -> Long.parseLong(each.group(1)))
                .max()
                .orElseThrow();
    }

    @Test
    void aStaleSampleIsToldOf() {
        try (Engine engine = open(OpenMode.CREATE)) {
            Session session = engine.session();
            Answer.of(session, "CREATE TABLE s AS SELECT i AS a FROM range(1000) r(i)");
            Answer.of(session, "ANALYZE s");
            Answer.of(session, "INSERT INTO s SELECT i FROM range(200) r(i)");
            assertFalse(lines(session, "EXPLAIN SELECT * FROM s WHERE a < 5").contains("stale"));
            Answer.of(session, "INSERT INTO s SELECT i FROM range(200) r(i)");
            String told = lines(session, "EXPLAIN SELECT * FROM s WHERE a < 5");
            assertTrue(told.contains("the sample is stale: of 1,000 rows, and there are 1,400"), told);
        }
    }

    /// Answers all lines of a column of texts.
    private static String lines(Session session, String sql) {
        return String.join("\n", Answer.of(session, sql));
    }

    /// Of some 3,000 groups of a hundred rows, with sums about 15 million.
    @Test
    void groupsAreEstimatedByWhatTheyAddUpTo() {
        try (Engine engine = open(OpenMode.CREATE)) {
            Session session = engine.session();
            Answer.of(session, TABLE);
            Answer.of(session, "ANALYZE t");
            assertTrue(groups(session, "sum(z) > 30000000.0") < 5);
            assertTrue(groups(session, "sum(z) > 5000000.0") > 2_900);
            assertEquals(1_500, groups(session, "sum(z) > 15000000.0"), 200);
            assertEquals(1_500, groups(session, "avg(z) < 150000.0"), 200);
            assertTrue(groups(session, "count(*) > 200") < 5);
            assertTrue(groups(session, "count(*) >= 50") > 2_900);
        }
    }

    /// Ranges of one to three columns; a few may be wrong, where a handful of rows is right.
    @Test
    void rangesOfAllSelectivitiesAreEstimated() {
        long seed = 20261128;
        System.out.println("AnalyzeTest seed " + seed);
        Random random = new Random(seed);
        try (Engine engine = open(OpenMode.CREATE)) {
            Session session = engine.session();
            Answer.of(session, TABLE);
            Answer.of(session, "ANALYZE");
            int wrong = 0;
            int tries = 120;
            for (int i = 0; i < tries; i++) {
                double share = Math.pow(10, -4 * random.nextDouble());
                String condition = range(random, "x", ROWS, share);
                condition += random.nextBoolean() ? "" : " AND " + range(random, "z", ROWS, random.nextDouble());
                condition += random.nextBoolean() ? "" : " AND " + range(random, "id", ROWS, random.nextDouble());
                double expected = Math.max(1, expected(session, condition));
                double counted = Math.max(1, counted(session, condition));
                wrong += Math.max(expected / counted, counted / expected) > 3 ? 1 : 0;
            }
            assertTrue(wrong <= tries / 10, wrong + " of " + tries + " are wrong by more than 3");
        }
    }

    private static String range(Random random, String column, double values, double share) {
        double low = random.nextDouble() * values * (1 - share);
        return String.format(Locale.ROOT, "%s BETWEEN %.1f AND %.1f", column, low, low + values * share);
    }

    @Test
    void aSampleStaysWithItsTable() {
        String condition = "x BETWEEN 30000 AND 60000 AND y BETWEEN 60000 AND 120000";
        long first;
        try (Engine engine = open(OpenMode.CREATE)) {
            Session session = engine.session();
            Answer.of(session, TABLE);
            Answer.of(session, "ANALYZE t (x, y)");
            Answer.of(session, "ANALYZE t");
            first = expected(session, condition);
            assertEquals(List.of(), Answer.of(session, "CHECK DATABASE"));
            assertEquals(List.of(), Answer.of(session, "SELECT * FROM almagest_indexes()"), "it is no index");
        }
        for (boolean checkpoint : new boolean[] {true, false}) {
            try (Engine engine = open(OpenMode.WRITE)) {
                assertEquals(first, expected(engine.session(), condition), "the same after opening again");
                if (checkpoint) {
                    Answer.of(engine.session(), "CHECKPOINT");
                }
            }
        }
        try (Engine engine = open(OpenMode.WRITE)) {
            Session session = engine.session();
            Answer.of(session, "ALTER TABLE t ADD COLUMN w INTEGER DEFAULT 5");
            Answer.of(session, "ALTER TABLE t DROP COLUMN z");
            Answer.of(session, "INSERT INTO t SELECT id, x, y, c, n, g, 6 FROM t");
            assertEquals(List.of(), Answer.of(session, "CHECK DATABASE"));
            assertNear(session, condition, 1.1);
            assertNear(session, "w = 6 AND x < 30000", 1.1);
            Answer.of(session, "TRUNCATE t");
            assertEquals(0, expected(session, condition));
            Answer.of(session, "DROP TABLE t");
            assertEquals(List.of(), Answer.of(session, "CHECK DATABASE"));
        }
    }

    @Test
    void whatCannotBeAnalyzedSaysSo() {
        try (Engine engine = open(OpenMode.CREATE)) {
            Session session = engine.session();
            Answer.of(session, "CREATE TABLE e (a INTEGER, b BLOB, s DOUBLE[])");
            Answer.of(session, "ANALYZE e");
            Answer.of(session, "INSERT INTO e VALUES (1, NULL, NULL)");
            Answer.of(session, "CREATE VIEW v AS SELECT * FROM e");
            assertEquals(SqlState.UNDEFINED_TABLE, failure(session, "ANALYZE nothing"));
            assertEquals(SqlState.UNDEFINED_COLUMN, failure(session, "ANALYZE e (q)"));
            assertEquals(SqlState.WRONG_OBJECT_TYPE, failure(session, "ANALYZE v"));
            assertEquals(SqlState.UNDEFINED_OBJECT, failure(session, "CREATE INDEX i ON e USING sample (a)"));
        }
        try (Engine engine = open(OpenMode.READ_ONLY)) {
            failure(engine.session(), "ANALYZE e");
        }
    }

    private static SqlState failure(Session session, String sql) {
        return assertThrows(AlmagestException.class, () -> session.execute(sql).close())
                .state();
    }

    @Test
    void aWrongSampleIsFound() {
        try (Engine engine = open(OpenMode.CREATE)) {
            Answer.of(engine.session(), TABLE);
            Answer.of(engine.session(), "ANALYZE t");
        }
        files.content().forEach((path, bytes) -> {
            if (path.endsWith(".idx")) {
                byte[] bad = bytes.clone();
                bad[bytes.length / 3] ^= 1;
                files.put(path, bad);
            }
        });
        try (Engine engine = open(OpenMode.READ_ONLY)) {
            List<String> faults = Answer.of(engine.session(), "CHECK DATABASE");
            assertTrue(!faults.isEmpty() && faults.toString().contains(".idx"), faults.toString());
        }
    }
}
