package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What subqueries, recursions and series refuse, and how they say it; what DuckDB cannot be asked.
class SubqueryErrorsTest {
    private Engine engine;
    private Session session;

    @BeforeEach
    void open() {
        engine = Engine.open(EngineOptions.inMemory().withMemoryBytes(128 << 20).withThreads(2));
        session = engine.session();
        Rows.of(session, "CREATE TABLE star (id BIGINT, n INTEGER)");
        Rows.of(session, "INSERT INTO star VALUES (1, 2), (2, NULL), (3, 2)");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT (SELECT id FROM star)                                | CARDINALITY_VIOLATION
            SELECT id, (SELECT t.id FROM star t WHERE t.n = s.n) FROM star s | CARDINALITY_VIOLATION
            SELECT (SELECT id, n FROM star)                             | SYNTAX_ERROR
            SELECT id FROM star WHERE id IN (SELECT id, n FROM star)    | SYNTAX_ERROR
            SELECT id FROM star WHERE (id, n) IN (SELECT id FROM star)  | SYNTAX_ERROR
            SELECT id FROM star s WHERE id = (SELECT max(s.n) FROM star t) | GROUPING_ERROR
            SELECT id FROM star s, LATERAL (SELECT max(s.n)) t          | GROUPING_ERROR
            SELECT id FROM star LIMIT (SELECT -1)                       | INVALID_LIMIT
            SELECT id FROM star LIMIT (SELECT 'a')                      | INVALID_LIMIT
            SELECT id FROM star LIMIT (SELECT id FROM star)             | CARDINALITY_VIOLATION
            SELECT id FROM star LIMIT (SELECT 1, 2)                     | SYNTAX_ERROR
            SELECT id FROM star ORDER BY id FETCH FIRST (SELECT 1) ROWS WITH TIES | FEATURE_NOT_SUPPORTED
            SELECT id FROM star LIMIT id                                | UNDEFINED_COLUMN
            SELECT n FROM star GROUP BY n HAVING n > (SELECT max(t.id) FROM star t WHERE t.id = star.id) | GROUPING_ERROR
            SELECT x.id FROM star s WHERE EXISTS (SELECT 1 FROM star t) | UNDEFINED_TABLE
            SELECT id FROM star WHERE EXISTS (SELECT nope FROM star t)  | UNDEFINED_COLUMN
            SELECT GROUPING(n) FROM star GROUP BY ROLLUP (id)           | GROUPING_ERROR
            WITH RECURSIVE r AS (SELECT n FROM r) SELECT * FROM r       | INVALID_RECURSION
            WITH RECURSIVE r AS (SELECT n FROM r UNION ALL SELECT 1) SELECT * FROM r | INVALID_RECURSION
            WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT 1, 2 FROM r) SELECT * FROM r | SYNTAX_ERROR
            SELECT * FROM generate_series(1, 5, 0)                      | INVALID_PARAMETER
            SELECT * FROM generate_series('a', 5)                       | UNDEFINED_FUNCTION
            SELECT * FROM unnest(1)                                     | UNDEFINED_FUNCTION
            SELECT id FROM star WHERE (id, n) = (1, 2, 3)               | SYNTAX_ERROR
            SELECT id + INTERVAL '1' DAY FROM star                      | UNDEFINED_FUNCTION
            SELECT DATE '2016-01-01' + INTERVAL 'soon'                  | INVALID_DATETIME
            """)
    void isRefused(String sql, String state) {
        assertEquals(
                SqlState.valueOf(state),
                assertThrows(AlmagestException.class, () -> Rows.of(session, sql))
                        .state(),
                sql);
    }

    @Test
    void aRunawayRecursionEndsAtTheLimit() {
        Rows.of(session, "SET max_recursion = 50");
        assertEquals(List.of(List.of("max_recursion", "50")), Rows.of(session, "SHOW max_recursion"));
        AlmagestException failed = assertThrows(
                AlmagestException.class,
                () -> Rows.of(
                        session,
                        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r"));
        assertEquals(SqlState.RECURSION_LIMIT, failed.state());
        assertTrue(failed.hint().orElse("").contains("max_recursion"));
        Rows.of(session, "RESET max_recursion");
        assertEquals(
                List.of(List.of(20_000L)),
                Rows.of(
                        session,
                        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 20000)"
                                + " SELECT count(*) FROM r"));
    }

    @Test
    void aRowValueWithNullIsUnknown() {
        assertEquals(List.of(), Rows.of(session, "SELECT id FROM star WHERE (id, n) NOT IN ((2, 7), (1, 2), (3, 2))"));
        assertEquals(
                List.of(List.of(1L)), Rows.of(session, "SELECT id FROM star WHERE (id, n) IN ((2, NULL), (1, 2))"));
    }

    @Test
    void countsOverNothingAreZero() {
        assertEquals(
                List.of(List.of(1L, 0L), List.of(2L, 0L), List.of(3L, 0L)),
                Rows.sorted(Rows.of(
                        session, "SELECT id, (SELECT count(*) FROM star t WHERE t.id = s.id + 10) FROM star s")));
    }

    @Test
    void commonTablesAreComputedOnce() {
        String plan = Rows.of(
                        session,
                        "EXPLAIN WITH c AS (SELECT n, count(*) AS k FROM star GROUP BY n)"
                                + " SELECT * FROM c a JOIN c b ON a.k = b.k")
                .toString();
        assertEquals(2, plan.split("Group by", -1).length, plan);
        assertTrue(plan.contains("computed once"), plan);
    }
}
