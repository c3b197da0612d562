package org.almagest.sql.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.Functions;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.syntax.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rows of INSERT: which value goes to which column, as what.
final class InsertTest {
    private final TestCatalog catalog =
            new TestCatalog().table("t", "n INTEGER, s VARCHAR, day DATE, list DOUBLE[3], flag BOOLEAN");

    private LogicalPlan.Project rows(String sql) {
        var insert = (ChangeStatement.Insert) Parser.parseStatement(sql);
        Binder binder = new Binder(catalog, Functions.BUILT_IN, List.of());
        BoundQuery bound = binder.insert(insert.source().orElseThrow(), catalog.schema("t"), insert.columns(), "t");
        return (LogicalPlan.Project) bound.plan();
    }

    @Test
    void missingColumnsAndNullsTakeTheColumnsType() {
        LogicalPlan.Project rows = rows("INSERT INTO t (day, list, flag) VALUES ('2016-01-01', NULL, NULL)");
        assertEquals(
                List.of("n", "s", "day", "list", "flag"),
                rows.columns().stream().map(LogicalPlan.Column::name).toList());
        for (int i : new int[] {0, 1, 3, 4}) {
            var type = catalog.schema("t").column(i).type();
            Expression value = rows.assignments().get(i).expression();
            assertEquals(type, value.type());
            assertEquals(i < 2, value.equals(new Expression.Literal(Value.NULL, type)));
        }
        assertEquals("DATE", rows.columns().get(2).type().sqlName());
    }

    @Test
    void everyValueIsReadAsItsColumnsTypeByItself() {
        LogicalPlan.Project rows = rows("INSERT INTO t (s, n) VALUES ('a', '1'), (2.50, 3.0), (NULL, 4e0)");
        var values = (LogicalPlan.Values) rows.input();
        assertEquals(
                List.of(
                        List.of(Value.of("a"), Value.of(1)),
                        List.of(Value.of("2.50"), Value.of(3)),
                        List.of(Value.NULL, Value.of(4))),
                values.rows());
    }

    @Test
    void aQuerysColumnsAreAssignedInTheOrderNamed() {
        LogicalPlan.Project rows = rows("INSERT INTO t (s, n) SELECT n, 7 FROM t");
        assertEquals("INTEGER", rows.assignments().get(0).expression().type().sqlName());
        assertEquals("VARCHAR", rows.assignments().get(1).expression().type().sqlName());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            INSERT INTO t (n, q) VALUES (1, 2)      ; UNDEFINED_COLUMN  ; 18
            INSERT INTO t (n, s, n) VALUES (1, 2, 3) ; DUPLICATE_COLUMN ; 21
            INSERT INTO t (n) VALUES (1, 2)         ; SYNTAX_ERROR      ; 18
            INSERT INTO t (flag) VALUES (1)         ; DATATYPE_MISMATCH ; 29
            INSERT INTO t (n) VALUES (TRUE)         ; DATATYPE_MISMATCH ; 26
            INSERT INTO t (list) VALUES (1.5)       ; DATATYPE_MISMATCH ; 29
            INSERT INTO t (n) VALUES (1), ('x')    ; INVALID_TEXT      ; 31
            INSERT INTO t (n) SELECT day FROM t     ; DATATYPE_MISMATCH ; 18
            """)
    void mistakes(String sql, String state, int position) {
        AlmagestException error = assertThrows(AlmagestException.class, () -> rows(sql));
        assertEquals(SqlState.valueOf(state), error.state(), error.getMessage());
        assertEquals(position, error.position().orElse(-1), error.getMessage());
    }
}
