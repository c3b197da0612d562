package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every query of TPC-H gives DuckDB's answer, at one and four threads, and no plan of them joins
/// by trying every pair, but with a single row.
class TpchTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("almagest.tpch.scale", "0.01"));

    private static DuckDb duckDb;
    private static Engine oneThread;
    private static Engine manyThreads;

    @BeforeAll
    static void load(@TempDir Path folder) throws SQLException, IOException {
        duckDb = new DuckDb();
        oneThread =
                Engine.open(EngineOptions.inMemory().withMemoryBytes(1 << 30).withThreads(1));
        manyThreads =
                Engine.open(EngineOptions.inMemory().withMemoryBytes(1 << 30).withThreads(4));
        TpchTables.load(
                SCALE, new GeneratedTables(folder, duckDb, List.of(oneThread.session(), manyThreads.session())));
    }

    @AfterAll
    static void close() throws SQLException {
        duckDb.close();
        oneThread.close();
        manyThreads.close();
    }

    @TestFactory
    Stream<DynamicTest> answers() {
        return IntStream.rangeClosed(1, TpchTables.QUERIES)
                .mapToObj(number -> DynamicTest.dynamicTest("query " + number, () -> compare(number)));
    }

    private static void compare(int number) throws IOException, SQLException {
        String sql = TpchTables.query(number);
        List<List<Object>> expected = duckDb.rows(sql);
        List<List<Object>> rows = Rows.of(oneThread.session(), sql);
        if (!Rows.same(expected, rows)) {
            fail("query " + number + "\nexpected " + first(expected) + "\nbut was  " + first(rows));
        }
        assertEquals(rows, Rows.of(manyThreads.session(), sql), "other bits at four threads");
    }

    private static String first(List<List<Object>> rows) {
        return rows.size() + " rows " + rows.subList(0, Math.min(5, rows.size()));
    }

    @TestFactory
    Stream<DynamicTest> plans() {
        return IntStream.rangeClosed(1, TpchTables.QUERIES)
                .mapToObj(number -> DynamicTest.dynamicTest("plan of " + number, () -> plan(number)));
    }

    private static void plan(int number) throws IOException {
        List<String> lines = new ArrayList<>();
        Rows.of(oneThread.session(), "EXPLAIN " + TpchTables.query(number))
                .forEach(row -> lines.add((String) row.getFirst()));
        List<String> loops = lines.stream()
                .filter(line -> line.contains("Nested loop") && !line.contains("single"))
                .toList();
        assertTrue(loops.isEmpty(), () -> "query " + number + "\n" + String.join("\n", lines));
    }
}
