package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;

/// Correlated subqueries and joins at random give DuckDB's answers, at one and four threads.
class RandomSubqueryTest {
    private static final long SEED = Long.getLong("almagest.seed", System.nanoTime() & 0xFFFFFF);
    private static final int QUERIES = Integer.getInteger("almagest.subqueries", 400);
    private static final int QUERIES_PER_TABLES = 20;

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
        System.out.println(answered + " of " + QUERIES + " queries answered by DuckDB");
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

    private static boolean compare(String sql, long seed, DuckDb duckDb, Session one, Session many) {
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
                fail("-Dalmagest.seed=" + seed + "\n" + sql + "\nexpected " + Rows.sorted(expected) + "\nbut was  "
                        + Rows.sorted(rows));
            }
        }
        return true;
    }
}
