package org.almagest.optimizer.rule.join;

import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.less;
import static org.almagest.optimizer.Expressions.literal;

import java.util.Optional;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.TestTable;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.LogicalPlan.Join.Kind;
import org.almagest.optimizer.rule.RuleTest;
import org.junit.jupiter.api.Test;

final class OrderJoinsTest extends RuleTest {
    private static final OrderJoins BY_COST =
            new OrderJoins(new JoinChoice.Cheapest(), () -> CostConstants.DEFAULT, Feedback.NONE);

    private final TestTable c = new TestTable("c", 10).with("z", ScalarType.INTEGER);

    private static LogicalPlan join(Kind kind, LogicalPlan left, LogicalPlan right, Expression... conditions) {
        return new LogicalPlan.Join(
                kind, left, right, conditions.length == 0 ? Optional.empty() : Optional.of(conditions[0]));
    }

    @Test
    void joinsWhatHasAnEqualityFirst() {
        LogicalPlan pairs = join(Kind.INNER, a.scan(), c.scan());
        LogicalPlan plan = join(
                Kind.INNER,
                pairs,
                b.scan(),
                new Expression.And(java.util.List.of(equal(a.ref("x"), b.ref("y")), equal(b.ref("n"), c.ref("z")))));
        String before = """
                INNER join on (x = y and n = z)
                  INNER join
                    Scan a (x, m, flag)
                    Scan c (z)
                  Scan b (y, n)
                """;
        check(BY_COST, plan, before, """
                INNER join on x = y
                  INNER join on n = z
                    Scan b (y, n)
                    Scan c (z)
                  Scan a (x, m, flag)
                """);
    }

    @Test
    void aConditionThatNamesNoColumnStays() {
        LogicalPlan never = join(Kind.INNER, a.scan(), c.scan(), less(literal(2), literal(1)));
        check(BY_COST, join(Kind.INNER, never, b.scan()), """
                INNER join
                  INNER join on 2 < 1
                    Scan a (x, m, flag)
                    Scan c (z)
                  Scan b (y, n)
                """, """
                INNER join
                  Scan b (y, n)
                  INNER join
                    Scan c (z)
                    Filter 2 < 1
                      Scan a (x, m, flag)
                """);
    }

    /// No pair of inputs would evaluate it.
    @Test
    void aConditionOfOneInputFiltersIt() {
        LogicalPlan pairs = join(Kind.INNER, a.scan(), c.scan(), less(c.ref("z"), literal(1)));
        check(BY_COST, join(Kind.INNER, pairs, b.scan(), equal(a.ref("x"), b.ref("y"))), """
                INNER join on x = y
                  INNER join on z < 1
                    Scan a (x, m, flag)
                    Scan c (z)
                  Scan b (y, n)
                """, """
                INNER join
                  INNER join on x = y
                    Scan b (y, n)
                    Scan a (x, m, flag)
                  Filter z < 1
                    Scan c (z)
                """);
    }

    @Test
    void twoInputsAreLeftAlone() {
        unchanged(BY_COST, join(Kind.INNER, a.scan(), b.scan(), equal(a.ref("x"), b.ref("y"))), """
                INNER join on x = y
                  Scan a (x, m, flag)
                  Scan b (y, n)
                """);
    }

    @Test
    void anOuterJoinThatPadsNothingIsAnInnerOne() {
        LogicalPlan outer = join(Kind.LEFT, a.scan(), b.scan(), equal(a.ref("x"), b.ref("y")));
        check(new OuterToInner(), new LogicalPlan.Filter(outer, less(b.ref("n"), literal(5))), """
                Filter n < 5
                  LEFT join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """, """
                Filter n < 5
                  INNER join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """);
        Expression compared = new Expression.Compare(
                Comparison.LESS, new Expression.IsNull(b.ref("n"), true), new Expression.IsNull(a.ref("m"), true));
        unchanged(new OuterToInner(), new LogicalPlan.Filter(outer, compared), """
                Filter n is not null < m is not null
                  LEFT join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """);
        Expression none = new Expression.IsNull(b.ref("n"), false);
        unchanged(new OuterToInner(), new LogicalPlan.Filter(outer, none), """
                Filter n is null
                  LEFT join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """);
    }

