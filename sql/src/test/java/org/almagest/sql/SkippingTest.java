package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Random conditions over a table of several segments, pages and rows not yet in a segment, on
/// Almagest and DuckDB: whatever is skipped, the rows are the same.
class SkippingTest {
    private static final long SEED = Long.getLong("almagest.seed", 20260101);
    private static final int SEGMENT_ROWS = 20_000;
    private static final int ROWS = 3 * SEGMENT_ROWS;
    private static final int CONDITIONS = 400;
    private static final String COLUMNS = "(id BIGINT, x DOUBLE, r REAL, t VARCHAR, s SMALLINT, d DATE,"
            + " p DECIMAL(10,2), flag BOOLEAN, rare INTEGER, code BIGINT, big DECIMAL(30,3))";

    private static DuckDb duckDb;
    private static Engine engine;

    @BeforeAll
    static void load() throws SQLException {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        duckDb = new DuckDb();
        engine = Engine.open(EngineOptions.inMemory().withMemoryBytes(256 << 20).withThreads(2));
        duckDb.execute("CREATE TABLE stars " + COLUMNS);
        Session session = engine.session();
        Rows.of(session, "CREATE TABLE stars " + COLUMNS + " CLUSTER BY (id) WITH (bloom 'code, r, t, big, p')");
        for (int first = 0; first < ROWS; first += SEGMENT_ROWS) {
            Rows.of(session, "CREATE OR REPLACE TABLE fresh " + COLUMNS);
            for (int from = first; from < first + SEGMENT_ROWS; from += 1000) {
                String values = rows(random, from, 1000);
                duckDb.execute("INSERT INTO stars VALUES " + values);
                Rows.of(session, "INSERT INTO fresh VALUES " + values);
            }
            Rows.of(session, "INSERT INTO stars SELECT * FROM fresh");
        }
        String last = rows(random, ROWS, 50);
        duckDb.execute("INSERT INTO stars VALUES " + last);
        Rows.of(session, "INSERT INTO stars VALUES " + last);
    }

    @AfterAll
    static void close() throws SQLException {
        duckDb.close();
        engine.close();
    }

