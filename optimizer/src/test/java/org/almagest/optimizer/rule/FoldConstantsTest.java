package org.almagest.optimizer.rule;

import static org.almagest.optimizer.Expressions.and;
import static org.almagest.optimizer.Expressions.assign;
import static org.almagest.optimizer.Expressions.call;
import static org.almagest.optimizer.Expressions.chance;
import static org.almagest.optimizer.Expressions.less;
import static org.almagest.optimizer.Expressions.literal;
import static org.almagest.optimizer.Expressions.or;
import static org.almagest.optimizer.Expressions.truth;
import static org.almagest.optimizer.Expressions.unknown;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.Expressions;
import org.almagest.optimizer.TestTable;
import org.almagest.optimizer.logical.LogicalPlan;
import org.junit.jupiter.api.Test;

final class FoldConstantsTest extends RuleTest {
    private final FoldConstants rule = new FoldConstants();

    private LogicalPlan filter(Expression condition) {
        return new LogicalPlan.Filter(a.scan(), condition);
    }

    @Test
    void computesWhatNamesNoColumn() {
        check(rule, filter(and(less(call("*", literal(2), literal(3)), a.ref("x")), truth(true))), """
                Filter ((2 * 3) < x and true)
                  Scan a (x, m, flag)
                """, """
                Filter 6 < x
                  Scan a (x, m, flag)
                """);
    }

    @Test
    void aDateIsComparedWithADate() {
        TestTable days = new TestTable("days", 10).with("d", ScalarType.DATE);
        Expression moment = Expressions.cast(days.ref("d"), ScalarType.TIMESTAMP);
        long midnight = 10_471 * 86_400_000_000L;
        for (long micros : new long[] {midnight, midnight + 1, midnight - 1}) {
            for (Comparison comparison : Comparison.values()) {
                Expression.Literal constant = new Expression.Literal(Value.of(micros), ScalarType.TIMESTAMP);
                Expression written = new Expression.Compare(comparison, moment, constant);
                Expression flipped = new Expression.Compare(comparison.flipped(), constant, moment);
                for (long day = 10_469; day < 10_474; day++) {
                    Map<Integer, Expression> on =
                            Map.of(days.ref("d").index(), new Expression.Literal(Value.of(day), ScalarType.DATE));
                    Value expected = Constants.evaluate(Conjuncts.substitute(written, on));
                    assertEquals(expected, Constants.evaluate(Conjuncts.substitute(FoldConstants.fold(written), on)));
                    assertEquals(expected, Constants.evaluate(Conjuncts.substitute(FoldConstants.fold(flipped), on)));
                }
                boolean asDays = FoldConstants.fold(written) instanceof Expression.Compare compare
                        && compare.left().equals(days.ref("d"));
                boolean equality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
                assertEquals(micros == midnight || !equality, asDays, comparison + " " + micros);
            }
        }
    }

    @Test
    void aConditionThatAlwaysHoldsGoes() {
        check(rule, filter(or(a.ref("flag"), truth(true))), """
                Filter (flag or true)
                  Scan a (x, m, flag)
                """, """
                Scan a (x, m, flag)
                """);
    }

    @Test
    void aConditionThatNeverHoldsLeavesNoRows() {
        String empty = """
                Values 0 rows (x, m, flag)
                """;
        check(rule, filter(and(a.ref("flag"), truth(false))), """
                Filter (flag and false)
                  Scan a (x, m, flag)
                """, empty);
        check(rule, filter(unknown()), """
                Filter null
                  Scan a (x, m, flag)
                """, empty);
    }

    @Test
    void unknownDecidesNothing() {
        unchanged(rule, filter(and(a.ref("flag"), unknown())), """
                Filter (flag and null)
                  Scan a (x, m, flag)
                """);
        unchanged(rule, filter(or(a.ref("flag"), unknown())), """
                Filter (flag or null)
                  Scan a (x, m, flag)
                """);
    }

    @Test
    void keepsWhatFails() {
        unchanged(rule, filter(less(call("/", literal(1), literal(0)), a.ref("x"))), """
                Filter (1 / 0) < x
                  Scan a (x, m, flag)
                """);
    }

    @Test
    void repeatedConditionsAreOneUnlessTheyAreRandom() {
        check(rule, filter(and(a.ref("flag"), a.ref("flag"))), """
                Filter (flag and flag)
                  Scan a (x, m, flag)
                """, """
                Filter flag
                  Scan a (x, m, flag)
                """);
        unchanged(rule, filter(and(chance(0.5), chance(0.5))), """
                Filter (random() < 0.5 and random() < 0.5)
                  Scan a (x, m, flag)
                """);
    }

    @Test
    void keepsRandomNumbers() {
        unchanged(rule, new LogicalPlan.Project(a.scan(), List.of(assign("r", call("random")))), """
                Project r := random()
                  Scan a (x, m, flag)
                """);
    }

    @Test
    void foldsInProjectionsGroupingsAndJoins() {
        Expression six = call("*", literal(2), literal(3));
        check(rule, new LogicalPlan.Project(a.scan(), List.of(assign("s", call("+", a.ref("x"), six)))), """
                Project s := (x + (2 * 3))
                  Scan a (x, m, flag)
                """, """
                Project s := (x + 6)
                  Scan a (x, m, flag)
                """);
        AggregateCall count = Expressions.count("c").call();
        var filtered = new LogicalPlan.AggregateAssignment(
                new LogicalPlan.Column(-1, "c", count.function().resultType()),
                new AggregateCall(count.function(), List.of(), false, Optional.of(less(literal(1), six))));
        check(
                rule,
                new LogicalPlan.Aggregate(
                        a.scan(),
                        List.of(assign("k", call("+", a.ref("x"), six))),
                        List.of(filtered, Expressions.aggregate("s", "sum", six))),
                """
                Aggregate [k := (x + (2 * 3))] c := count(*) filter 1 < (2 * 3), s := sum((2 * 3))
                  Scan a (x, m, flag)
                """,
                """
                Aggregate [k := (x + 6)] c := count(*), s := sum(6)
                  Scan a (x, m, flag)
                """);
        check(
                rule,
                new LogicalPlan.Join(
                        LogicalPlan.Join.Kind.LEFT, a.scan(), b.scan(), Optional.of(less(literal(1), six))),
                """
                LEFT join on 1 < (2 * 3)
                  Scan a (x, m, flag)
                  Scan b (y, n)
                """,
                """
                LEFT join
                  Scan a (x, m, flag)
                  Scan b (y, n)
                """);
    }

    @Test
    void aJoinThatNeverMatchesStaysForItsPadding() {
        unchanged(
                rule,
                new LogicalPlan.Join(LogicalPlan.Join.Kind.LEFT, a.scan(), b.scan(), Optional.of(truth(false))),
                """
                LEFT join on false
                  Scan a (x, m, flag)
                  Scan b (y, n)
                """);
    }
}
