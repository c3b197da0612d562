package org.almagest.optimizer.rule.join;

import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.literal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.TestTable;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.LogicalPlan.Join.Kind;
import org.junit.jupiter.api.Test;

final class DropUnusedJoinsTest {
    private final TestTable a =
            new TestTable("a", 100).with("x", ScalarType.INTEGER).with("m", ScalarType.INTEGER);
    private final TestTable b = new TestTable("b", 100)
            .with("y", ScalarType.INTEGER)
            .with("n", ScalarType.INTEGER)
            .unique("y");
    private final TestTable c = new TestTable("c", 10)
            .with("z", ScalarType.INTEGER)
            .with("w", ScalarType.INTEGER)
            .unique("z");

    private static LogicalPlan join(Kind kind, LogicalPlan left, LogicalPlan right, Expression condition) {
        return new LogicalPlan.Join(kind, left, right, Optional.of(condition));
    }

    private static Set<Integer> needed(Expression.ColumnRef... columns) {
        return Set.copyOf(
                List.of(columns).stream().map(Expression.ColumnRef::index).toList());
    }

    private static void stays(LogicalPlan plan, Set<Integer> needed) {
        assertSame(plan, DropUnusedJoins.of(plan, needed));
    }

    @Test
    void aLeftJoinByAUniqueColumnGoes() {
        LogicalPlan left = a.scan();
        LogicalPlan plan = join(Kind.LEFT, left, b.scan(), equal(a.ref("x"), b.ref("y")));
        assertSame(left, DropUnusedJoins.of(plan, needed(a.ref("m"))));
        stays(plan, needed(a.ref("m"), b.ref("n")));
    }

    @Test
    void oneByAnotherColumnStays() {
        stays(join(Kind.LEFT, a.scan(), b.scan(), equal(a.ref("x"), b.ref("n"))), needed(a.ref("m")));
    }

    @Test
    void innerAndFullJoinsStay() {
        for (Kind kind : List.of(Kind.INNER, Kind.FULL)) {
            stays(join(kind, a.scan(), b.scan(), equal(a.ref("x"), b.ref("y"))), needed(a.ref("m")));
        }
    }

    /// `b.n` follows from `b.y`, and a row of `c` from that.
    @Test
    void whatIsUniqueFollowsThroughJoins() {
        LogicalPlan right = join(Kind.INNER, b.scan(), c.scan(), equal(b.ref("n"), c.ref("z")));
        LogicalPlan left = a.scan();
        assertSame(
                left,
                DropUnusedJoins.of(join(Kind.LEFT, left, right, equal(a.ref("x"), b.ref("y"))), needed(a.ref("m"))));
        LogicalPlan several = join(Kind.INNER, b.scan(), c.scan(), equal(b.ref("n"), c.ref("w")));
        stays(join(Kind.LEFT, a.scan(), several, equal(a.ref("x"), b.ref("y"))), needed(a.ref("m")));
    }

    /// A NULL that pads is no value of a column that is unique.
    @Test
    void whatIsPaddedIsNotUnique() {
        LogicalPlan right = join(Kind.LEFT, b.scan(), c.scan(), equal(b.ref("n"), c.ref("z")));
        stays(join(Kind.LEFT, a.scan(), right, equal(a.ref("x"), c.ref("z"))), needed(a.ref("m")));
    }

    @Test
    void groupsAreUniqueByAllTheirKeys() {
        LogicalPlan.Assignment n = new LogicalPlan.Assignment(b.column("n"), b.ref("n"));
        LogicalPlan.Assignment y = new LogicalPlan.Assignment(b.column("y"), b.ref("y"));
        LogicalPlan left = a.scan();
        LogicalPlan one = new LogicalPlan.Aggregate(b.scan(), List.of(n), List.of());
        assertSame(
                left,
                DropUnusedJoins.of(join(Kind.LEFT, left, one, equal(a.ref("x"), b.ref("n"))), needed(a.ref("m"))));
        LogicalPlan two = new LogicalPlan.Aggregate(b.scan(), List.of(n, y), List.of());
        stays(join(Kind.LEFT, a.scan(), two, equal(a.ref("x"), b.ref("n"))), needed(a.ref("m")));
        LogicalPlan filtered = new LogicalPlan.Filter(two, equal(b.ref("y"), literal(5)));
        assertSame(
                left,
                DropUnusedJoins.of(join(Kind.LEFT, left, filtered, equal(a.ref("x"), b.ref("n"))), needed(a.ref("m"))));
    }

    @Test
    void whoeverCountsNothingNeedsNoPartners() {
        LogicalPlan plan = join(Kind.LEFT, a.scan(), b.scan(), equal(a.ref("x"), b.ref("n")));
        LogicalPlan.Assignment key = new LogicalPlan.Assignment(a.column("m"), a.ref("m"));
        LogicalPlan distinct = new LogicalPlan.Aggregate(plan, List.of(key), List.of());
        assertEquals(
                new LogicalPlan.Aggregate(a.scan(), List.of(key), List.of()),
                DropUnusedJoins.of(distinct, needed(a.ref("m"))));
        stays(new LogicalPlan.Limit(plan, 3, 0), needed(a.ref("m")));
        LogicalPlan asked = join(Kind.ANTI, c.scan(), plan, equal(c.ref("z"), a.ref("m")));
        assertEquals(
                join(Kind.ANTI, c.scan(), a.scan(), equal(c.ref("z"), a.ref("m"))),
                DropUnusedJoins.of(asked, needed(c.ref("z"))));
    }

    @Test
    void whatNobodyNeedsOfAJoinThatWentGoesFromProjections() {
        LogicalPlan plan = join(Kind.LEFT, a.scan(), b.scan(), equal(a.ref("x"), b.ref("y")));
        LogicalPlan.Assignment kept = new LogicalPlan.Assignment(c.column("w"), a.ref("m"));
        LogicalPlan.Assignment gone = new LogicalPlan.Assignment(c.column("z"), b.ref("n"));
        assertEquals(
                new LogicalPlan.Project(a.scan(), List.of(kept)),
                DropUnusedJoins.of(new LogicalPlan.Project(plan, List.of(kept, gone)), needed(c.ref("w"))));
    }
}
