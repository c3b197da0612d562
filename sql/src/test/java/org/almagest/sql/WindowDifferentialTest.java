package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.almagest.sql.random.RandomWindows;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Window queries on Almagest, at one and at four threads, and on DuckDB: edges, ties, many rows.
/// Those at random are among the queries of `RandomQueryTest`.
class WindowDifferentialTest {
    private static final long SEED = Long.getLong("almagest.seed", 20161116);

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

    @Test
    void whatDoesNotFitIsSpilled() {
        try (Engine small =
                Engine.open(EngineOptions.inMemory().withMemoryBytes(64 << 20).withThreads(2))) {
            Rows.of(small.session(), "CREATE TABLE few (n INTEGER)");
            Rows.of(
                    small.session(),
                    "INSERT INTO few VALUES "
                            + IntStream.range(0, 200)
                                    .mapToObj(n -> "(" + n + ")")
                                    .collect(Collectors.joining(", ")));
            assertEquals(
                    List.of(List.of(7_999_995L)),
                    Rows.of(
                            small.session(),
                            "SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY a.n + b.n + c.n) AS place"
                                    + " FROM few a, few b, few c) q WHERE place > 5"));
            String fits =
                    "SELECT max(place) FROM (SELECT row_number() OVER (ORDER BY a.n + b.n) AS place FROM few a, few b) q";
            assertEquals(List.of(List.of(40_000L)), Rows.of(small.session(), fits));
        }
    }

    @Test
    void edges() throws SQLException {
        for (String statement : new RandomWindows(SEED, 50).statements()) {
            execute(statement);
        }
        for (String sql : List.of(
                "SELECT row_number() OVER (), count(*) OVER (), lag(1) OVER ()",
                "SELECT count(*) OVER (), id FROM w WHERE id < 0",
                "SELECT id, sum(k) OVER (PARTITION BY 1 ORDER BY 2), rank() OVER (ORDER BY NULL) FROM w",
                "SELECT id, lag(id, 1000000000000) OVER (ORDER BY id), lead(id, -1, 0) OVER (ORDER BY id) FROM w",
                "SELECT id, count(*) OVER (ORDER BY id ROWS 1000000000 PRECEDING) FROM w",
                "SELECT rank() OVER (ORDER BY k NULLS LAST) FROM w",
                "SELECT DISTINCT rank() OVER (ORDER BY k NULLS LAST) AS place FROM w ORDER BY place",
                "WITH x AS (SELECT id, ntile(4) OVER (ORDER BY id) AS part FROM w) SELECT part, count(*) FROM x GROUP BY part"
                        + " UNION ALL SELECT rank() OVER (ORDER BY id), 0 FROM w",
                "SELECT a.id, b.place FROM w a JOIN (SELECT id, row_number() OVER (ORDER BY id DESC) AS place FROM w) b ON a.id = b.place",
                "SELECT id, sum(v) OVER (ORDER BY id) + avg(k) OVER (PARTITION BY p) FROM w WHERE p IS NOT NULL",
                "SELECT p, max(k), max(max(k)) OVER (ORDER BY p ROWS 1 PRECEDING) FROM w WHERE p IS NOT NULL GROUP BY p HAVING count(*) > 0",
                "SELECT id, first_value(s) OVER x, sum(k) OVER y FROM w WINDOW x AS (PARTITION BY p ORDER BY id), y AS (x ROWS 1 PRECEDING)")) {
            compare(sql);
        }
    }

    @Test
    void withTies() throws SQLException {
        for (String statement : new RandomWindows(SEED, 400).statements()) {
            execute(statement);
        }
        for (String key : List.of("k NULLS LAST", "d DESC NULLS FIRST", "s NULLS FIRST, k DESC NULLS LAST")) {
            for (int rows : List.of(0, 1, 7, 100, 1000)) {
                for (int offset : List.of(0, 1, 30, 399, 500)) {
                    List<List<Object>> expected = duckDb.rows("SELECT k, d, s FROM w WHERE " + rows
                            + " > 0 QUALIFY rank() OVER (ORDER BY " + key + ") <= " + (rows + offset)
                            + " AND row_number() OVER (ORDER BY " + key + ", id) > " + offset);
                    String sql = "SELECT k, d, s FROM w ORDER BY " + key + ", 0 * id OFFSET " + offset
                            + " ROWS FETCH FIRST " + rows + " ROWS WITH TIES";
                    for (Engine engine : List.of(one, four)) {
                        assertTrue(Rows.same(Rows.sorted(expected), Rows.sorted(Rows.of(engine.session(), sql))), sql);
                    }
                }
            }
        }
    }

    /// Enough rows for many runs, ranges and morsels: small partitions, large ones, and one.
    @Test
    void manyRows() throws SQLException {
        execute("CREATE TABLE few (n INTEGER)");
        execute("INSERT INTO few VALUES "
                + IntStream.range(0, 600).mapToObj(n -> "(" + n + ")").collect(Collectors.joining(", ")));
        execute("CREATE TABLE w AS SELECT a.n * 600 + b.n AS id, (a.n * 7919 + b.n * 104729) % 1009 AS k,"
                + " ((a.n * 31 + b.n * 17) % 499) / 4.0 AS v, a.n % 7 AS few, (a.n * 13 + b.n) % 50021 AS many"
                + " FROM few a CROSS JOIN few b");
        for (String window : List.of(
                "(ORDER BY k, id)",
                "(PARTITION BY few ORDER BY k, id)",
                "(PARTITION BY many ORDER BY k, id)",
                "(PARTITION BY many, few ORDER BY v DESC, id)")) {
            compare(
                    "SELECT sum(a * (id % 7)), sum(b * (id % 5)), sum(c * (id % 3)), count(d), sum(e * (id % 11)), sum(f) FROM ("
                            + "SELECT id, row_number() OVER w AS a, lag(id, 3, 0) OVER w AS b, rank() OVER w AS c,"
                            + " first_value(k) OVER (w ROWS 5 PRECEDING) AS d, sum(k) OVER (w ROWS BETWEEN 3 PRECEDING AND 4 FOLLOWING) AS e,"
                            + " sum(v) OVER w AS f FROM w WINDOW w AS " + window + ") q");
            compare("SELECT sum(a), sum(b), count(*) FROM (SELECT row_number() OVER w AS a, id AS b FROM w WINDOW w AS "
                    + window + ") q WHERE a <= 2");
            compare(
                    "SELECT sum(a), sum(b), count(*) FROM (SELECT ntile(10) OVER w AS a, cume_dist() OVER w AS b FROM w WINDOW w AS "
                            + window + ") q");
        }
        compare(
                "SELECT k, count(*), sum(count(*)) OVER (ORDER BY k), rank() OVER (ORDER BY count(*) DESC) FROM w GROUP BY k");
    }
}
