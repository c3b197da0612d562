package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Inner, LEFT, SEMI, ANTI and MARK joins mixed at random, of few tables (all trees are tried) and of many
/// (greedily), over NULLs and values that come again: in the order chosen and in orders at random they give
/// what DuckDB does. The seed is printed; `-Dalmagest.trees=N` asks for more.
final class JoinTreesTest {
    private static final long SEED = Long.getLong("almagest.seed", 20261128);
    private static final int QUERIES = Integer.getInteger("almagest.trees", 25);
    private static final int TABLES = 4;
    private static final int ROWS = 9;
    private static final int ORDERS = 3;

    private static Engine engine;
    private static Session session;
    private static DuckDb duckDb;

    @BeforeAll
    static void load() throws SQLException {
        System.out.println("seed " + SEED);
        engine = Engine.open(EngineOptions.inMemory().withThreads(2));
        session = engine.session();
        duckDb = new DuckDb();
        Random random = new Random(SEED);
        for (int t = 0; t < TABLES; t++) {
            List<String> rows = new ArrayList<>();
            for (int id = 0; id < ROWS + t; id++) {
                rows.add("(" + id + ", " + maybe(random, ROWS) + ", " + maybe(random, 3) + ")");
            }
            for (String statement : List.of(
                    "CREATE TABLE t" + t + " (id BIGINT, ref BIGINT, v BIGINT)",
                    "INSERT INTO t" + t + " VALUES " + String.join(", ", rows))) {
                duckDb.execute(statement);
                Rows.of(session, statement);
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        duckDb.close();
        engine.close();
    }

    private static String maybe(Random random, int values) {
        return random.nextInt(6) == 0 ? "NULL" : Integer.toString(random.nextInt(values));
    }

    /// Rows are joined to one row at most but now and then, so that there are never too many.
    private static String query(Random random, int inputs) {
        StringBuilder from = new StringBuilder("t0 x0");
        List<String> where = new ArrayList<>();
        for (int i = 1; i < inputs; i++) {
            String other = "x" + random.nextInt(i);
            String table = "t" + random.nextInt(TABLES);
            switch (random.nextInt(8)) {
                case 0, 1 -> from.append(join("JOIN", table, i, other, random));
                case 2, 3, 4 -> from.append(join("LEFT JOIN", table, i, other, random));
                case 5 -> {
                    from.append(join("LEFT JOIN", table, i, other, random));
                    where.add("(x" + i + ".v IS NULL OR x" + i + ".v <= " + other + ".id)");
                }
                case 6 -> {
                    String not = random.nextBoolean() ? "NOT " : "";
                    from.append(join("LEFT JOIN", table, i, other, random));
                    where.add(
                            not + "EXISTS (SELECT * FROM " + table + " s WHERE s.ref = " + other + ".id AND s.v < 2)");
                }
                default -> {
                    from.append(join("JOIN", table, i, other, random));
                    where.add("(" + other + ".ref IN (SELECT ref FROM " + table + " s WHERE s.v = 1) OR x" + i
                            + ".v > 0)");
                }
            }
        }
        String conditions = where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where);
        return "SELECT count(*), sum(x0.id), min(x" + (inputs - 1) + ".v), count(x1.v), sum(x2.id) FROM " + from
                + conditions;
    }

    private static String join(String kind, String table, int i, String other, Random random) {
        String residual = switch (random.nextInt(5)) {
            case 0 -> " AND x" + i + ".v < 2";
            case 1 -> " AND " + other + ".v > 0";
            case 2 -> " AND x" + i + ".v <> " + other + ".v";
            default -> "";
        };
        return " " + kind + " " + table + " x" + i + " ON x" + i + ".id = " + other + ".ref" + residual;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 8, 14})
    void giveWhatDuckDbDoes(int inputs) throws SQLException {
        int several = 0;
        for (int q = 0; q < QUERIES; q++) {
            String query = query(new Random(SEED + 1000L * inputs + q), inputs);
            List<List<Object>> expected = duckDb.rows(query);
            assertEquals(expected, Rows.of(session, query), query);
            Set<String> plans = new HashSet<>();
            for (int order = 0; order < ORDERS; order++) {
                Rows.of(session, "SET join_order_seed = " + (q + order));
                assertEquals(expected, Rows.of(session, query), query + ", in order " + (q + order));
                plans.add(Rows.of(session, "EXPLAIN (COSTS off) " + query).toString());
            }
            Rows.of(session, "RESET join_order_seed");
            several += plans.size() > 1 ? 1 : 0;
        }
        assertTrue(several > QUERIES / 4, several + " of " + QUERIES + " queries were joined in several orders");
    }
}
