package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.almagest.optimizer.Optimizer;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// NaN, infinities, zeros of both signs, numbers beyond 2^63: the same answers from the delta and
/// from segments, with the optimizer's rules and without.
class SpecialValuesTest {
    private static Engine engine;

    @BeforeAll
    static void load() {
        engine = Engine.open(EngineOptions.inMemory().withMemoryBytes(128 << 20).withThreads(2));
        Session session = engine.session();
        Rows.of(session, "CREATE TABLE recent (k INTEGER, u UBIGINT, r REAL, d DOUBLE)");
        Rows.of(session, """
                INSERT INTO recent VALUES (1, 18446744073709551615, 'NaN', 'NaN'), (2, 1, '-0.0', 0.0),
                    (3, NULL, 'Infinity', NULL), (4, 9223372036854775808, 0.1, 0.1), (5, 0, '-Infinity', -5)""");
        Rows.of(session, "CREATE TABLE stored AS SELECT * FROM recent");
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            u = 18446744073709551615                ; 1
            u > 9223372036854775807                 ; 1 4
            u BETWEEN 2 AND 18446744073709551614    ; 4
            u < 9223372036854775808                 ; 2 5
            u > -1                                  ; 1 2 4 5
            u IN (18446744073709551615, 1, -7)      ; 1 2
            r > 5                                   ; 1 3
            r > 1e30                                ; 1 3
            r > 1e300                               ; 1 3
            r < -1e300                              ; 5
            r < CAST('NaN' AS REAL)                 ; 2 3 4 5
            r >= CAST('NaN' AS DOUBLE)              ; 1
            r = 0                                   ; 2
            r >= 0 AND r <= 0                       ; 2
            r > -1e-60 AND r < 1e-60                ; 2
            NOT (r < 1)                             ; 1 3
            NOT (r > 1)                             ; 2 4 5
            r <> 0                                  ; 1 3 4 5
            r = 0.1                                 ; 4
            r = CAST(0.1 AS DOUBLE)                 ;
            r <> CAST(0.1 AS DOUBLE)                ; 1 2 3 4 5
            r < CAST(0.1 AS DOUBLE)                 ; 2 5
            r > CAST(0.1 AS DOUBLE)                 ; 1 3 4
            r IN (0, CAST('NaN' AS REAL))           ; 1 2
            r = d                                   ; 1 2
            d NOT IN (0.0, -5)                      ; 1 4
            r BETWEEN CAST('NaN' AS REAL) AND 3     ;
            r BETWEEN 3 AND CAST('NaN' AS REAL)     ; 1 3
            """)
    void conditions(String condition, String keys) {
        for (String table : new String[] {"recent", "stored"}) {
            for (boolean rules : new boolean[] {true, false}) {
                Session session = engine.session();
                if (!rules) {
                    Rows.of(session, "SET disabled_rules = '" + String.join(",", Optimizer.ruleNames()) + "'");
                }
                String found =
                        Rows.of(session, "SELECT k FROM " + table + " WHERE " + condition + " ORDER BY k").stream()
                                .map(row -> row.getFirst().toString())
                                .collect(Collectors.joining(" "));
                assertEquals(keys == null ? "" : keys, found, table + (rules ? "" : ", without rules"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            SELECT k FROM stored ORDER BY r DESC LIMIT 2                    ; [[1], [3]]
            SELECT k FROM stored ORDER BY r LIMIT 2                         ; [[5], [2]]
            SELECT k FROM stored ORDER BY d DESC LIMIT 2                    ; [[3], [1]]
            SELECT k FROM stored ORDER BY u DESC NULLS LAST LIMIT 2         ; [[1], [4]]
            SELECT k FROM stored ORDER BY u LIMIT 9 OFFSET 3                ; [[1], [3]]
            SELECT k FROM stored ORDER BY k LIMIT 3 OFFSET 9223372036854775807 ; []
            SELECT k FROM stored ORDER BY k LIMIT 9223372036854775807 OFFSET 4 ; [[5]]
            SELECT k FROM stored ORDER BY k LIMIT 0                         ; []
            SELECT x.k, y.k FROM stored x JOIN recent y ON x.r = y.d ORDER BY 1 ; [[1, 1], [2, 2]]
            SELECT u % 3, count(*) FROM stored GROUP BY 1 ORDER BY 1        ; [[0, 2], [1, 1], [2, 1], [null, 1]]
            SELECT (k - 3) / 2, count(*) FROM stored GROUP BY 1 ORDER BY 1  ; [[-1, 1], [0, 3], [1, 1]]
            SELECT (k - 3) >> 1, count(*) FROM stored GROUP BY 1 ORDER BY 1 ; [[-1, 2], [0, 2], [1, 1]]
            SELECT (k / 2) * 10, count(*) FROM stored GROUP BY 1 ORDER BY 1 ; [[0, 1], [10, 2], [20, 2]]
            SELECT count(*) FROM (SELECT random() AS p FROM stored) x WHERE p >= 0.5 AND p < 0.5 ; [[0]]
            """)
    void results(String query, String rows) {
        assertEquals(rows, Rows.of(engine.session(), query).toString());
        Session without = engine.session();
        Rows.of(without, "SET disabled_rules = '" + String.join(",", Optimizer.ruleNames()) + "'");
        assertEquals(rows, Rows.of(without, query).toString());
    }
}
