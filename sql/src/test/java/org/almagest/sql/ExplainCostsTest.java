package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What EXPLAIN says of costs: which path a scan takes, what the others would cost, how wrong estimates
/// were, and how long the passes took.
final class ExplainCostsTest {
    private static final long SEED = Long.getLong("almagest.seed", 5);
    private static final int ROWS = 200_000;
    private static final Pattern LEFT = Pattern.compile("(?:leave|read) ([0-9,]+) of ([0-9,]+) pages");
    private static final Pattern PLANNED = Pattern.compile("pages: ([0-9,]+) planned, ([0-9,]+) skipped");

    private static Engine engine;
    private static Session session;

    @BeforeAll
    static void load() {
        engine = Engine.open(EngineOptions.inMemory().withThreads(2));
        session = engine.session();
        Rows.of(
                session,
                "CREATE TABLE t AS SELECT i AS id, (i * 7919) % 1000 AS mixed, i::DOUBLE / 3 AS x, 'n' || i % 10 AS name"
                        + " FROM range(" + ROWS + ") r(i)");
        Rows.of(session, "CREATE TABLE u AS SELECT i AS id, i % 5 AS k FROM range(1000) r(i)");
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static String lines(String sql) {
        return String.join(
                "\n",
                Rows.of(session, sql).stream()
                        .map(row -> (String) row.getFirst())
                        .toList());
    }

    private static long number(String digits) {
        return Long.parseLong(digits.replace(",", ""));
    }

    @Test
    void aConditionOnOrderedRowsTakesZoneMapsAndSaysWhatAFullScanCosts() {
        String plan = lines("EXPLAIN SELECT sum(x) FROM t WHERE id < 100");
        assertTrue(plan.contains("path: zone maps, cost "), plan);
        assertTrue(plan.contains("they leave 2 of 26 pages in 1 stretches"), plan);
        assertTrue(plan.contains("rejected: full scan, cost "), plan);
        assertTrue(plan.contains("it would read all 26 pages"), plan);
        assertTrue(plan.contains("estimated cost: "), plan);
    }

    @Test
    void aConditionOnMixedRowsIsAFullScanAndSaysWhy() {
        String plan = lines("EXPLAIN SELECT sum(x) FROM t WHERE mixed = 3");
        assertTrue(plan.contains("path: full scan, cost "), plan);
        assertTrue(plan.contains("zone maps would read 26 of 26 pages"), plan);
    }

    @Test
    void thePagesThatAreToldAreThoseThatAreRead() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < 40; i++) {
            long low = random.nextLong(ROWS);
            long high = low + random.nextLong(ROWS / 4);
            String analyzed = lines("EXPLAIN ANALYZE SELECT sum(x) FROM t WHERE id BETWEEN " + low + " AND " + high
                    + (random.nextBoolean() ? " AND mixed < " + random.nextInt(1000) : ""));
            Matcher left = LEFT.matcher(analyzed);
            Matcher planned = PLANNED.matcher(analyzed);
            assertTrue(planned.find(), analyzed);
            assertTrue(left.find(), analyzed);
            assertEquals(number(planned.group(1)), number(left.group(1)), analyzed);
            assertEquals(number(planned.group(1)) + number(planned.group(2)), number(left.group(2)), analyzed);
        }
    }

    @Test
    void costsAreTheSameEachTimeAndGrowWithWhatIsRead() {
        String query = "EXPLAIN SELECT k, count(*) FROM t JOIN u USING (id) GROUP BY k ORDER BY k";
        assertEquals(lines(query), lines(query));
        assertTrue(cost("SELECT sum(x) FROM t") > cost("SELECT sum(x) FROM t WHERE id < 1000"), "fewer pages");
        assertTrue(cost("SELECT sum(x), sum(mixed) FROM t") > cost("SELECT sum(x) FROM t"), "more columns");
        assertTrue(
                cost("SELECT count(*) FROM t a JOIN t b USING (id)")
                        > cost("SELECT count(*) FROM t a JOIN u USING (id)"),
                "a larger table is built");
        assertTrue(cost("SELECT id FROM t ORDER BY mixed") > cost("SELECT id FROM t"), "rows are sorted");
    }

    private static long cost(String sql) {
        Matcher cost = Pattern.compile("\n  \"costNanos\": (\\d+)").matcher(lines("EXPLAIN (FORMAT json) " + sql));
        assertTrue(cost.find(), sql);
        return Long.parseLong(cost.group(1));
    }

    @Test
    void withoutCostsNothingIsToldOfThem() {
        String plan = lines("EXPLAIN (COSTS off) SELECT sum(x) FROM t WHERE id < 100");
        assertTrue(!plan.contains("cost") && !plan.contains("path:") && !plan.contains("about"), plan);
        assertEquals(plan, lines("EXPLAIN (COSTS false, FORMAT text) SELECT sum(x) FROM t WHERE id < 100"));
        assertEquals(
                "22023",
                assertThrows(AlmagestException.class, () -> lines("EXPLAIN (COSTS maybe) SELECT 1"))
                        .state()
                        .code());
    }

    @Test
    void theLastLineNamesTheWorstMisestimate() {
        List<List<Object>> lines =
                Rows.of(session, "EXPLAIN ANALYZE SELECT count(*) FROM t WHERE x > 5 AND x * 2 < mixed");
        String last = (String) lines.getLast().getFirst();
        assertTrue(last.startsWith("worst misestimate: "), last);
        assertTrue(last.contains("Filter "), last);
        assertTrue(lines.toString().contains("q-error "), lines.toString());
    }

    @Test
    void aScanThatIsCutShortIsNotMisjudged() {
        String analyzed = lines("EXPLAIN ANALYZE SELECT id FROM t LIMIT 5");
        assertTrue(analyzed.endsWith("of: Limit 5"), analyzed);
    }

    @Test
    void everyPassIsTimedByName() {
        String plan = lines("EXPLAIN (TIMING) SELECT t.id FROM t JOIN u USING (id) WHERE t.mixed + 0 = 3");
        assertTrue(plan.contains("pass PushFilter: "), plan);
        assertTrue(plan.contains("pass Decorrelate: "), plan);
        assertTrue(plan.contains("pass PruneColumns: ") && plan.contains(", changed the plan"), plan);
        Session other = engine.session();
        Rows.of(other, "SET disabled_rules = 'push_filter'");
        assertTrue(!Rows.of(other, "EXPLAIN (TIMING) SELECT 1").toString().contains("PushFilter"));
    }
}
