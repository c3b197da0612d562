package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Queries of a session that may take little memory: they spill, and give what they give otherwise.
class SmallMemoryTest {
    private static final String TABLE = """
            CREATE TABLE t AS SELECT n AS id, (n * 7919) % 1000 AS k, CAST(n * 104729 % 5003 AS DOUBLE) / 7 AS d,
                CASE WHEN n % 11 = 0 THEN NULL ELSE (n * 31) % 257 END AS v,
                CASE WHEN n % 13 = 0 THEN NULL ELSE 'text ' || CAST((n * 17) % 4001 AS VARCHAR) END AS s
            FROM generate_series(0, 79999) AS g(n)
            """;

    private static final String LIMIT = "SET memory_limit = '%s'";

    @TempDir
    Path folder;

    private Engine one;
    private Engine four;

    @BeforeEach
    void open() {
        one = open(1);
        four = open(4);
    }

    private Engine open(int threads) {
        Engine engine = Engine.open(EngineOptions.inMemory()
                .withMemoryBytes(512 << 20)
                .withThreads(threads)
                .withTemporary(folder.resolve("tmp" + threads).toString()));
        Rows.of(engine.session(), TABLE);
        return engine;
    }

    @AfterEach
    void close() throws java.io.IOException {
        one.close();
        four.close();
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count(), "folders are left");
        }
    }

    private void compare(String sql) throws java.io.IOException {
        List<List<Object>> expected = Rows.of(one.session(), sql);
        for (Engine engine : List.of(one, four)) {
            Session session = engine.session();
            Rows.of(session, LIMIT.formatted(engine == one ? "2MiB" : "5MiB"));
            assertEquals(expected, Rows.of(session, sql), sql);
            String analyzed = Rows.of(session, "EXPLAIN ANALYZE " + sql).toString();
            assertTrue(analyzed.contains("bytes spilled"), () -> sql + " is not spilled: " + analyzed);
            assertNoFiles();
        }
    }

    private void assertNoFiles() throws java.io.IOException {
        try (var files = Files.walk(folder)) {
            assertFalse(files.anyMatch(path -> path.toString().endsWith(".tmp")), "files are left");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM t ORDER BY s, d DESC NULLS FIRST, id",
                "SELECT * FROM t ORDER BY v NULLS FIRST",
                "SELECT id, s FROM t ORDER BY k, id LIMIT 70000 OFFSET 5000",
            })
    void orders(String sql) throws java.io.IOException {
        compare(sql);
    }

    /// One partition with everything in it, and many small ones.
    @ParameterizedTest
    @ValueSource(strings = {"", "PARTITION BY v", "PARTITION BY s"})
    void windows(String partition) throws java.io.IOException {
        for (String calls : List.of(
                "row_number() OVER x, rank() OVER x, dense_rank() OVER x, percent_rank() OVER x, cume_dist() OVER x,"
                        + " ntile(7) OVER x",
                "lag(s, 2) OVER x, lead(d, 3, -1) OVER x, first_value(s) OVER x, last_value(id) OVER x,"
                        + " nth_value(s, 4) OVER x",
                "sum(v) OVER x, avg(d) OVER x, max(s) OVER x, count(*) OVER x",
                "sum(d) OVER (x ROWS BETWEEN 5 PRECEDING AND 3 FOLLOWING),"
                        + " min(s) OVER (x ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING),"
                        + " count(v) OVER (x GROUPS BETWEEN 2 PRECEDING AND CURRENT ROW EXCLUDE TIES)",
                // A median keeps a partition's numbers in memory.
                partition.isEmpty()
                        ? "count(v) OVER x"
                        : "median(d) OVER (x ROWS BETWEEN 20 PRECEDING AND CURRENT ROW)")) {
            compare("SELECT id, " + calls + " FROM t WINDOW x AS (" + partition + " ORDER BY k, d) ORDER BY id");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM (SELECT id, s, row_number() OVER (PARTITION BY k, v ORDER BY d DESC, id) AS r FROM t) q"
                        + " WHERE r <= 2 ORDER BY id",
                "SELECT * FROM (SELECT id, s, rank() OVER (PARTITION BY s, k ORDER BY v) AS r FROM t) q WHERE r <= 1"
                        + " ORDER BY id",
                "SELECT id, sum(d) OVER (ORDER BY d RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM t ORDER BY id",
            })
    void narrowedWindowsAndRanges(String sql) throws java.io.IOException {
        compare(sql);
    }

    @Test
    void commonTables() throws java.io.IOException {
        compare(
                "WITH c AS (SELECT id, s, d FROM t UNION ALL SELECT -id, s, d FROM t) SELECT count(*), sum(d), max(s) FROM"
                        + " (SELECT * FROM c UNION ALL SELECT * FROM c) q");
    }

    @Test
    void emptyAndEqualInputs() throws java.io.IOException {
        compare(
                "SELECT id, row_number() OVER (ORDER BY 1) - id FROM (SELECT id FROM t ORDER BY id) q ORDER BY 0 * id, id");
        Session session = four.session();
        Rows.of(session, LIMIT.formatted("1MiB"));
        assertEquals(List.of(), Rows.of(session, "SELECT id, sum(d) OVER (ORDER BY k) FROM t WHERE id < 0 ORDER BY s"));
    }

    @Test
    void theLimitIsASetting() {
        Session session = one.session();
        Rows.of(session, LIMIT.formatted("3MiB"));
        assertEquals(List.of(List.of("memory_limit", "3145728")), Rows.of(session, "SHOW memory_limit"));
        Rows.of(session, "RESET memory_limit");
        assertEquals(List.of(List.of("memory_limit", "536870912")), Rows.of(session, "SHOW memory_limit"));
        for (String bad : List.of("'lots'", "'1kB'", "'600MiB'", "1.5", "-1")) {
            AlmagestException refused =
                    assertThrows(AlmagestException.class, () -> Rows.of(session, "SET memory_limit = " + bad));
            assertEquals(SqlState.INVALID_PARAMETER, refused.state(), bad);
        }
    }
}
