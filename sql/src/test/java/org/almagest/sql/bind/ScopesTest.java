package org.almagest.sql.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What names mean: stars, qualified names, joins by name, aliases.
final class ScopesTest {
    private final TestCatalog catalog = new TestCatalog()
            .table("a", "x INTEGER, id BIGINT, m REAL")
            .table("b", "y INTEGER, id BIGINT, m REAL")
            .table("c", "id BIGINT, z DOUBLE");

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            SELECT * FROM a                                      ; x, id, m
            SELECT a.*, 1 AS one FROM a                          ; x, id, m, one
            SELECT b.*, * FROM a, b                              ; y, id, m, x, id, m, y, id, m
            SELECT * EXCLUDE (id) FROM a                         ; x, m
            SELECT * REPLACE (m + 1 AS m) FROM a                 ; x, id, m
            SELECT * FROM a JOIN b ON a.id = b.id                ; x, id, m, y, id, m
            SELECT * FROM a JOIN b USING (id)                    ; id, x, m, y, m
            SELECT * FROM a LEFT JOIN b USING (id)               ; id, x, m, y, m
            SELECT * FROM a RIGHT JOIN b USING (id)              ; id, x, m, y, m
            SELECT * FROM a JOIN b USING (m, id)                 ; m, id, x, y
            SELECT * FROM a NATURAL JOIN b                       ; id, m, x, y
            SELECT * FROM a JOIN b USING (id) JOIN c USING (id)  ; id, x, m, y, m, z
            SELECT b.* FROM a JOIN b USING (id)                  ; y, id, m
            SELECT * FROM a SEMI JOIN b USING (id)               ; x, id, m
            SELECT * FROM a ANTI JOIN b ON a.x = b.y             ; x, id, m
            SELECT * FROM (SELECT x, id FROM a) s(p)             ; p, id
            WITH w(p, q) AS (SELECT x, id FROM a) SELECT * FROM w ; p, q
            SELECT A.X, "a"."x", x AS X2, x + 1 FROM a           ; x, x, x2, x + 1
            VALUES (1, 2)                                        ; col0, col1
            SELECT x FROM a UNION ALL SELECT y FROM b            ; x
            """)
    void names(String query, String names) {
        assertEquals(names, catalog.names(query));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            SELECT id FROM a, b                                    ; AMBIGUOUS_COLUMN         ; 7
            SELECT m FROM a JOIN b USING (id)                      ; AMBIGUOUS_COLUMN         ; 7
            SELECT b.x FROM a, b                                   ; UNDEFINED_COLUMN         ; 9
            SELECT d.x FROM a                                      ; UNDEFINED_TABLE          ; 7
            SELECT a.x FROM a AS s                                 ; UNDEFINED_TABLE          ; 7
            SELECT d.* FROM a                                      ; UNDEFINED_TABLE          ; 7
            SELECT *                                               ; SYNTAX_ERROR             ; 7
            SELECT * EXCLUDE (q) FROM a                            ; UNDEFINED_COLUMN         ; 18
            SELECT * REPLACE (1 AS q) FROM a                       ; UNDEFINED_COLUMN         ; 23
            SELECT 1 FROM a, a                                     ; DUPLICATE_ALIAS          ; 17
            SELECT 1 FROM a JOIN b USING (x)                       ; UNDEFINED_COLUMN         ; 30
            SELECT 1 FROM (SELECT x FROM a) s(p, q)                ; INVALID_COLUMN_REFERENCE ; 37
            WITH w AS (SELECT 1), w AS (SELECT 2) SELECT 1         ; DUPLICATE_ALIAS          ; 22
            SELECT x FROM a WHERE y = 1                            ; UNDEFINED_COLUMN         ; 22
            SELECT x AS p FROM a WHERE q = 1                       ; UNDEFINED_COLUMN         ; 27
            SELECT p + 1 AS p FROM a                               ; UNDEFINED_COLUMN         ; 7
            SELECT q + 1 AS p, p + 1 AS q FROM a WHERE p = 1       ; UNDEFINED_COLUMN         ; 19
            SELECT sum(x) AS p FROM a WHERE p = 1                  ; GROUPING_ERROR           ; 7
            SELECT x FROM a UNION ALL SELECT y, id FROM b          ; SYNTAX_ERROR             ; 26
            VALUES (1, 2), (3)                                     ; SYNTAX_ERROR             ; 16
            VALUES (1), (x)                                        ; UNDEFINED_COLUMN         ; 13
            SELECT 1 FROM a RIGHT JOIN LATERAL (SELECT a.id) x ON TRUE ; FEATURE_NOT_SUPPORTED ; 27
            """)
    void mistakes(String query, String state, int position) {
        AlmagestException error = assertThrows(AlmagestException.class, () -> catalog.bind(query));
        assertEquals(SqlState.valueOf(state), error.state(), error.getMessage());
        assertEquals(position, error.position().orElse(-1), error.getMessage());
    }

    private int number(String query) {
        return catalog.bind(query).columns().getFirst().column().number();
    }

    @Test
    void theSharedColumnIsThatOfTheSideWhoseRowsAllStay() {
        int left = number("SELECT a.id FROM a RIGHT JOIN b USING (id)");
        int right = number("SELECT b.id FROM a RIGHT JOIN b USING (id)");
        assertNotEquals(left, right);
        assertEquals(right, number("SELECT id FROM a RIGHT JOIN b USING (id)"));
        assertEquals(left, number("SELECT id FROM a LEFT JOIN b USING (id)"));
        assertEquals(left, number("SELECT id FROM a JOIN b USING (id)"));
    }

    @Test
    void everyUseOfACommonTableHasColumnsOfItsOwn() {
        BoundQuery query = catalog.bind("WITH w AS (SELECT x FROM a) SELECT p.x, q.x FROM w p, w q");
        List<Integer> numbers =
                query.columns().stream().map(column -> column.column().number()).toList();
        assertNotEquals(numbers.get(0), numbers.get(1));
    }

    @Test
    void anInnerNameHidesAnOuterTable() {
        assertEquals("BIGINT", catalog.types("WITH c AS (SELECT id AS z FROM a) SELECT z FROM c"));
        assertEquals("DOUBLE", catalog.types("WITH c AS (SELECT z FROM c) SELECT z FROM c"));
    }

    @Test
    void mistakesNameTheNearest() {
        AlmagestException error =
                assertThrows(AlmagestException.class, () -> catalog.bind("SELECT a.idd FROM a JOIN b USING (id)"));
        assertTrue(error.hint().orElse("").contains("id"), error.hint().toString());
    }
}
