package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;

/// Correlated subqueries and joins at random give DuckDB's answers, at one and four threads.
class RandomSubqueryTest {
    private static final long SEED = Long.getLong("almagest.seed", 1_510L);
    private static final int QUERIES = Integer.getInteger("almagest.subqueries", 400);
    private static final int QUERIES_PER_TABLES = 20;

    /// Queries that DuckDB answers in two ways, with its optimizer and without.
    private int contradictions;

    /// DuckDB 1.5 gives 2 here (without its optimizer NULL), found by seed 10189519: it takes the
    /// inner NOT IN for true of the row (4, 4, 2). By hand: x9 is the row (1, 2, 1) alone, so all c
    /// of t2 are listed, 4 among them, and no row of the group 4 is left to take the maximum of.
    @Test
    void notInOverACrossJoinInsideAScalarSubquery() {
        try (Engine engine =
                Engine.open(EngineOptions.inMemory().withMemoryBytes(256 << 20).withThreads(2))) {
            Session session = engine.session();
            Rows.of(session, "CREATE TABLE t2 (a INTEGER, b INTEGER, c INTEGER)");
            Rows.of(
                    session,
                    "INSERT INTO t2 VALUES (1, 4, NULL), (4, 5, NULL), (4, 4, 2), (0, 1, 0), (4, 3, NULL), "
                            + "(NULL, 0, 3), (2, 0, 4), (3, 4, 1), (1, 2, 1)");
            String sql = "SELECT x0.b, (SELECT max(x7.c) FROM t2 x7 WHERE x7.b = x0.b AND x7.a NOT IN "
                    + "(SELECT DISTINCT x10.c FROM t2 x9 CROSS JOIN t2 x10 WHERE x9.b = x7.c)) FROM t2 x0 WHERE "
                    + "x0.b = 4 AND (NOT EXISTS (SELECT max(x2.b) FROM t2 x1 CROSS JOIN t2 x2 WHERE x2.b = x0.c AND "
                    + "x1.a IN (SELECT x2.c) GROUP BY x2.c) OR x0.b IS NOT DISTINCT FROM x0.c)";
            assertEquals(List.of(Arrays.asList(4L, null)), Rows.of(session, sql));
        }
    }

    @Test
    void answerAsDuckDb() throws SQLException {
        System.out.println("seed " + SEED);
        int answered = 0;
        try (DuckDb duckDb = new DuckDb();
                Engine one = Engine.open(
                        EngineOptions.inMemory().withMemoryBytes(256 << 20).withThreads(1));
                Engine many = Engine.open(
                        EngineOptions.inMemory().withMemoryBytes(256 << 20).withThreads(4))) {
            for (int q = 0; q < QUERIES; q++) {
                long seed = SEED + q;
                if (q % QUERIES_PER_TABLES == 0) {
                    tables(seed, duckDb, one.session(), many.session());
                }
                String sql = new RandomSubqueries(new Random(seed)).query();
                long ofTables = seed - q % QUERIES_PER_TABLES;
                answered += compare(sql, ofTables, duckDb, one.session(), many.session()) ? 1 : 0;
            }
        }
        System.out.println(answered + " of " + QUERIES + " queries answered by DuckDB, " + contradictions
                + " of them otherwise without its optimizer");
        assertTrue(contradictions <= 2 + QUERIES / 1_000, "DuckDB contradicts itself too often: " + contradictions);
        assertTrue(answered > QUERIES / 2, "DuckDB should answer most: " + answered);
    }

    private static void tables(long seed, DuckDb duckDb, Session one, Session many) throws SQLException {
        for (String statement : new RandomSubqueries(new Random(seed)).tables()) {
            duckDb.execute(statement);
            Rows.of(one, statement);
            Rows.of(many, statement);
        }
        for (String table : List.of("t0", "t1", "t2")) {
            Rows.of(many, "CREATE OR REPLACE TABLE stored AS SELECT * FROM " + table);
            Rows.of(many, "CREATE OR REPLACE TABLE " + table + " AS SELECT * FROM stored");
        }
    }

    private boolean compare(String sql, long seed, DuckDb duckDb, Session one, Session many) {
        List<List<Object>> expected;
        try {
            expected = duckDb.rows(sql);
        } catch (SQLException refused) {
            return false;
        }
        for (Session session : List.of(one, many)) {
            List<List<Object>> rows;
            try {
                rows = Rows.of(session, sql);
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError("-Dalmagest.seed=" + seed + "\n" + sql, failed);
            }
            if (!Rows.same(Rows.sorted(expected), Rows.sorted(rows))) {
                if (isPlainAnswer(rows, sql, duckDb)) {
                    contradictions++;
                    return true;
                }
                fail("-Dalmagest.seed=" + seed + "\n" + sql + "\nexpected " + Rows.sorted(expected) + "\nbut was  "
                        + Rows.sorted(rows));
            }
        }
        return true;
    }

    private static boolean isPlainAnswer(List<List<Object>> rows, String sql, DuckDb duckDb) {
        try {
            return Rows.same(Rows.sorted(duckDb.rowsOfPlainPlan(sql)), Rows.sorted(rows));
        } catch (SQLException refused) {
            return false;
        }
    }
}
