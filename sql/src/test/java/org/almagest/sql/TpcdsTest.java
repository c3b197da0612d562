package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every query of TPC-DS gives DuckDB's answer, at one and at four threads.
///
/// The first rows of an order with ties may be any of those: so all rows are compared, and with the
/// LIMIT that the query ends with only their number.
class TpcdsTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("almagest.tpcds.scale", "0.01"));
    private static final String LIMIT = "LIMIT 100";

    private static DuckDb duckDb;
    private static Engine oneThread;
    private static Engine manyThreads;

    @BeforeAll
    static void load(@TempDir Path folder) throws SQLException, IOException {
        long begin = System.nanoTime();
        duckDb = new DuckDb();
        oneThread =
                Engine.open(EngineOptions.inMemory().withMemoryBytes(1 << 30).withThreads(1));
        manyThreads =
                Engine.open(EngineOptions.inMemory().withMemoryBytes(1 << 30).withThreads(4));
        TpcdsTables.load(
                SCALE, new GeneratedTables(folder, duckDb, List.of(oneThread.session(), manyThreads.session())));
        // As PostgreSQL and Almagest have it.
        duckDb.execute("SET integer_division = true");
        duckDb.execute("SET default_null_order = 'nulls_last_on_asc_first_on_desc'");
        System.out.printf("loaded in %.1f s%n", (System.nanoTime() - begin) / 1e9);
    }

    @AfterAll
    static void close() throws SQLException {
        duckDb.close();
        oneThread.close();
        manyThreads.close();
    }

    @TestFactory
    Stream<DynamicTest> answers() {
        return TpcdsTables.names().stream().map(name -> DynamicTest.dynamicTest(name, () -> compare(name)));
    }

    private static void compare(String name) throws IOException, SQLException {
        String sql = TpcdsTables.query(name);
        String all = sql.toUpperCase(java.util.Locale.ROOT).endsWith(LIMIT)
                ? sql.substring(0, sql.length() - LIMIT.length())
                : sql;
        long begin = System.nanoTime();
        List<List<Object>> expected = Rows.sorted(duckDb.rows(all));
        long answered = System.nanoTime();
        List<List<Object>> rows = Rows.of(oneThread.session(), all);
        System.out.printf(
                "%s: %d rows, DuckDB %d ms, Almagest %d ms%n",
                name, rows.size(), (answered - begin) / 1_000_000, (System.nanoTime() - answered) / 1_000_000);
        if (!Rows.same(expected, Rows.sorted(rows))) {
            fail(name + "\nexpected " + first(expected) + "\nbut was  " + first(Rows.sorted(rows)));
        }
        List<List<Object>> limited = Rows.of(manyThreads.session(), sql);
        assertEquals(all.equals(sql) ? rows.size() : Math.min(100, rows.size()), limited.size(), "with the limit");
        assertTrue(Rows.sorted(rows).containsAll(limited), "other bits at four threads");
    }

    private static String first(List<List<Object>> rows) {
        return rows.size() + " rows " + rows.subList(0, Math.min(8, rows.size()));
    }
}
