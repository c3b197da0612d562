package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Joins of twelve tables are ordered soon, whatever connects them, and give what DuckDB does over values that
/// come again, NULLs and tables of different sizes (the seed is printed).
/// `-Dalmagest.planning.millis=50` holds the times to the bar on an idle machine.
final class JoinPlanningTest {
    private static final long SEED = Long.getLong("almagest.seed", 20261128);
    private static final int TABLES = 12;
    private static final int ROWS = 20;
    private static final int WARM_UPS = 20;
    private static final int TIMED = 15;
    private static final long MOST_MILLIS = Long.getLong("almagest.planning.millis", 1000);

    private static Engine engine;
    private static Session session;

    @BeforeAll
    static void load() {
        engine = Engine.open(EngineOptions.inMemory().withThreads(2));
        session = engine.session();
        for (int t = 0; t < TABLES; t++) {
            Rows.of(session, "CREATE TABLE t" + t + " AS SELECT i AS a, i AS b FROM range(" + (ROWS + t) + ") r(i)");
        }
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static String query(String shape) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            for (int j = i + 1; j < TABLES; j++) {
                boolean joined = switch (shape) {
                    case "chain" -> j == i + 1;
                    case "star" -> i == 0;
                    // Sums keep the equalities apart: equal columns would be one group.
                    default -> true;
                };
                if (joined) {
                    conditions.add(
                            shape.equals("clique")
                                    ? "t" + i + ".a + 0 = t" + j + ".b + 0"
                                    : "t" + i + ".a = t" + j + ".b");
                }
            }
        }
        String tables = IntStream.range(0, TABLES).mapToObj(t -> "t" + t).collect(Collectors.joining(", "));
        return "SELECT count(*) FROM " + tables + " WHERE " + String.join(" AND ", conditions);
    }

    private static String skewed(Random random) {
        return random.nextInt(9) == 0 ? "NULL" : Integer.toString(random.nextInt(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain", "star", "clique"})
    void twelveTablesGiveWhatDuckDbDoes(String shape) throws SQLException {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        try (DuckDb duckDb = new DuckDb();
                Engine other = Engine.open(EngineOptions.inMemory().withThreads(2))) {
            Session ours = other.session();
            for (int t = 0; t < TABLES; t++) {
                List<String> rows = new ArrayList<>();
                for (int i = 0; i < 3 + t % 3; i++) {
                    rows.add("(" + skewed(random) + ", " + skewed(random) + ")");
                }
                for (String statement : List.of(
                        "CREATE TABLE t" + t + " (a BIGINT, b BIGINT)",
                        "INSERT INTO t" + t + " VALUES " + String.join(", ", rows))) {
                    duckDb.execute(statement);
                    Rows.of(ours, statement);
                }
            }
            String query = query(shape).replace("count(*)", "count(*), sum(t0.a + t11.b), min(t5.b)");
            List<List<Object>> expected = duckDb.rows(query);
            assertEquals(expected, Rows.of(ours, query));
            for (int seed = 0; seed < 5; seed++) {
                Rows.of(ours, "SET join_order_seed = " + seed);
                assertEquals(expected, Rows.of(ours, query), "in an order at random, seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain", "star", "clique"})
    void twelveTablesAreOrderedSoon(String shape) {
        String query = query(shape);
        assertEquals(List.of(List.of((long) ROWS)), Rows.of(session, query));
        long[] nanos = new long[TIMED];
        for (int i = -WARM_UPS; i < TIMED; i++) {
            long start = System.nanoTime();
            Rows.of(session, "EXPLAIN (COSTS off) " + query);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        double millis = nanos[TIMED / 2] / 1e6;
        System.out.printf("%s of %d tables: %.2f ms to plan%n", shape, TABLES, millis);
        assertTrue(millis < MOST_MILLIS, shape + " took " + millis + " ms");
    }
}
