package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What arrays refuse, with SQLSTATE and place.
final class ArrayErrorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            SELECT [1, 'a']                             ; 22P02 ; 11
            SELECT [[1], [2]]                           ; 0A000 ; 8
            SELECT 1[1]                                 ; 42804 ; 7
            SELECT 'a'[1:2]                             ; 42804 ; 7
            SELECT [1]['a']                             ; 22P02 ; 7
            SELECT 1 = ANY (2)                          ; 42804 ; 16
            SELECT 1 IS DISTINCT FROM ALL ([1])         ; 42601 ; 26
            SELECT CAST('1, 2' AS INTEGER[])            ; 22P02 ; 12
            SELECT CAST('[1, x]' AS INTEGER[])          ; 22P02 ; 12
            SELECT CAST([1, 2] AS INTEGER[3])           ; 42804 ; 12
            SELECT CAST([1, 2] AS INTEGER)              ; 42804 ; 7
            SELECT CAST([1] AS BIGINT[ 0 ])[1]          ; 42601 ; 27
            SELECT [1]::BIGINT[2][0]                    ; 42601 ; 22
            CREATE TABLE t (a REAL[100000][100000])     ; 42601 ; 31
            CREATE TABLE t (a REAL[100000,100000])      ; 42601 ; 30
            SELECT NULL::REAL[2,]                       ; 42601 ; 20
            SELECT NULL::REAL[,2]                       ; 42601 ; 18
            SELECT range(1, 2, 0)                       ; 22023 ; 7
            SELECT range(1000000000)                    ; 22023 ; 7
            SELECT array_resize([1], -1)                ; 22023 ; 7
            SELECT array_distance([1, 2], [1])          ; 22023 ; 7
            SELECT array_distance([1, NULL], [1, 2])    ; 22023 ; 7
            SELECT array_sort([1], 'UP')                ; 22023 ; 7
            SELECT list_sum(['a'])                      ; 42883 ; 7
            SELECT list_sum([9223372036854775807, 1])::BIGINT ; 22003 ; 7
            SELECT unnest(1)                            ; 42883 ; 7
            SELECT unnest([1], [2])                     ; 42883 ; 7
            SELECT unnest([unnest([1])])                ; 0A000 ; 7
            SELECT unnest([1, 2]), n FROM (SELECT 1 AS n) t GROUP BY 1 ; 42883 ; 7
            SELECT 1 FROM unnest()                      ; 42883 ; 14
            SELECT array_append([1], 'x')               ; 22P02 ; 7
            SELECT [1] || 'x'                           ; 22P02 ; 7
            SELECT 1 WHERE 1 = ANY ('{1,x}')            ; 22P02 ; 24
            """)
    void refused(String query, String state, int position) {
        try (Engine engine = Engine.open(EngineOptions.inMemory())) {
            AlmagestException error = assertThrows(AlmagestException.class, () -> Rows.of(engine.session(), query));
            assertEquals(state, error.state().code(), error.getMessage());
            assertEquals(position, error.position().orElse(-1), error.getMessage());
        }
    }
}