    private static String rows(Random random, int first, int count) {
        List<String> rows = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            String x = random.nextInt(500) == 0 && i > SEGMENT_ROWS
                    ? "'NaN'"
                    : Double.toString(i / 8.0 + random.nextInt(64) - 2000);
            String text = String.format(Locale.ROOT, "%s star of the catalogue number %06d", i % 3 == 0 ? "A" : "é", i);
            rows.add("(" + 10L * i + ", " + maybe(random, x) + ", "
                    + maybe(random, Float.toString(random.nextInt(4000) / 16f + i / 64)) + ", '"
                    + text + "', " + maybe(random, Integer.toString(i / 100 - 300)) + ", DATE '"
                    + java.time.LocalDate.ofEpochDay(10_000 + i / 50) + "', "
                    + maybe(random, String.format(Locale.ROOT, "%.2f", i / 7.0)) + ", "
                    + maybe(random, i % 2 == 0 ? "TRUE" : "FALSE") + ", "
                    + (i < SEGMENT_ROWS ? "NULL" : Integer.toString(random.nextInt(3))) + ", "
                    + maybe(random, Long.toString(code(i))) + ", "
                    + maybe(random, code(i + 1) + ".125") + ")");
        }
        return String.join(", ", rows);
    }

    /// Answers numbers that are spread over all pages, so that zone maps skip none.
    private static long code(long row) {
        return row * 0x9E37_79B9_7F4AL % 1_000_003;
    }

    private static String maybe(Random random, String value) {
        return random.nextInt(40) == 0 ? "NULL" : value;
    }

    private static String condition(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            int operands = 2 + random.nextInt(3);
            List<String> parts = new ArrayList<>();
            String same = column(random);
            boolean one = random.nextBoolean();
            for (int i = 0; i < operands; i++) {
                parts.add(one ? leaf(random, same) : condition(random, depth - 1));
            }
            String joined = "(" + String.join(random.nextInt(3) > 0 ? " OR " : " AND ", parts) + ")";
            return random.nextInt(5) == 0 ? "NOT " + joined : joined;
        }
        return leaf(random, column(random));
    }

    private static String column(Random random) {
        return List.of("id", "x", "r", "t", "s", "d", "p", "rare", "code", "big")
                .get(random.nextInt(10));
    }

    private static String leaf(Random random, String column) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> column + " BETWEEN " + constant(random, column) + " AND " + constant(random, column);
            case 2 -> column + " NOT BETWEEN " + constant(random, column) + " AND " + constant(random, column);
            case 3 -> column + " IN (" + constant(random, column) + ", " + constant(random, column) + ")";
            case 4 -> column + " NOT IN (" + constant(random, column) + (random.nextInt(6) == 0 ? ", NULL" : "") + ")";
            case 5 -> column + (random.nextBoolean() ? " IS NULL" : " IS NOT NULL");
            case 6 -> random.nextBoolean() ? "flag" : "NOT flag";
            default -> column + " " + comparison(random) + " " + constant(random, column);
        };
    }

    private static String comparison(Random random) {
        return List.of("=", "<>", "<", "<=", ">", ">=").get(random.nextInt(6));
    }

    private static String constant(Random random, String column) {
        int row = random.nextInt(ROWS + 200) - 100;
        return switch (column) {
            case "id" -> Long.toString(10L * row + random.nextInt(3) / 2);
            case "x" -> random.nextInt(30) == 0 ? "'NaN'" : Double.toString(row / 8.0 - 2000);
            case "r" -> random.nextBoolean() ? row / 64 + ".25" : "CAST(" + row / 64 + ".1 AS DOUBLE)";
            case "t" -> "'" + (random.nextBoolean() ? "A" : "é") + " star of the catalogue number " + row + "'";
            case "s" -> Integer.toString(random.nextInt(20) == 0 ? 100_000 : row / 100 - 300);
            case "d" -> "DATE '" + java.time.LocalDate.ofEpochDay(10_000 + row / 50) + "'";
            case "code" -> Long.toString(code(row) + random.nextInt(4) / 3);
            case "big" -> code(row) + (random.nextBoolean() ? ".125" : ".5");
            case "rare" -> Integer.toString(random.nextInt(4));
            default -> String.format(Locale.ROOT, "%.2f", row / 7.0);
        };
    }

    private static void same(String sql) throws SQLException {
        List<List<Object>> expected = duckDb.rows(sql);
        List<List<Object>> actual = Rows.of(engine.session(), sql);
        if (!Rows.same(Rows.sorted(expected), Rows.sorted(actual))) {
            fail(sql + "\nexpected " + expected + "\nbut was  " + actual + "\n" + plan(sql));
        }
    }

    private static String plan(String sql) {
        return String.join(
                "\n",
                Rows.of(engine.session(), "EXPLAIN ANALYZE " + sql).stream()
                        .map(row -> row.getFirst().toString())
                        .toList());
    }

    @Test
    void randomConditionsSelectTheSameRows() throws SQLException {
        Random random = new Random(SEED);
        for (int i = 0; i < CONDITIONS; i++) {
            same("SELECT count(*), sum(id), sum(s), count(r) FROM stars WHERE " + condition(random, 2));
        }
    }

    @Test
    void zoneMapsAnswerWhatIsRead() throws SQLException {
        String extremes = "SELECT count(*), count(x), min(x), max(x), min(r), max(r), min(id), max(id), min(s), max(s),"
                + " count(t), min(d), max(d), min(p), max(p), min(flag), max(flag), count(rare), min(rare) FROM stars";
        same(extremes);
        same("SELECT min(t), max(t), count(*) FROM stars");
        same("SELECT count(*) FROM stars WHERE rare IS NULL");
        same("SELECT count(*), count(rare), max(rare) FROM stars WHERE rare IS NOT NULL");
        same("SELECT count(*), count(x), max(x) FROM stars WHERE x IS NULL");
        same("SELECT count(*), count(x), max(x), min(x) FROM stars WHERE x IS NOT NULL AND id > 250000");
        Random random = new Random(SEED + 1);
        for (int i = 0; i < CONDITIONS; i++) {
            String column = List.of("id", "x", "r", "s", "d", "p", "rare").get(random.nextInt(7));
            String what = random.nextInt(3) == 0
                    ? "count(*)"
                    : "count(*), count(" + column + "), min(" + column + "), max(" + column + ")";
            same("SELECT " + what + " FROM stars WHERE " + condition(random, random.nextInt(2)));
        }
    }

    @Test
    void zoneMapsAloneAnswerForWholeSegments() {
        String plan = plan("SELECT count(*), min(x), max(x), count(r) FROM stars");
        assertTrue(plan.contains("zone maps answer for 60,000 rows; 0 of 12 pages are left to read"), plan);
        assertTrue(plan.contains("pages: 0 planned, 0 skipped, 0 read"), plan);
        plan = plan("SELECT count(*), max(id) FROM stars WHERE id BETWEEN -5 AND 170000");
        assertTrue(plan.contains("zone maps answer for 16,384 rows; 1 of 6 pages are left to read"), plan);
        plan = plan("SELECT count(*) FROM stars WHERE x IS NULL");
        assertTrue(plan.contains("zone maps answer for"), plan);
        assertTrue(!plan("SELECT min(t) FROM stars").contains("zone maps answer"));
        assertTrue(!plan("SELECT sum(id) FROM stars").contains("zone maps answer"));
    }

    @Test
    void bloomFiltersRefusePages() throws SQLException {
        long there = (Long) duckDb.rows("SELECT code FROM stars WHERE id = 400000")
                .getFirst()
                .getFirst();
        String plan = plan("SELECT id FROM stars WHERE code = " + there);
        assertTrue(plan.contains("Bloom filters of code are asked for the values"), plan);
        assertTrue(plan.contains("2 planned, 10 skipped") && plan.contains("Bloom filters refuse"), plan);
        plan = plan("SELECT id FROM stars WHERE code IN (-5, -7, " + there + ")");
        assertTrue(plan.contains("2 planned, 10 skipped") && plan.contains("Bloom filters refuse"), plan);
        Random random = new Random(SEED + 2);
        for (int i = 0; i < CONDITIONS; i++) {
            String column = List.of("code", "r", "t", "big", "p").get(random.nextInt(5));
            String value = constant(random, column);
            same("SELECT id FROM stars WHERE " + column
                    + (random.nextBoolean() ? " = " + value : " IN (" + value + ", " + constant(random, column) + ")"));
        }
    }

    @Test
    void endsOfBlocksDecideInSortedPages() throws SQLException {
        duckDb.execute("CREATE TABLE named AS SELECT t, id FROM stars");
        Rows.of(engine.session(), "CREATE TABLE named CLUSTER BY (t) AS SELECT t, id FROM stars");
        Random random = new Random(SEED + 3);
        for (int i = 0; i < 100; i++) {
            same("SELECT count(*), sum(id) FROM named WHERE t " + comparison(random) + " " + constant(random, "t"));
            same("SELECT count(*), sum(id) FROM named WHERE t BETWEEN " + constant(random, "t") + " AND "
                    + constant(random, "t"));
            same("SELECT count(*), sum(id) FROM named WHERE t LIKE 'A star of the catalogue number 0" + i + "%'");
        }
        String plan = plan("SELECT id FROM named WHERE t = 'A star of the catalogue number 000300'");
        assertTrue(plan.contains("31 skipped"), plan);
    }

    @Test
    void patternsOfSeveralPiecesAreSearchedByBlocks() throws SQLException {
        for (String pattern : List.of(
                "%star%number%7",
                "%number%star%", "é%catalogue%00%1_", "%the%the%", "%catalogue number%9%9%", "%a%e%")) {
            same("SELECT count(*), sum(id) FROM stars WHERE t LIKE '" + pattern + "'");
            same("SELECT count(*), sum(id) FROM stars WHERE t NOT LIKE '" + pattern + "'");
            same("SELECT count(*), sum(id) FROM stars WHERE s < -200 AND t LIKE '" + pattern + "'");
        }
    }

    @Test
    void equalColumnsOfThreeTablesMayBeJoinedInAnyOrder() throws SQLException {
        String parts = "CREATE TABLE parts AS SELECT id, s, code FROM stars WHERE id % 90 = 0";
        duckDb.execute(parts);
        Rows.of(engine.session(), parts);
        same("SELECT count(*), sum(a.id), sum(b.s), sum(c.s) FROM stars a, parts b, stars c"
                + " WHERE a.id = b.id AND b.id = c.id AND c.s > -100");
        same("SELECT count(*), sum(a.id), sum(b.s), sum(c.s) FROM stars a, parts b, parts c, stars d"
                + " WHERE a.id = b.id AND b.id = c.id AND d.code = c.code AND a.code = d.code AND b.s < 200");
    }

    @Test
    void keysOfAJoinLeaveRowsOutOfItsOtherSide() throws SQLException {
        String few = "CREATE TABLE few AS SELECT code, id + 5 * (id % 3) AS near, s, t FROM stars WHERE id % 70 = 0";
        duckDb.execute(few);
        Rows.of(engine.session(), few);
        for (String join : List.of(
                "stars JOIN few ON stars.code = few.code",
                "stars JOIN few ON stars.id = few.near",
                "stars JOIN few ON stars.s = few.s AND stars.t = few.t",
                "stars JOIN few ON stars.rare = few.s")) {
            same("SELECT count(*), sum(stars.id), sum(few.s), max(few.near), min(few.t), count(few.code) FROM " + join);
        }
        same("SELECT count(*), sum(a.id), sum(b.id), count(b.s) FROM stars a JOIN stars b ON a.code = b.big - 0.125");
        same("SELECT count(*), sum(a.id), sum(b.id), count(b.s) FROM stars a JOIN stars b ON a.code = b.code");
        same("SELECT count(*), sum(stars.id) FROM stars SEMI JOIN few ON stars.code = few.code");
        same("SELECT count(*), sum(stars.id) FROM stars ANTI JOIN few ON stars.code = few.code");
        same("SELECT count(*), sum(few.near), min(few.t) FROM few SEMI JOIN stars ON stars.code = few.code");
        same("SELECT count(*), sum(few.near), min(few.t) FROM few ANTI JOIN stars ON stars.code = few.code");
        same("SELECT count(*), sum(few.near) FROM few WHERE EXISTS (SELECT 1 FROM stars"
                + " WHERE stars.code = few.code AND stars.s > few.s)");
        same("SELECT count(*), sum(few.near) FROM few WHERE NOT EXISTS (SELECT 1 FROM stars"
                + " WHERE stars.code = few.code AND stars.s > few.s)");
        same("SELECT count(*), sum(g.n), sum(g.most) FROM (SELECT code, count(*) AS n, max(s) AS most FROM stars"
                + " GROUP BY code) g JOIN few ON g.code = few.code");
        same("SELECT count(*), sum(few.s) FROM stars LEFT JOIN few ON stars.code = few.code");
    }

    @Test
    void aCheckFindsNothing() {
        List<List<Object>> faults = Rows.of(engine.session(), "CHECK TABLE stars");
        assertTrue(
                faults.stream().allMatch(row -> row.toString().contains("no fault")) || faults.isEmpty(), faults + "");
    }

    @Test
    void anOrOfRangesSkipsPages() {
        String plan = plan("SELECT count(*), sum(s) FROM stars WHERE id BETWEEN 10 AND 2000 OR id = 5000"
                + " OR id BETWEEN 590000 AND 595000");
        assertTrue(plan.contains("where id in [10, 2000] or 5000 or [590000, 595000]"), plan);
        assertTrue(plan.contains("conditions are evaluated in the scan"), plan);
        assertTrue(plan.contains("pages: 4 planned, 8 skipped"), plan);
    }

    @Test
    void anOrImpliesRangesToSkipBy() {
        String plan = plan("SELECT count(*), sum(s) FROM stars"
                + " WHERE id < 2000 AND length(t) = 35 OR id > 595000 AND length(t) > 10");
        assertTrue(plan.contains("where id in (..., 1999] or [595001, ...)"), plan);
        assertTrue(plan.contains("Filter "), plan);
        assertTrue(plan.contains("8 skipped") || plan.contains("12 skipped"), plan);
    }

    @Test
    void conditionsThatExcludeEachOtherReadNothing() {
        String plan = plan("SELECT count(*) FROM stars WHERE id < 10 AND (id > 20 OR id IN (11, 12))");
        assertTrue(plan.contains("No rows: the conditions exclude each other"), plan);
    }
}
