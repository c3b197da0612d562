package org.almagest.sql.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// GROUP BY, HAVING and ORDER BY: what their names and positions mean, and what stands beside a
/// group.
final class GroupingTest {
    private final TestCatalog catalog = new TestCatalog()
            .table("a", "x INTEGER, id BIGINT, m REAL, class VARCHAR")
            .table("b", "y INTEGER, id BIGINT, m REAL");

    private LogicalPlan.Aggregate grouping(String sql) {
        LogicalPlan plan = catalog.bind(sql).plan();
        while (!(plan instanceof LogicalPlan.Aggregate)) {
            plan = plan.inputs().getFirst();
        }
        return (LogicalPlan.Aggregate) plan;
    }

    /// The number of keys and of aggregates.
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            SELECT x, count(*) FROM a GROUP BY x                              ; 1 ; 1
            SELECT x, count(*), count(*) + 1 FROM a GROUP BY 1 ORDER BY count(*) ; 1 ; 1
            SELECT x + 1, sum(m), avg(m) FROM a GROUP BY x + 1                ; 1 ; 2
            SELECT x + 1 AS k, (x + 1) * 2 FROM a GROUP BY k                  ; 1 ; 0
            SELECT x, x FROM a GROUP BY x, x, 1                               ; 1 ; 0
            SELECT class, x, max(m) FROM a GROUP BY ALL                       ; 2 ; 1
            SELECT class, sum(x) IN (SELECT y FROM b) FROM a GROUP BY ALL     ; 1 ; 1
            SELECT class, x IN (SELECT y FROM b), max(m) FROM a GROUP BY ALL  ; 2 ; 1
            SELECT class, unnest([1, 2]), max(m) FROM a GROUP BY ALL          ; 1 ; 1
            SELECT count(*), sum(x) FILTER (WHERE m > 1), sum(x) FROM a       ; 0 ; 3
            SELECT count(DISTINCT x), count(x) FROM a                         ; 0 ; 2
            SELECT 1 FROM a HAVING max(x) > 2                                 ; 0 ; 1
            SELECT 1 FROM a ORDER BY count(*)                                 ; 0 ; 1
            SELECT * FROM (SELECT a.id, b.id FROM a, b) s GROUP BY 1, 2       ; 2 ; 0
            SELECT a.*, b.y FROM a, b GROUP BY 1, 2, 3, 4, 5                  ; 5 ; 0
            SELECT x AS class, count(*) FROM a GROUP BY class, x              ; 2 ; 1
            SELECT DISTINCT x, m FROM a                                       ; 2 ; 0
            SELECT x FROM a UNION SELECT y FROM b                             ; 1 ; 0
            SELECT NULL, count(*) FROM a GROUP BY 1                           ; 1 ; 1
            """)
    void keysAndAggregates(String query, int keys, int aggregates) {
        LogicalPlan.Aggregate grouping = grouping(query);
        assertEquals(keys, grouping.keys().size(), grouping.keys().toString());
        assertEquals(
                aggregates, grouping.aggregates().size(), grouping.aggregates().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            SELECT m, avg(m) FROM a                                   ; GROUPING_ERROR           ; 7
            SELECT class, m FROM a WHERE m > 1 GROUP BY class         ; GROUPING_ERROR           ; 14
            SELECT class FROM a GROUP BY class HAVING m > 1           ; GROUPING_ERROR           ; 42
            SELECT class FROM a GROUP BY class ORDER BY m             ; GROUPING_ERROR           ; 44
            SELECT * FROM a GROUP BY x                                ; GROUPING_ERROR           ; 7
            SELECT x + 2 FROM a GROUP BY x + 1                        ; GROUPING_ERROR           ; 7
            SELECT sum(m) + x FROM a GROUP BY ALL                     ; GROUPING_ERROR           ; 16
            SELECT x FROM a WHERE count(*) > 1                        ; GROUPING_ERROR           ; 22
            SELECT sum(count(*)) FROM a                               ; GROUPING_ERROR           ; 11
            SELECT sum(x) FILTER (WHERE count(*) > 1) FROM a          ; GROUPING_ERROR           ; 28
            SELECT count(*) AS c FROM a GROUP BY c                    ; GROUPING_ERROR           ; 7
            SELECT x FROM a GROUP BY 2                                ; INVALID_COLUMN_REFERENCE ; 25
            SELECT x FROM a GROUP BY 0                                ; INVALID_COLUMN_REFERENCE ; 25
            SELECT x FROM a ORDER BY 2                                ; INVALID_COLUMN_REFERENCE ; 25
            SELECT DISTINCT x FROM a ORDER BY m                       ; INVALID_COLUMN_REFERENCE ; 34
            SELECT DISTINCT x FROM a ORDER BY x, x + 1                ; INVALID_COLUMN_REFERENCE ; 37
            SELECT x AS k, m AS k FROM a ORDER BY k                   ; AMBIGUOUS_COLUMN         ; 38
            SELECT upper(DISTINCT class) FROM a                       ; WRONG_OBJECT_TYPE        ; 7
            SELECT x FROM a UNION SELECT y FROM b ORDER BY m          ; UNDEFINED_COLUMN         ; 47
            SELECT x FROM a LIMIT 1.5                                 ; INVALID_LIMIT            ; 22
            SELECT x FROM a LIMIT x                                   ; UNDEFINED_COLUMN         ; 22
            SELECT x FROM a OFFSET -1                                 ; INVALID_LIMIT            ; 23
            """)
    void mistakes(String query, String state, int position) {
        AlmagestException error = assertThrows(AlmagestException.class, () -> catalog.bind(query));
        assertEquals(SqlState.valueOf(state), error.state(), error.getMessage());
        assertEquals(position, error.position().orElse(-1), error.getMessage());
    }

    private List<String> order(String sql) {
        LogicalPlan plan = plan(sql);
        while (!(plan instanceof LogicalPlan.Sort)) {
            plan = plan.inputs().getFirst();
        }
        LogicalPlan.Sort sort = (LogicalPlan.Sort) plan;
        return sort.keys().stream()
                .map(key ->
                        name(sort, key) + (key.descending() ? " desc" : "") + (key.nullsFirst() ? " nulls first" : ""))
                .toList();
    }

    private LogicalPlan plan(String sql) {
        return catalog.bind(sql).plan();
    }

    private static String name(LogicalPlan.Sort sort, LogicalPlan.OrderKey key) {
        var ref = assertInstanceOf(Expression.ColumnRef.class, key.expression());
        return sort.columns().stream()
                .filter(column -> column.number() == ref.index())
                .findFirst()
                .orElseThrow()
                .name();
    }

    @Test
    void ordersByOutputColumnsFirst() {
        assertEquals(List.of("x"), order("SELECT x AS m, m AS x FROM a ORDER BY m"));
        assertEquals(List.of("m"), order("SELECT x, m FROM a ORDER BY 2"));
        assertEquals(List.of("x"), order("SELECT a.x FROM a, (SELECT 1 AS x) s ORDER BY x"));
        assertEquals(List.of("sort key"), order("SELECT x FROM a ORDER BY m + 1"));
        assertEquals(List.of("k"), order("SELECT m + 1 AS k FROM a ORDER BY m + 1"));
        assertEquals(List.of("count"), order("SELECT class, count(*) FROM a GROUP BY class ORDER BY count(*)"));
    }

    @Test
    void nullsStandLastGoingUpAndFirstGoingDownUnlessToldOtherwise() {
        assertEquals(
                List.of("x", "m desc nulls first", "id nulls first", "class desc"),
                order("SELECT x, m, id, class FROM a ORDER BY x, m DESC, id NULLS FIRST, class DESC NULLS LAST"));
    }

    @Test
    void hiddenKeysAreNotInTheResult() {
        assertEquals("x", catalog.names("SELECT x FROM a ORDER BY m, id"));
        LogicalPlan plan = plan("SELECT x FROM a ORDER BY m, id");
        assertEquals(1, plan.columns().size());
    }

    @Test
    void limitsAreCountsOfRows() {
        var limit = (LogicalPlan.Limit) plan("SELECT x FROM a LIMIT 2 + 3 OFFSET 1");
        assertEquals(List.of(5L, 1L), List.of(limit.limit(), limit.offset()));
        var all = (LogicalPlan.Limit) plan("SELECT x FROM a LIMIT NULL OFFSET 4");
        assertEquals(List.of(Long.MAX_VALUE, 4L), List.of(all.limit(), all.offset()));
    }
}