    @Test
    void aSemiJoinMovesToWhatItSpeaksOf() {
        LogicalPlan inner = join(Kind.INNER, a.scan(), b.scan(), equal(a.ref("x"), b.ref("y")));
        check(
                new PushSemiJoin(Feedback.NONE),
                join(Kind.SEMI, inner, c.scan(), equal(b.ref("n"), c.ref("z"))),
                """
                SEMI join on n = z
                  INNER join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                  Scan c (z)
                """,
                """
                INNER join on x = y
                  Scan a (x, m, flag)
                  SEMI join on n = z
                    Scan b (y, n)
                    Scan c (z)
                """);
    }

    /// The rows of `c` leave fewer rows to look up in `b`.
    @Test
    void aSelectiveInnerJoinGoesBeforeALeftJoin() {
        LogicalPlan outer = join(Kind.LEFT, b.scan(), a.scan(), equal(b.ref("y"), a.ref("x")));
        check(BY_COST, join(Kind.INNER, outer, c.scan(), equal(b.ref("n"), c.ref("z"))), """
                INNER join on n = z
                  LEFT join on y = x
                    Scan b (y, n)
                    Scan a (x, m, flag)
                  Scan c (z)
                """, """
                LEFT join on y = x
                  INNER join on n = z
                    Scan c (z)
                    Scan b (y, n)
                  Scan a (x, m, flag)
                """);
    }

    /// What a LEFT join gives is there above it alone, NULL or not.
    @Test
    void conditionsOnWhatALeftJoinGivesStandAboveIt() {
        LogicalPlan outer = join(Kind.LEFT, b.scan(), a.scan(), equal(b.ref("y"), a.ref("x")));
        LogicalPlan none = new LogicalPlan.Filter(outer, new Expression.IsNull(a.ref("m"), false));
        check(BY_COST, join(Kind.INNER, none, c.scan(), equal(b.ref("n"), c.ref("z"))), """
                INNER join on n = z
                  Filter m is null
                    LEFT join on y = x
                      Scan b (y, n)
                      Scan a (x, m, flag)
                  Scan c (z)
                """, """
                INNER join on n = z
                  Scan c (z)
                  Filter m is null
                    LEFT join on y = x
                      Scan b (y, n)
                      Scan a (x, m, flag)
                """);
    }

    @Test
    void aJoinToWhatALeftJoinGivesComesAfterIt() {
        LogicalPlan outer = join(Kind.LEFT, b.scan(), a.scan(), equal(b.ref("y"), a.ref("x")));
        LogicalPlan plan = join(
                Kind.INNER,
                outer,
                c.scan(),
                equal(
                        new Expression.Coalesce(java.util.List.of(a.ref("m"), b.ref("n")), ScalarType.INTEGER),
                        c.ref("z")));
        check(BY_COST, plan, """
                INNER join on coalesce(m, n) = z
                  LEFT join on y = x
                    Scan b (y, n)
                    Scan a (x, m, flag)
                  Scan c (z)
                """, """
                INNER join on coalesce(m, n) = z
                  Scan c (z)
                  LEFT join on y = x
                    Scan b (y, n)
                    Scan a (x, m, flag)
                """);
    }

    @Test
    void whereNothingIsEqualALeftJoinKeepsItsLeftSide() {
        LogicalPlan pairs = join(Kind.INNER, a.scan(), c.scan(), equal(a.ref("m"), c.ref("z")));
        LogicalPlan plan = join(Kind.LEFT, pairs, b.scan(), less(a.ref("x"), b.ref("y")));
        check(BY_COST, plan, """
                LEFT join on x < y
                  INNER join on m = z
                    Scan a (x, m, flag)
                    Scan c (z)
                  Scan b (y, n)
                """, """
                LEFT join on x < y
                  INNER join on m = z
                    Scan c (z)
                    Scan a (x, m, flag)
                  Scan b (y, n)
                """);
    }

    @Test
    void fullJoinsStay() {
        LogicalPlan full = join(Kind.FULL, b.scan(), a.scan(), equal(b.ref("y"), a.ref("x")));
        unchanged(BY_COST, join(Kind.INNER, full, c.scan(), equal(b.ref("n"), c.ref("z"))), """
                INNER join on n = z
                  FULL join on y = x
                    Scan b (y, n)
                    Scan a (x, m, flag)
                  Scan c (z)
                """);
    }
}
