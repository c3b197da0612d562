package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/// What a user is told: the SQLSTATE, the place, and the nearest known name.
class ErrorsTest {
    private Engine engine;
    private Session session;

    @BeforeEach
    void open() {
        engine = Engine.open(EngineOptions.inMemory().withMemoryBytes(128 << 20).withThreads(2));
        session = engine.session();
        Rows.of(session, "CREATE TABLE star (id BIGINT NOT NULL, parallax DOUBLE, class VARCHAR, n INTEGER)");
        Rows.of(session, "INSERT INTO star VALUES (1, 2.5, 'G', 0), (2, NULL, 'K', 2147483647)");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT paralax FROM star                       | UNDEFINED_COLUMN        | 7  | parallax
            SELECT s.paralax FROM star s                   | UNDEFINED_COLUMN        | 9  | parallax
            SELECT x.id FROM star s                        | UNDEFINED_TABLE         | 7  |
            SELECT * FROM sta                              | UNDEFINED_TABLE         | 14 | star
            SELECT foo(id) FROM star                       | UNDEFINED_FUNCTION      | 7  |
            SELECT flor(parallax) FROM star                | UNDEFINED_FUNCTION      | 7  | floor
            SELECT id FROM star WHERE                      | SYNTAX_ERROR            | 25 |
            SELECT id, count(*) FROM star                  | GROUPING_ERROR          | 7  | GROUP BY
            SELECT id FROM star WHERE count(*) > 1         | GROUPING_ERROR          | 26 |
            SELECT id FROM star WHERE class > 1            | UNDEFINED_FUNCTION      | 34 | cast
            SELECT id FROM star WHERE id                   | DATATYPE_MISMATCH       | 26 |
            SELECT id FROM star a, star a                  | DUPLICATE_ALIAS         | 23 | alias
            SELECT id FROM star a, star b                  | AMBIGUOUS_COLUMN        | 7  | table
            SELECT id FROM star ORDER BY 3                 | INVALID_COLUMN_REFERENCE| 29 |
            SELECT id FROM star LIMIT -1                   | INVALID_LIMIT           | 26 |
            SELECT CAST('x' AS INTEGER)                    | INVALID_TEXT            | 12 |
            SELECT format('%99999999999$s', 1)             | INVALID_PARAMETER       | 7  | printf
            SELECT format('{99999999999}', 1)              | INVALID_PARAMETER       | 7  | printf
            SELECT 'x'::foo                                | UNDEFINED_OBJECT        | 12 |
            CREATE TABLE star (a INTEGER)                  | DUPLICATE_TABLE         | 13 | REPLACE
            DROP TABLE sta                                 | UNDEFINED_TABLE         | 11 | star
            INSERT INTO star (idd) VALUES (1)              | UNDEFINED_COLUMN        | 18 | id
            CREATE TABLE a (b INTEGER, B DOUBLE)           | DUPLICATE_COLUMN        | 27 |
            SELECT id FROM star WHERE rank() OVER () = 1   | WINDOWING_ERROR         | 26 | subquery
            SELECT 1 FROM star GROUP BY rank() OVER ()     | WINDOWING_ERROR         | 28 |
            SELECT 1 FROM star HAVING rank() OVER () = 1   | WINDOWING_ERROR         | 26 |
            SELECT count(rank() OVER ()) FROM star         | WINDOWING_ERROR         | 13 |
            SELECT sum(rank() OVER ()) OVER () FROM star   | WINDOWING_ERROR         | 11 | subquery
            SELECT rank() FROM star                        | WRONG_OBJECT_TYPE       | 7  | OVER
            SELECT abs(n) OVER () FROM star                | WRONG_OBJECT_TYPE       | 7  |
            SELECT lga(n) OVER () FROM star                | UNDEFINED_FUNCTION      | 7  | lag
            SELECT lag() OVER () FROM star                 | UNDEFINED_FUNCTION      | 7  | lag(any)
            SELECT lag(n, 'x') OVER () FROM star           | INVALID_TEXT            | 14 |
            SELECT lag(n, 0.5) OVER () FROM star           | DATATYPE_MISMATCH       | 14 |
            SELECT sum(DISTINCT n) OVER () FROM star       | FEATURE_NOT_SUPPORTED   | 7  |
            SELECT rank() FILTER (WHERE n > 1) OVER () FROM star | FEATURE_NOT_SUPPORTED | 7 |
            SELECT sum(n) OVER w FROM star                 | UNDEFINED_OBJECT        | 19 | WINDOW
            SELECT sum(n) OVER w FROM star WINDOW v AS ()  | UNDEFINED_OBJECT        | 19 | v
            SELECT 1 FROM star WINDOW w AS (), w AS ()     | WINDOWING_ERROR         | 35 |
            SELECT sum(n) OVER (w PARTITION BY id) FROM star WINDOW w AS () | WINDOWING_ERROR | 20 |
            SELECT sum(n) OVER (w ORDER BY id) FROM star WINDOW w AS (ORDER BY n) | WINDOWING_ERROR | 20 |
            SELECT sum(n) OVER (w) FROM star WINDOW w AS (ROWS 1 PRECEDING) | WINDOWING_ERROR | 20 | parentheses
            SELECT sum(n) OVER (ROWS -1 PRECEDING) FROM star | INVALID_FRAME_OFFSET  | 25 |
            SELECT sum(n) OVER (ROWS n PRECEDING) FROM star | INVALID_COLUMN_REFERENCE | 25 |
            SELECT sum(n) OVER (ROWS 1.5 PRECEDING) FROM star | DATATYPE_MISMATCH    | 25 |
            SELECT sum(n) OVER (ROWS NULL PRECEDING) FROM star | INVALID_FRAME_OFFSET | 25 |
            SELECT sum(n) OVER (GROUPS 1 PRECEDING) FROM star | WINDOWING_ERROR      | 20 |
            SELECT sum(n) OVER (RANGE 1 PRECEDING) FROM star | WINDOWING_ERROR       | 20 |
            SELECT sum(n) OVER (ORDER BY class RANGE 1 PRECEDING) FROM star | FEATURE_NOT_SUPPORTED | 35 |
            SELECT sum(n) OVER (ORDER BY id RANGE INTERVAL '1' DAY PRECEDING) FROM star | DATATYPE_MISMATCH | 38 | number
            SELECT sum(n) OVER (ROWS BETWEEN CURRENT ROW AND 1 PRECEDING) FROM star | WINDOWING_ERROR | 20 |
            SELECT percentile_cont(2) WITHIN GROUP (ORDER BY n) FROM star | NUMERIC_OUT_OF_RANGE | 23 |
            SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY class) FROM star | UNDEFINED_FUNCTION | 51 | number
            SELECT percentile_cont(0.5) FROM star          | UNDEFINED_FUNCTION      | 7  | WITHIN
            SELECT mode() WITHIN GROUP (ORDER BY n) OVER () FROM star | FEATURE_NOT_SUPPORTED | 7 |
            SELECT mode(n) OVER () FROM star               | FEATURE_NOT_SUPPORTED   | 7  |
            SELECT quantile_cont(n, 1.5) FROM star         | NUMERIC_OUT_OF_RANGE    | 24 |
            SELECT quantile_cont(n, [0.5, 2]) FROM star    | NUMERIC_OUT_OF_RANGE    | 30 |
            SELECT quantile_cont(n, parallax) FROM star    | FEATURE_NOT_SUPPORTED   | 24 |
            SELECT quantile_cont(class, 0.5) FROM star     | UNDEFINED_FUNCTION      | 21 | number
            SELECT quantile_disc(n) FROM star              | UNDEFINED_FUNCTION      | 7  | 0.5
            SELECT string_agg(class, class) FROM star      | FEATURE_NOT_SUPPORTED   | 25 |
            SELECT string_agg() FROM star                  | UNDEFINED_FUNCTION      | 7  | ORDER BY
            SELECT string_agg(DISTINCT class, '' ORDER BY n) FROM star | INVALID_COLUMN_REFERENCE | 46 |
            SELECT array_agg(array_agg(n)) FROM star       | GROUPING_ERROR          | 17 |
            SELECT string_agg(class ORDER BY n) OVER () FROM star | FEATURE_NOT_SUPPORTED | 7 |
            SELECT sum(n) WITHIN GROUP (ORDER BY n) FROM star | FEATURE_NOT_SUPPORTED | 7 |
            SELECT sum(n ORDER BY nothing) FROM star       | UNDEFINED_COLUMN        | 22 |
            SELECT corr(DISTINCT n, n) FROM star           | FEATURE_NOT_SUPPORTED   | 7  |
            SELECT corr(n, class) FROM star                | UNDEFINED_FUNCTION      | 7  | corr(y, x)
            SELECT skewness(class) FROM star               | UNDEFINED_FUNCTION      | 7  | skewness(number)
            SELECT bit_and(parallax) FROM star             | UNDEFINED_FUNCTION      | 7  | integer
            SELECT max(n, 0) FROM star                     | NUMERIC_OUT_OF_RANGE    | 14 |
            SELECT arg_min(n, id, n) FROM star             | FEATURE_NOT_SUPPORTED   | 22 |
            SELECT histogram(n, 5, 1, 3) FROM star         | NUMERIC_OUT_OF_RANGE    | 20 |
            SELECT histogram(n, 0, 1, 0.5) FROM star       | NUMERIC_OUT_OF_RANGE    | 26 |
            SELECT histogram(n) FROM star                  | UNDEFINED_FUNCTION      | 7  | bins
            SELECT first(n IGNORE NULLS) FROM star         | FEATURE_NOT_SUPPORTED   | 7  |
            SELECT id FROM star QUALIFY id = 1             | WINDOWING_ERROR         | 28 |
            SELECT n AS c, count(*) OVER () AS k FROM star GROUP BY c HAVING k > 2 | WINDOWING_ERROR | 65 | QUALIFY
            SELECT id FROM star FETCH FIRST 1 ROWS WITH TIES | SYNTAX_ERROR          | 0  |
            SELECT DISTINCT ON (2) id FROM star            | INVALID_COLUMN_REFERENCE| 20 |
            """)
    void saysWhatAndWhere(String sql, String state, int position, String hint) {
        AlmagestException error = assertThrows(AlmagestException.class, () -> Rows.of(session, sql));
        assertEquals(SqlState.valueOf(state), error.state(), error.getMessage());
        assertEquals(position, error.position().orElse(-1), error.getMessage());
        if (hint != null) {
            assertTrue(error.hint().orElse("").contains(hint), "hint: " + error.hint());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT 1 / n FROM star                         | DIVISION_BY_ZERO     | 11
            SELECT id, 5 + (1 / n) FROM star               | DIVISION_BY_ZERO     | 20
            SELECT id FROM star WHERE 7 % n = 1            | DIVISION_BY_ZERO     | 30
            SELECT n + 1 FROM star                         | NUMERIC_OUT_OF_RANGE | 11
            SELECT sum(n + 1) FROM star                    | NUMERIC_OUT_OF_RANGE | 15
            SELECT (parallax * 1e300 * 1e300)::BIGINT FROM star | NUMERIC_OUT_OF_RANGE | 7
            SELECT class::DOUBLE FROM star                 | INVALID_TEXT         | 7
            SELECT id, CAST(class AS DOUBLE) FROM star     | INVALID_TEXT         | 11
            SELECT chr(n) FROM star                        | INVALID_PARAMETER    | 7
            SELECT x FROM (SELECT 1 / n AS x FROM star) t  | DIVISION_BY_ZERO     | 26
            SELECT reciprocal FROM inverse                 | DIVISION_BY_ZERO     | -1
            SELECT 2 * reciprocal FROM inverse             | DIVISION_BY_ZERO     | 11
            INSERT INTO star (id) VALUES (NULL)            | NOT_NULL_VIOLATION   |
            SELECT ntile(n) OVER () FROM star              | INVALID_NTILE        |
            SELECT nth_value(id, n) OVER () FROM star      | INVALID_NTH_VALUE    |
            SELECT sum(n) OVER (ORDER BY id) FROM (SELECT id, n::BIGINT * 4294967296 * 4294967296 AS n FROM star) s | NUMERIC_OUT_OF_RANGE |
            """)
    void failsWhileRunning(String sql, String state, Integer position) {
        // What stands in a view has no place in the statement.
        Rows.of(session, "CREATE VIEW inverse AS SELECT 1 / n AS reciprocal FROM star");
        AlmagestException error = assertThrows(AlmagestException.class, () -> Rows.of(session, sql));
        assertEquals(SqlState.valueOf(state), error.state(), error.getMessage());
        if (position != null) {
            assertEquals(position, error.position().orElse(-1), error.getMessage());
        }
        assertEquals(
                2L, Rows.of(session, "SELECT count(*) FROM star").getFirst().getFirst());
    }

    @Test
    void aFailingBranchThatNoRowReachesIsNoError() {
        assertEquals(
                2,
                Rows.of(session, "SELECT CASE WHEN n = 0 THEN NULL ELSE 1 / n END FROM star")
                        .size());
    }
}
