package org.almagest.optimizer.rule.join;

import static org.almagest.optimizer.Expressions.call;
import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.less;
import static org.almagest.optimizer.Expressions.literal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.TestTable;
import org.junit.jupiter.api.Test;

final class EqualColumnsTest {
    private final List<TestTable> tables = List.of(table("a"), table("b"), table("c"), table("d"));
    private final Map<Integer, Integer> owners = new HashMap<>();

    EqualColumnsTest() {
        for (int i = 0; i < tables.size(); i++) {
            for (var column : tables.get(i).columns()) {
                owners.put(column.number(), i);
            }
        }
    }

    private static TestTable table(String name) {
        return new TestTable(name, 10).with("x", ScalarType.INTEGER).with("y", ScalarType.INTEGER);
    }

    private Expression.ColumnRef x(int table) {
        return tables.get(table).ref("x");
    }

    private Expression.ColumnRef y(int table) {
        return tables.get(table).ref("y");
    }

    @Test
    void equalitiesMakeAllColumnsEqual() {
        List<EqualColumns> found = EqualColumns.of(
                List.of(equal(x(0), x(1)), equal(x(2), x(1)), less(x(3), x(0)), equal(y(0), y(3))), owners);
        assertEquals(1, found.size());
        EqualColumns equal = found.getFirst();
        assertEquals(Set.of(x(0), x(1), x(2)), Set.copyOf(equal.columns()));
        assertEquals(Set.of(0b011L, 0b101L, 0b110L), equal.equalities().keySet());
        assertTrue(equal.has(equal(x(0), x(2))));
        assertTrue(!equal.has(equal(y(0), y(3))));
    }

    @Test
    void twoColumnsOfAnInputOrComputedOnesAreNotTaken() {
        assertEquals(
                List.of(), EqualColumns.of(List.of(equal(x(0), x(1)), equal(y(0), x(1)), equal(x(1), x(2))), owners));
        assertEquals(
                List.of(),
                EqualColumns.of(List.of(equal(x(0), x(1)), equal(call("+", x(1), literal(1)), x(2))), owners));
    }
}
