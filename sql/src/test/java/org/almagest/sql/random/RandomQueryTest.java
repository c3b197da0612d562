package org.almagest.sql.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.almagest.sql.Rows;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;

/// Queries at random give DuckDB's answers, at one and at four threads, from the delta and from
/// segments, without each optimizer rule and in little memory.
///
/// The seed is printed. `-Dalmagest.queries=N` asks for more, `-Dalmagest.seed=S` begins elsewhere,
/// so that a run can be cut in slices, and `-Dalmagest.queries.failures=N` goes on until so many are wrong.
class RandomQueryTest {
    private static final int QUERIES_PER_TABLES = 25;
    private static final long SEED = Long.getLong("almagest.seed", 0);
    private static final int QUERIES = Integer.getInteger("almagest.queries", 1_500);
    private static final int MOST_FAILURES = Integer.getInteger("almagest.queries.failures", 1);

    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    @Test
    void answerAsDuckDb() throws InterruptedException, ExecutionException {
        System.out.println("seed " + SEED);
        long begin = System.nanoTime();
        SeedWorkers seeds = new SeedWorkers(SEED, SEED + QUERIES, QUERIES_PER_TABLES);
        Oracle.Counts counts = SeedWorkers.run(() -> compare(seeds)).stream()
                .reduce(Oracle.Counts::plus)
                .orElseThrow();
        System.out.printf(
                "%d of %d queries answered by DuckDB, %d of them otherwise without its optimizer, in %.1f s (DuckDB %.1f s)%n",
                counts.answered(),
                QUERIES,
                counts.contradictions(),
                (System.nanoTime() - begin) / 1e9,
                counts.nanosOfDuckDb() / 1e9);
        assertTrue(failures.isEmpty(), () -> String.join("\n\n", failures));
        assertTrue(
                counts.contradictions() <= 2 + QUERIES / 1_000,
                "DuckDB contradicts itself too often: " + counts.contradictions());
        assertTrue(counts.answered() > QUERIES * 3 / 4, "DuckDB should answer most: " + counts.answered());
    }

    private Oracle.Counts compare(SeedWorkers seeds) throws SQLException {
        try (Oracle oracle = new Oracle()) {
            for (long tables = seeds.next();
                    tables < seeds.end() && failures.size() < MOST_FAILURES;
                    tables = seeds.next()) {
                compare(tables, oracle);
            }
            return oracle.counts();
        }
    }

    private void compare(long tables, Oracle oracle) throws SQLException {
        QuerySource source = source(tables);
        oracle.load(source);
        for (int q = 0; q < QUERIES_PER_TABLES && failures.size() < MOST_FAILURES; q++) {
            String repeat = "-Dalmagest.seed=" + tables + ", query " + q + ", ";
            oracle.difference(source.query(tables + q), (int) (tables + q))
                    .ifPresent(wrong -> failures.add(repeat + wrong));
        }
    }

    /// Answers the generator of the tables with a seed: most are of every type, some dense with
    /// equal values for correlated subqueries, some for windows.
    private static QuerySource source(long seed) {
        return switch ((int) (seed / QUERIES_PER_TABLES % 8)) {
            case 0, 1 -> new RandomSubqueries(seed);
            case 2 -> new RandomWindows(seed, List.of(0, 1, 9, 300).get((int) (seed / QUERIES_PER_TABLES / 8 % 4)));
            default -> new RandomQueries(seed);
        };
    }

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
}
