package org.almagest.sql.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The types of results: docs/types.md, line by line.
final class TypesTest {
    private final TestCatalog catalog = new TestCatalog()
            .table(
                    "t",
                    "i8 TINYINT, i16 SMALLINT, i32 INTEGER, i64 BIGINT, u8 UTINYINT, u16 USMALLINT, u32 UINTEGER,"
                            + " u64 UBIGINT, r REAL, d DOUBLE, p DECIMAL(10,2), q DECIMAL(5,4), huge DECIMAL(38,0),"
                            + " s VARCHAR, flag BOOLEAN, bytes BLOB, day DATE, at TIMESTAMP, atz TIMESTAMPTZ,"
                            + " list DOUBLE[3]");

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            42                            ; INTEGER
            -2147483648                   ; INTEGER
            2147483648                    ; BIGINT
            -9223372036854775808          ; BIGINT
            9223372036854775808           ; DECIMAL(19,0)
            99999999999999999999999999999999999999    ; DECIMAL(38,0)
            100000000000000000000000000000000000000   ; DOUBLE
            1.50                          ; DECIMAL(3,2)
            .05                           ; DECIMAL(2,2)
            1e5                           ; DOUBLE
            'text'                        ; VARCHAR
            NULL                          ; VARCHAR
            TRUE                          ; BOOLEAN
            X'CAFE'                       ; BLOB
            DATE '2016-01-01'             ; DATE
            """)
    void literals(String expression, String type) {
        assertEquals(type, catalog.types("SELECT " + expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            i8 + i8                       ; INTEGER
            i16 * i16                     ; INTEGER
            i32 - i64                     ; BIGINT
            u8 + u16                      ; INTEGER
            u32 + i32                     ; BIGINT
            u32 + u32                     ; UINTEGER
            u64 + u8                      ; UBIGINT
            u64 + i8                      ; DECIMAL(21,0)
            u64 + 1                       ; UBIGINT
            u64 - 18446744073709551615    ; UBIGINT
            i8 + 1                        ; INTEGER
            i64 + 1                       ; BIGINT
            i32 + CAST(1 AS BIGINT)       ; BIGINT
            i32 / 2                       ; INTEGER
            i64 // 2                      ; BIGINT
            i64 % 10                      ; BIGINT
            d % 2                         ; DOUBLE
            p + q                         ; DECIMAL(13,4)
            p - 1.5                       ; DECIMAL(11,2)
            p * q                         ; DECIMAL(15,6)
            huge * p                      ; DOUBLE
            p / q                         ; DOUBLE
            i32 ^ 2                       ; DOUBLE
            r + r                         ; REAL
            r + 1                         ; REAL
            r * 0.5                       ; REAL
            r + p                         ; REAL
            r + i64                       ; REAL
            r + d                         ; DOUBLE
            r + 1e0                       ; DOUBLE
            d + p                         ; DOUBLE
            d * 2                         ; DOUBLE
            -i8                           ; INTEGER
            -p                            ; DECIMAL(10,2)
            -r                            ; REAL
            i32 + '5'                     ; INTEGER
            s || i32                      ; VARCHAR
            i64 >> 4                      ; BIGINT
            """)
    void operators(String expression, String type) {
        assertEquals(type, catalog.types("SELECT " + expression + " FROM t"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            count(*)                      ; BIGINT
            count(s)                      ; BIGINT
            approx_count_distinct(s)      ; BIGINT
            sum(i8)                       ; BIGINT
            sum(u32)                      ; BIGINT
            sum(i64)                      ; DECIMAL(38,0)
            sum(u64)                      ; DECIMAL(38,0)
            sum(p)                        ; DECIMAL(38,2)
            sum(r)                        ; DOUBLE
            sum(d)                        ; DOUBLE
            avg(i32)                      ; DOUBLE
            avg(p)                        ; DOUBLE
            stddev(r)                     ; DOUBLE
            variance(i8)                  ; DOUBLE
            median(i32)                   ; DOUBLE
            min(i8)                       ; TINYINT
            max(day)                      ; DATE
            min(s)                        ; VARCHAR
            max(p)                        ; DECIMAL(10,2)
            any_value(flag)               ; BOOLEAN
            arg_min(day, r)               ; DATE
            max_by(p, s)                  ; DECIMAL(10,2)
            bool_and(flag)                ; BOOLEAN
            """)
    void aggregates(String expression, String type) {
        assertEquals(type, catalog.types("SELECT " + expression + " FROM t"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            CASE WHEN flag THEN i8 ELSE i64 END            ; BIGINT
            CASE WHEN flag THEN i8 ELSE 1 END              ; TINYINT
            CASE WHEN flag THEN 1 ELSE i8 END              ; TINYINT
            CASE WHEN flag THEN 1 WHEN NOT flag THEN 300 ELSE i8 END  ; INTEGER
            CASE WHEN flag THEN 300 WHEN NOT flag THEN 1 ELSE i8 END  ; INTEGER
            CASE WHEN flag THEN 1 ELSE 2.5 END             ; DECIMAL(11,1)
            CASE WHEN flag THEN u64 ELSE i64 END           ; DECIMAL(20,0)
            CASE WHEN flag THEN r ELSE 0.1 END             ; REAL
            CASE WHEN flag THEN r ELSE d END               ; DOUBLE
            CASE WHEN flag THEN day ELSE at END            ; TIMESTAMP
            CASE WHEN flag THEN at ELSE atz END            ; TIMESTAMPTZ
            CASE WHEN flag THEN day ELSE '2016-01-01' END  ; DATE
            CASE WHEN flag THEN NULL ELSE day END          ; DATE
            CASE WHEN flag THEN NULL END                   ; VARCHAR
            coalesce(NULL, p, q)                           ; DECIMAL(12,4)
            coalesce(p, 1)                                 ; DECIMAL(12,2)
            coalesce(i16, CAST(1 AS INTEGER))              ; INTEGER
            nullif(i8, 3)                                  ; TINYINT
            nullif(NULL, 3)                                ; VARCHAR
            list                                           ; DOUBLE[3]
            i32 = 1                                        ; BOOLEAN
            """)
    void choices(String expression, String type) {
        assertEquals(type, catalog.types("SELECT " + expression + " FROM t"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            SELECT i8 FROM t UNION ALL SELECT i64 FROM t            ; BIGINT
            SELECT NULL UNION ALL SELECT i64 FROM t                 ; BIGINT
            SELECT day FROM t UNION SELECT NULL                     ; DATE
            SELECT NULL FROM t ORDER BY 1                           ; VARCHAR
            SELECT x FROM (SELECT NULL AS x) y UNION ALL SELECT 1   ; INTEGER
            VALUES (NULL), (1), (2.5)                               ; DECIMAL(11,1)
            VALUES (NULL)                                           ; VARCHAR
            SELECT NULL UNION ALL SELECT NULL                       ; VARCHAR
            SELECT CAST(NULL AS DATE) UNION SELECT CAST(NULL AS DATE)                ; DATE
            SELECT CAST(NULL AS SMALLINT) EXCEPT ALL SELECT CAST(NULL AS USMALLINT)  ; INTEGER
            SELECT x FROM (VALUES (CAST(NULL AS TIME))) y(x) UNION SELECT NULL       ; TIME
            """)
    void setOperations(String query, String type) {
        assertEquals(type, catalog.types(query));
    }

    /// How the two sides of a comparison meet: by what the left side is cast to, or nothing.
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            i8 = 100                      ; TINYINT
            i8 = 300                      ; INTEGER
            u64 = 18446744073709551615    ; UBIGINT
            u64 = -1                      ; DECIMAL(20,0)
            i64 = 9223372036854775808     ; DECIMAL(19,0)
            i64 = 18446744073709551615    ; DECIMAL(20,0)
            i32 = CAST(5 AS BIGINT)       ; BIGINT
            r < 0.1                       ; REAL
            r < 1e-1                      ; DOUBLE
            r < CAST(0.1 AS DOUBLE)       ; DOUBLE
            r < 7                         ; REAL
            day > '2016-01-01'            ; DATE
            at > day                      ; TIMESTAMP
            at > '2016-01-01'             ; TIMESTAMP
            flag = 'true'                 ; BOOLEAN
            p < 1.555                     ; DECIMAL(11,3)
            d = i64                       ; DOUBLE
            NULL = NULL                   ; VARCHAR
            """)
    void comparisons(String expression, String type) {
        LogicalPlan.Project project = (LogicalPlan.Project)
                catalog.bind("SELECT " + expression + " FROM t").plan();
        var compare = assertInstanceOf(
                Expression.Compare.class, project.assignments().getFirst().expression());
        assertEquals(type, compare.left().type().sqlName());
        assertEquals(compare.left().type(), compare.right().type());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            s = 1                                     ; UNDEFINED_FUNCTION ; 11
            s > day                                   ; UNDEFINED_FUNCTION ; 11
            flag = 1                                  ; UNDEFINED_FUNCTION ; 14
            s + i32                                   ; UNDEFINED_FUNCTION ; 7
            CASE WHEN flag THEN s ELSE 1 END          ; DATATYPE_MISMATCH  ; 34
            CASE WHEN i32 THEN 1 END                  ; DATATYPE_MISMATCH  ; 17
            IF(i32, 1, 2)                             ; DATATYPE_MISMATCH  ; 10
            coalesce(day, i32)                        ; DATATYPE_MISMATCH  ; 21
            i32 IN (1, day)                           ; DATATYPE_MISMATCH  ; 18
            i32 = 'abc'                               ; INVALID_TEXT       ; 13
            day = '2016-13-01'                        ; INVALID_DATETIME   ; 13
            CAST(list AS INTEGER)                     ; DATATYPE_MISMATCH  ; 7
            day::TIME                                 ; DATATYPE_MISMATCH  ; 7
            sum(s)                                    ; UNDEFINED_FUNCTION ; 7
            """)
    void mismatches(String expression, String state, int position) {
        AlmagestException error =
                assertThrows(AlmagestException.class, () -> catalog.bind("SELECT " + expression + " FROM t"));
        assertEquals(SqlState.valueOf(state), error.state(), error.getMessage());
        assertEquals(position, error.position().orElse(-1), error.getMessage());
    }

    @Test
    void parametersAdaptAsLiteralsDo() {
        var five = new Expression.Literal(Value.of(5), ScalarType.BIGINT);
        LogicalPlan plan = catalog.bind("SELECT i8 FROM t WHERE i8 = ?", five).plan();
        var filter = (LogicalPlan.Filter) plan.inputs().getFirst();
        var compare = (Expression.Compare) filter.condition();
        assertEquals(ScalarType.TINYINT, compare.right().type());
    }
}
