package org.almagest.optimizer.rule.share;

import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.less;
import static org.almagest.optimizer.Expressions.literal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.optimizer.PlanText;
import org.almagest.optimizer.TestTable;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.LogicalPlan.Join.Kind;
import org.almagest.optimizer.logical.Renumbering;
import org.junit.jupiter.api.Test;

final class ShareSubplansTest {
    private static final int FEW = 3;

    private final TestTable a = new TestTable("a", 2_000_000)
            .with("x", ScalarType.INTEGER)
            .with("m", ScalarType.INTEGER)
            .with("w", ScalarType.INTEGER, Value.of(0L), Value.of(999_999L), 0);
    private final TestTable b =
            new TestTable("b", 1000).with("y", ScalarType.INTEGER).with("n", ScalarType.INTEGER);
    private final ColumnNumbers numbers = ColumnNumbers.beyond(join(a.scan(), b.scan()));

    private LogicalPlan join(LogicalPlan left, LogicalPlan right) {
        return new LogicalPlan.Join(Kind.INNER, left, right, Optional.of(equal(a.ref("x"), b.ref("y"))));
    }

    private static LogicalPlan scan(TestTable table, String... columns) {
        List<LogicalPlan.Column> all = table.columns();
        List<LogicalPlan.Column> some =
                List.of(columns).stream().map(table::column).toList();
        return new LogicalPlan.Scan(
                table, table.describe(), some, some.stream().map(all::indexOf).toList());
    }

    private LogicalPlan copy(LogicalPlan plan) {
        return new Renumbering(numbers).copy(plan);
    }

    /// Groups `plan` by a column.
    private static LogicalPlan grouped(LogicalPlan plan, int column) {
        LogicalPlan.Column key = plan.columns().get(column);
        return new LogicalPlan.Aggregate(plan, List.of(new LogicalPlan.Assignment(key, key.ref())), List.of());
    }

    private LogicalPlan both(LogicalPlan first, LogicalPlan second) {
        return new LogicalPlan.UnionAll(List.of(first, second), numbers.like(first.columns()));
    }

    private LogicalPlan shared(LogicalPlan plan) {
        Set<Integer> needed = new HashSet<>();
        plan.columns().forEach(column -> needed.add(column.number()));
        return ShareSubplans.of(plan, needed, numbers, () -> CostConstants.DEFAULT, Feedback.NONE);
    }

    private LogicalPlan filtered(long bound) {
        return join(new LogicalPlan.Filter(scan(a, "x", "m"), less(a.ref("m"), literal(bound))), scan(b, "y", "n"));
    }

    /// The rows in which they are grouped differ, the join below is the same.
    @Test
    void equalJoinsAreComputedOnce() {
        LogicalPlan plan = both(grouped(filtered(FEW), 1), grouped(copy(filtered(FEW)), 3));
        assertEquals("""
                Union (m)
                  Aggregate [m]
                    Shared 1 (m, n)
                      Project m, n
                        INNER join on x = y
                          Filter m < 3
                            Scan table a (x, m)
                          Scan table b (y, n)
                  Aggregate [n]
                    Shared 1 (m, n)
                      Project m, n
                        INNER join on x = y
                          Filter m < 3
                            Scan table a (x, m)
                          Scan table b (y, n)
                """, PlanText.of(shared(plan)));
    }

    @Test
    void otherConditionsAreOtherRows() {
        LogicalPlan plan = both(grouped(filtered(FEW), 1), grouped(copy(filtered(FEW + 1)), 1));
        assertSame(plan, shared(plan));
    }

    /// What one place asks for, the other's scan gets too.
    @Test
    void scansGetTheColumnsOfAllPlaces() {
        LogicalPlan first =
                join(new LogicalPlan.Filter(scan(a, "x", "m"), equal(a.ref("m"), literal(FEW))), scan(b, "y"));
        LogicalPlan second = copy(
                join(new LogicalPlan.Filter(scan(a, "w", "x", "m"), equal(a.ref("m"), literal(FEW))), scan(b, "y")));
        LogicalPlan plan = both(grouped(first, 1), grouped(second, 0));
        assertEquals("""
                Union (m)
                  Aggregate [m]
                    Shared 1 (m, w)
                      Project m, w
                        INNER join on x = y
                          Filter m = 3
                            Scan table a (x, m, w)
                          Scan table b (y)
                  Aggregate [w]
                    Shared 1 (m, w)
                      Project m, w
                        INNER join on x = y
                          Filter m = 3
                            Scan table a (x, m, w)
                          Scan table b (y)
                """, PlanText.of(shared(plan)));
    }

    @Test
    void scansAreReadAgain() {
        LogicalPlan filter = new LogicalPlan.Filter(scan(a, "m"), less(a.ref("m"), literal(FEW)));
        LogicalPlan plan = both(filter, copy(filter));
        assertSame(plan, shared(plan));
    }

    @Test
    void smallJoinsAreMadeAgain() {
        TestTable small = new TestTable("s", FEW).with("k", ScalarType.INTEGER);
        LogicalPlan few = new LogicalPlan.Join(
                Kind.INNER, small.scan(), b.scan(), Optional.of(equal(small.ref("k"), b.ref("y"))));
        ColumnNumbers beyond = ColumnNumbers.beyond(few);
        LogicalPlan plan = new LogicalPlan.UnionAll(
                List.of(grouped(few, 2), grouped(new Renumbering(beyond).copy(few), 2)),
                beyond.like(List.of(b.column("n"))));
        assertSame(plan, ShareSubplans.of(plan, Set.of(), beyond, () -> CostConstants.DEFAULT, Feedback.NONE));
    }

    /// The first rows may be enough.
    @Test
    void whatALimitCutsStays() {
        LogicalPlan plan =
                both(new LogicalPlan.Limit(filtered(FEW), FEW, 0), new LogicalPlan.Limit(copy(filtered(FEW)), FEW, 0));
        assertSame(plan, shared(plan));
        LogicalPlan sorted = both(
                new LogicalPlan.Limit(grouped(filtered(FEW), 1), FEW, 0),
                new LogicalPlan.Limit(grouped(copy(filtered(FEW)), 3), FEW, 0));
        assertNotEquals(sorted, shared(sorted));
    }

    /// The keys of a small table leave most of the rows of `a` unread in one of the places.
    @Test
    void whatFewKeysNarrowStays() {
        TestTable keys = new TestTable("k", 1).with("k", ScalarType.INTEGER);
        LogicalPlan wide = join(scan(a, "x", "m", "w"), scan(b, "y", "n"));
        LogicalPlan narrowed =
                new LogicalPlan.Join(Kind.INNER, wide, keys.scan(), Optional.of(equal(a.ref("w"), keys.ref("k"))));
        LogicalPlan other =
                new Renumbering(ColumnNumbers.beyond(narrowed)).copy(join(scan(a, "x", "m"), scan(b, "y", "n")));
        LogicalPlan plan = both(grouped(narrowed, 1), grouped(other, 3));
        assertSame(plan, shared(plan));
        LogicalPlan unnarrowed = both(grouped(wide, 1), grouped(other, 3));
        assertNotEquals(unnarrowed, shared(unnarrowed));
    }
}
