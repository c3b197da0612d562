package org.almagest.optimizer.estimate;

import static org.almagest.optimizer.Expressions.and;
import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.less;
import static org.almagest.optimizer.Expressions.literal;
import static org.almagest.optimizer.Expressions.pass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.TestTable;
import org.almagest.optimizer.logical.LogicalPlan;
import org.junit.jupiter.api.Test;

/// `a` and `b` have 100 values each, and 200 combinations in 100,000 rows.
final class CountedCombinationsTest {
    private static final long ROWS = 100_000;

    private static TestTable table(String name) {
        return new TestTable(name, ROWS)
                .with("a", ScalarType.BIGINT, hundred())
                .with("b", ScalarType.BIGINT, hundred())
                .with("c", ScalarType.BIGINT, hundred());
    }

    private static ColumnStatistics hundred() {
        return new ColumnStatistics(
                Optional.of(Value.of(0L)),
                Optional.of(Value.of(99L)),
                OptionalLong.of(0),
                OptionalLong.empty(),
                OptionalLong.of(100));
    }

    private static double rows(LogicalPlan plan) {
        return new RowEstimate(new KnownColumns(plan)).rows(plan);
    }

    private static double groups(TestTable table, LogicalPlan input, String... keys) {
        return rows(new LogicalPlan.Aggregate(
                input,
                List.of(keys).stream().map(key -> pass(table.column(key))).toList(),
                List.of()));
    }

    @Test
    void groupsAreAsManyAsWereCounted() {
        TestTable known = table("t").counted(200, ROWS, "b", "a");
        TestTable unknown = table("t");
        assertEquals(200, groups(known, known.scan(), "a", "b"));
        assertEquals(10_000, groups(unknown, unknown.scan(), "a", "b"), 1);
        assertEquals(10_000, groups(known, known.scan(), "a", "c"), 1);
        assertEquals(100, groups(known, known.scan(), "a"), 1);
    }

    @Test
    void someOfTheRowsHaveFewerCombinations() {
        TestTable known = table("t").counted(20_000, ROWS, "a", "b");
        LogicalPlan tenth = new LogicalPlan.Filter(known.scan(), less(known.ref("c"), literal(10)));
        double found = groups(known, tenth, "a", "b");
        assertTrue(found > 5_000 && found < 9_000, "" + found);
    }

    @Test
    void whatWasCountedInFarFewerRowsTellsNothing() {
        TestTable stale = table("t").counted(200, ROWS / 2, "a", "b");
        assertEquals(10_000, groups(stale, stale.scan(), "a", "b"), 1);
    }

    @Test
    void constantsOfAllColumnsLeaveOneCombination() {
        TestTable known = table("t").counted(200, ROWS, "a", "b");
        Expression both = and(equal(known.ref("a"), literal(5)), equal(literal(5), known.ref("b")));
        assertEquals(500, rows(new LogicalPlan.Filter(known.scan(), both)), 1);
        Expression more = and(both, less(known.ref("c"), literal(50)));
        assertEquals(250, rows(new LogicalPlan.Filter(known.scan(), more)), 10);
        Expression one = equal(known.ref("a"), literal(5));
        assertEquals(1_000, rows(new LogicalPlan.Filter(known.scan(), one)), 10);
        TestTable unknown = table("t");
        Expression alike = and(equal(unknown.ref("a"), literal(5)), equal(unknown.ref("b"), literal(5)));
        assertEquals(10, rows(new LogicalPlan.Filter(unknown.scan(), alike)), 1);
    }

    @Test
    void aJoinOnAllColumnsHasAsManyKeys() {
        TestTable left = table("t").counted(200, ROWS, "a", "b");
        TestTable right = table("u").counted(200, ROWS, "a", "b");
        Expression keys = and(equal(left.ref("a"), right.ref("a")), equal(left.ref("b"), right.ref("b")));
        LogicalPlan join = new LogicalPlan.Join(
                LogicalPlan.Join.Kind.INNER, left.scan(), right.scan(), Optional.of(keys), Optional.empty());
        assertEquals(ROWS * (double) ROWS / 200, rows(join), 1);
    }
}
