package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.Batch;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What queries tell of rows is what the next ones are planned with, where somebody asks for it, and only what
/// is true of all rows.
final class FeedbackTest {
    private static final String CORRELATED = "SELECT sum(x) FROM t WHERE a = 5 AND b = 5";
    private static final Pattern ABOUT = Pattern.compile("about ([0-9,]+) rows");

    private Engine engine;
    private Session session;

    @BeforeEach
    void load() {
        engine = Engine.open(EngineOptions.inMemory().withThreads(2));
        session = engine.session();
        Rows.of(
                session,
                "CREATE TABLE t AS SELECT i AS id, i % 100 AS a, i % 100 AS b, i::DOUBLE AS x FROM range(100000) r(i)");
        Rows.of(session, "CREATE TABLE u AS SELECT i AS k, i % 7 AS m FROM range(1000) r(i)");
        Rows.of(session, "SET cardinality_feedback = on");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private String plan(String sql) {
        return String.join(
                "\n",
                Rows.of(session, "EXPLAIN " + sql).stream()
                        .map(row -> (String) row.getFirst())
                        .toList());
    }

    /// Answers the rows that are expected of the scan of a table.
    private long expected(String sql, String table) {
        for (String line : plan(sql).split("\n")) {
            Matcher about = ABOUT.matcher(line);
            if (line.contains("Scan table " + table) && about.find()) {
                return Long.parseLong(about.group(1).replace(",", ""));
            }
        }
        throw new AssertionError(plan(sql));
    }

    private List<List<Object>> kept() {
        return Rows.of(session, "SELECT table_name, conditions, actual_rows FROM almagest_feedback() ORDER BY 1, 2");
    }

    @Test
    void conditionsThatDependOnEachOtherAreMisjudgedOnce() {
        assertEquals(10, expected(CORRELATED, "t"));
        assertFalse(plan(CORRELATED).contains("seen:"), plan(CORRELATED));
        Rows.of(session, CORRELATED);
        assertEquals(1_000, expected(CORRELATED, "t"));
        assertTrue(plan(CORRELATED).contains("seen: 1,000 rows, by a query with these conditions"), plan(CORRELATED));
        assertEquals(1_000, expected("SELECT max(p) FROM (SELECT b AS p, a AS q FROM t) s WHERE q = 5 AND p = 5", "t"));
        assertEquals(
                List.of(List.of("main", "t", "a = 5 AND b = 5", 10L, 1_000L, true)),
                Rows.of(
                        session,
                        "SELECT schema_name, table_name, conditions, estimated_rows, actual_rows, q_error > 100"
                                + " FROM almagest_feedback() WHERE table_name = 't'"));
    }

    @Test
    void explainAnalyzeTeachesAndTellsThatTheEstimateIsRight() {
        Rows.of(session, "EXPLAIN ANALYZE " + CORRELATED);
        String again = String.join(
                "\n",
                Rows.of(session, "EXPLAIN ANALYZE " + CORRELATED).stream()
                        .map(row -> (String) row.getFirst())
                        .toList());
        assertTrue(again.contains("seen: 1,000 rows"), again);
        assertTrue(again.contains("worst misestimate: 1.00 times"), again);
    }

    @Test
    void whatIsSeenDecidesWhichSideIsBuilt() {
        Rows.of(session, CORRELATED);
        Rows.of(session, "CREATE TABLE v AS SELECT * FROM u LIMIT 100");
        String join = "SELECT count(*) FROM t JOIN v ON t.id = v.k WHERE t.a = 5 AND t.b = 5";
        String with = plan(join);
        List<List<Object>> answer = Rows.of(session, join);
        Rows.of(session, "SET cardinality_feedback = off");
        assertTrue(plan(join).indexOf("Scan table v") < plan(join).indexOf("Scan table t"), plan(join));
        assertTrue(with.indexOf("Scan table t") < with.indexOf("Scan table v"), with);
        assertEquals(answer, Rows.of(session, join));
    }

    @Test
    void aTableThatChangedIsNotKnown() {
        Rows.of(session, CORRELATED);
        Rows.of(session, "SELECT count(*) FROM u WHERE m = 3");
        Rows.of(session, "INSERT INTO t VALUES (-1, 5, 5, 0)");
        assertEquals(List.of(List.of("u", "m = 3", 143L)), kept());
        assertFalse(plan(CORRELATED).contains("seen:"), plan(CORRELATED));
        Rows.of(session, CORRELATED);
        assertEquals(1_001, expected(CORRELATED, "t"));
        Rows.of(session, "DELETE FROM t WHERE id < 1000");
        assertFalse(plan(CORRELATED).contains("seen:"), plan(CORRELATED));
        Rows.of(session, "DROP TABLE t");
        assertEquals(List.of(List.of("u", "m = 3", 143L)), kept());
    }

    @Test
    void whatATransactionHasChangedTeachesNothing() {
        Rows.of(session, "BEGIN");
        Rows.of(session, "INSERT INTO t VALUES (-1, 5, 5, 0)");
        Rows.of(session, CORRELATED);
        assertEquals(List.of(), kept());
        Rows.of(session, "SELECT count(*) FROM u WHERE m = 3");
        assertEquals(List.of(List.of("u", "m = 3", 143L)), kept());
        Rows.of(session, "ROLLBACK");
        assertEquals(List.of(List.of("u", "m = 3", 143L)), kept());
        assertFalse(plan(CORRELATED).contains("seen:"), plan(CORRELATED));
    }

    @Test
    void rowsThatAreCutTeachNothing() {
        Rows.of(session, "SELECT x FROM t WHERE a = 5 AND b = 5 LIMIT 3");
        Rows.of(session, "SELECT count(*) FROM (SELECT x FROM t WHERE a = 5 AND b = 5 LIMIT 3) s");
        Rows.of(session, "SELECT id, x FROM t WHERE b < 90 ORDER BY id LIMIT 3");
        Rows.of(session, "SELECT max(x) FROM t WHERE b < 90");
        Rows.of(session, "SELECT count(*) FROM t JOIN u ON t.id = u.k WHERE t.b < 50");
        Rows.of(session, "SELECT count(*) FROM t JOIN u ON t.x = u.k + 0.5 WHERE t.a = 5 AND u.m = 9");
        Rows.of(session, "SELECT count(*) FROM t TABLESAMPLE SYSTEM (50) WHERE a = 5 AND b = 5");
        assertEquals(List.of(List.of("u", "m = 9", 0L)), kept());
    }

    @Test
    void aReaderThatLeavesEarlyTeachesNothing() {
        try (Result.Rows rows = (Result.Rows) session.execute("SELECT x FROM t WHERE a < 90 AND b < 90")) {
            assertTrue(rows.stream().next(new Batch(1)));
        }
        assertEquals(List.of(), kept());
        assertEquals(
                90_000,
                Rows.of(session, "SELECT x FROM t WHERE a < 90 AND b < 90").size());
        assertEquals(List.of(List.of("t", "a < 90 AND b < 90", 90_000L)), kept());
    }

    @Test
    void allRowsBelowALimitAreSeenWhereTheFirstOfThemNeedsAll() {
        Rows.of(session, "SELECT b, count(*) FROM t WHERE a = 5 AND b < 50 GROUP BY b LIMIT 1");
        assertEquals(List.of(List.of("t", "a = 5 AND b < 50", 1_000L)), kept());
    }

    @Test
    void otherSessionsOfTheEngineKnowIfTheyAsk() {
        Rows.of(session, CORRELATED);
        try (Session other = engine.session()) {
            assertFalse(
                    Rows.of(other, "EXPLAIN " + CORRELATED).toString().contains("seen:"), "a session that did not ask");
            Rows.of(other, "SET cardinality_feedback = true");
            assertTrue(Rows.of(other, "EXPLAIN " + CORRELATED).toString().contains("seen: 1,000"), "one that asks");
        }
    }

    @Test
    void switchedOffNothingIsKeptAndPlansAreAsEver() {
        Rows.of(session, "SET cardinality_feedback = off");
        String before = plan(CORRELATED);
        Rows.of(session, CORRELATED);
        Rows.of(session, "EXPLAIN ANALYZE " + CORRELATED);
        assertEquals(List.of(), kept());
        assertEquals(before, plan(CORRELATED));
        Rows.of(session, "SET cardinality_feedback = on");
        Rows.of(session, CORRELATED);
        Rows.of(session, "RESET cardinality_feedback");
        assertEquals(before, plan(CORRELATED));
        AlmagestException wrong =
                assertThrows(AlmagestException.class, () -> Rows.of(session, "SET cardinality_feedback = 'sometimes'"));
        assertEquals(SqlState.INVALID_PARAMETER, wrong.state());
    }

    @Test
    void noMoreThanAThousandConditionsAreKept() {
        for (int i = 0; i < 1_100; i++) {
            Rows.of(session, "SELECT count(*) FROM u WHERE m = 3 AND k <> " + i);
        }
        assertEquals(List.of(List.of(1_000L)), Rows.of(session, "SELECT count(*) FROM almagest_feedback()"));
        assertTrue(plan("SELECT count(*) FROM u WHERE m = 3 AND k <> 1099").contains("seen:"));
        assertFalse(plan("SELECT count(*) FROM u WHERE m = 3 AND k <> 1").contains("seen:"));
    }

    @Test
    void temporaryTablesTeachTheirSession() {
        Rows.of(
                session,
                "CREATE TEMP TABLE t AS SELECT i % 10 AS a, i % 10 AS b, 1.0::DOUBLE AS x FROM range(1000) r(i)");
        Rows.of(session, CORRELATED);
        assertEquals(
                List.of(List.of("temp", 100L)),
                Rows.of(session, "SELECT schema_name, actual_rows FROM almagest_feedback()"));
    }
}
