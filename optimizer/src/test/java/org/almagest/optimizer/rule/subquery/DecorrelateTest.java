package org.almagest.optimizer.rule.subquery;

import static org.almagest.optimizer.Expressions.aggregate;
import static org.almagest.optimizer.Expressions.count;
import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.less;
import static org.almagest.optimizer.Expressions.literal;
import static org.almagest.optimizer.Expressions.pass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.PlanText;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.LogicalPlan.Join.Kind;
import org.almagest.optimizer.rule.RuleTest;
import org.junit.jupiter.api.Test;

final class DecorrelateTest extends RuleTest {
    private static LogicalPlan dependent(Kind kind, LogicalPlan left, LogicalPlan right) {
        return new LogicalPlan.DependentJoin(new LogicalPlan.Join(kind, left, right, Optional.empty()));
    }

    private LogicalPlan marked(LogicalPlan right) {
        LogicalPlan.Column mark = new LogicalPlan.Column(900, "m", ScalarType.BOOLEAN);
        return new LogicalPlan.DependentJoin(new LogicalPlan.Join(
                Kind.MARK,
                a.scan(),
                right,
                Optional.empty(),
                Optional.of(new LogicalPlan.Mark(mark, Optional.empty()))));
    }

    private static void becomes(LogicalPlan plan, String after) {
        LogicalPlan changed = new Decorrelate(ColumnNumbers.beyond(plan)).apply(plan);
        assertEquals(after, PlanText.of(changed));
        assertFalse(PlanText.of(changed).contains("Dependent"), "nothing may depend");
    }

    private LogicalPlan where(Expression condition) {
        return new LogicalPlan.Filter(b.scan(), condition);
    }

    @Test
    void whatDoesNotDependIsAJoin() {
        becomes(dependent(Kind.SINGLE, a.scan(), b.scan()), """
                SINGLE join
                  Scan a (x, m, flag)
                  Scan b (y, n)
                """);
    }

    @Test
    void conditionsComeUpToTheJoin() {
        LogicalPlan right =
                where(new Expression.And(List.of(equal(b.ref("y"), a.ref("x")), less(b.ref("n"), literal(5)))));
        becomes(marked(right), """
                MARK join on y = x
                  Scan a (x, m, flag)
                  Filter n < 5
                    Scan b (y, n)
                """);
    }

    @Test
    void anAggregateIsGroupedByWhatItIsCorrelatedBy() {
        LogicalPlan right = new LogicalPlan.Aggregate(
                where(equal(b.ref("y"), a.ref("x"))), List.of(), List.of(aggregate("s", "sum", b.ref("n"))));
        becomes(dependent(Kind.SINGLE, a.scan(), right), """
                Project x, m, flag, s := s
                  LEFT join on x = key
                    Scan a (x, m, flag)
                    Aggregate [key := y] s := sum(n)
                      Scan b (y, n)
                """);
    }

    @Test
    void otherwiseTheBindingsStandBesideTheRows() {
        LogicalPlan right = new LogicalPlan.Aggregate(
                where(less(b.ref("y"), a.ref("x"))), List.of(pass(b.column("n"))), List.of(count("c")));
        LogicalPlan plan = dependent(Kind.INNER, a.scan(), right);
        LogicalPlan changed = new Decorrelate(ColumnNumbers.beyond(plan)).apply(plan);
        LogicalPlan.Join join = (LogicalPlan.Join) changed;
        assertEquals(Kind.INNER, join.kind());
        assertEquals("""
                Aggregate [x, n] c := count(*)
                  Filter y < x
                    INNER join
                      Aggregate [x := x]
                        Scan a (x, m, flag)
                      Scan b (y, n)
                """, PlanText.of(join.right()).replace(" \n", "\n"));
    }
}
