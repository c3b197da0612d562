package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.sql.SQLException;
import java.util.List;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random window queries on Almagest, at one and at four threads, and on DuckDB. The seed is printed;
/// `-Dalmagest.seed=N` repeats it, `-Dalmagest.windows=N` asks for more queries.
class WindowDifferentialTest {
    private static final long SEED = Long.getLong("almagest.seed", 20161116);
    private static final int QUERIES = Integer.getInteger("almagest.windows", 150);

    private DuckDb duckDb;
    private Engine one;
    private Engine four;

    @BeforeEach
    void open() throws SQLException {
        duckDb = new DuckDb();
        one = Engine.open(EngineOptions.inMemory().withMemoryBytes(512 << 20).withThreads(1));
        four = Engine.open(EngineOptions.inMemory().withMemoryBytes(512 << 20).withThreads(4));
    }

    @AfterEach
    void close() throws SQLException {
        duckDb.close();
        one.close();
        four.close();
    }

    private void execute(String statement) throws SQLException {
        duckDb.execute(statement);
        Rows.of(one.session(), statement);
        Rows.of(four.session(), statement);
    }

    private void compare(String sql) throws SQLException {
        List<List<Object>> expected = Rows.sorted(duckDb.rows(sql));
        List<List<Object>> first = Rows.of(one.session(), sql);
        List<List<Object>> actual = Rows.sorted(first);
        if (!Rows.same(expected, actual)) {
            for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                if (!Rows.same(List.of(expected.get(i)), List.of(actual.get(i)))) {
                    fail(sql + "\nexpected " + expected.get(i) + "\nbut was  " + actual.get(i));
                }
            }
            fail(sql + "\nexpected " + expected.size() + " rows, but were " + actual.size());
        }
        assertEquals(first, Rows.of(four.session(), sql), () -> "four threads give other bits: " + sql);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 300, 3000})
    void randomQueries(int rows) throws SQLException {
        System.out.println("seed " + SEED);
        RandomWindows windows = new RandomWindows(SEED + rows);
        for (String statement : windows.table(rows)) {
            execute(statement);
        }
        for (int i = 0; i < (rows > 1000 ? QUERIES / 3 : QUERIES); i++) {
            compare(windows.query());
        }
    }
}
