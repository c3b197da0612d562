package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the same queries over the same rows on Almagest and DuckDB: from a list that walks through
/// the language, in several settings.
class DifferentialTest {
    private static final long SEED = Long.getLong("almagest.seed", 20161116);

    private static DuckDb duckDb;
    private static Engine oneThread;
    private static Engine manyThreads;

    @BeforeAll
    static void load() throws SQLException {
        System.out.println("seed " + SEED);
        duckDb = new DuckDb();
        oneThread =
                Engine.open(EngineOptions.inMemory().withMemoryBytes(256 << 20).withThreads(1));
        manyThreads =
                Engine.open(EngineOptions.inMemory().withMemoryBytes(256 << 20).withThreads(4));
        for (String statement : TestTables.statements(SEED)) {
            duckDb.execute(statement);
            Rows.of(oneThread.session(), statement);
            Rows.of(manyThreads.session(), statement);
        }
        // The second engine keeps its rows in a segment instead of the delta.
        for (String table : List.of("star", "visit")) {
            Rows.of(manyThreads.session(), "CREATE TABLE stored AS SELECT * FROM " + table);
            Rows.of(manyThreads.session(), "CREATE OR REPLACE TABLE " + table + " AS SELECT * FROM stored");
            Rows.of(manyThreads.session(), "DROP TABLE stored");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        duckDb.close();
        oneThread.close();
        manyThreads.close();
    }

    @TestFactory
    Stream<DynamicTest> everyQueryOfTheList() throws IOException {
        List<String> queries = TestQueries.all();
        assertTrue(queries.size() > 100, "the list should be long: " + queries.size());
        return queries.stream().map(sql -> DynamicTest.dynamicTest(sql, () -> compare(sql)));
    }

    private static void compare(String sql) throws SQLException {
        boolean ordered = TestQueries.isOrdered(sql);
        List<List<Object>> expected = duckDb.rows(sql);
        check(sql, expected, Rows.of(oneThread.session(), sql), ordered, "one thread, rows in the delta");
        Session session = manyThreads.session();
        List<List<Object>> first = Rows.of(session, sql);
        check(sql, expected, first, ordered, "four threads, rows in segments");
        if (!first.equals(Rows.of(session, sql))) {
            fail("a second run gives other bits or another order: " + sql);
        }
    }

    private static void check(
            String sql, List<List<Object>> expected, List<List<Object>> actual, boolean ordered, String setting) {
        boolean same = ordered ? Rows.same(expected, actual) : Rows.same(Rows.sorted(expected), Rows.sorted(actual));
        if (!same) {
            fail(sql + "\n" + setting + "\nexpected " + first(Rows.sorted(expected)) + "\nbut was  "
                    + first(Rows.sorted(actual)));
        }
    }

    private static String first(List<List<Object>> rows) {
        return rows.size() + " rows " + rows.subList(0, Math.min(12, rows.size()));
    }
}
