package org.almagest.optimizer.rule;

import static org.almagest.optimizer.Expressions.ascending;
import static org.almagest.optimizer.Expressions.assign;
import static org.almagest.optimizer.Expressions.call;
import static org.almagest.optimizer.Expressions.descending;
import static org.almagest.optimizer.Expressions.literal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.almagest.optimizer.Expressions;
import org.almagest.optimizer.PlanText;
import org.almagest.optimizer.logical.LogicalPlan;
import org.junit.jupiter.api.Test;

/// `MergeLimits`, `PushLimit` and `DropUnusedSort`.
final class LimitRulesTest extends RuleTest {
    private LogicalPlan limits(long inner, long innerOffset, long outer, long offset) {
        return new LogicalPlan.Limit(new LogicalPlan.Limit(a.scan(), inner, innerOffset), outer, offset);
    }

    @Test
    void mergesStackedLimits() {
        check(new MergeLimits(), limits(10, 5, 3, 1), """
                Limit 3 offset 1
                  Limit 10 offset 5
                    Scan a (x, m, flag)
                """, """
                Limit 3 offset 6
                  Scan a (x, m, flag)
                """);
    }

    @Test
    void mergedLimitsSkipAndTakeWhatBothDid() {
        for (long inner : new long[] {0, 1, 4, 9, Long.MAX_VALUE}) {
            for (long innerOffset : new long[] {0, 2, 20}) {
                for (long outer : new long[] {0, 3, 30, Long.MAX_VALUE}) {
                    for (long offset : new long[] {0, 1, 6}) {
                        var merged =
                                (LogicalPlan.Limit) new MergeLimits().apply(limits(inner, innerOffset, outer, offset));
                        List<Integer> rows =
                                java.util.stream.IntStream.range(0, 12).boxed().toList();
                        List<Integer> expected = take(take(rows, inner, innerOffset), outer, offset);
                        assertEquals(expected, take(rows, merged.limit(), merged.offset()), merged.toString());
                    }
                }
            }
        }
    }

    private static List<Integer> take(List<Integer> rows, long limit, long offset) {
        return rows.stream().skip(offset).limit(limit).toList();
    }

    @Test
    void keepsLimitsWhoseOffsetsOverflow() {
        unchanged(new MergeLimits(), limits(10, Long.MAX_VALUE, 3, 1), """
                Limit 3 offset 1
                  Limit 10 offset 9223372036854775807
                    Scan a (x, m, flag)
                """);
    }

    @Test
    void keepsALimitOverAnotherNode() {
        LogicalPlan sorted = new LogicalPlan.Sort(a.scan(), List.of(ascending(a.ref("x"))));
        unchanged(new MergeLimits(), new LogicalPlan.Limit(sorted, 3, 0), """
                Limit 3
                  Sort x
                    Scan a (x, m, flag)
                """);
    }

    @Test
    void pushesALimitBelowProjections() {
        LogicalPlan sorted = new LogicalPlan.Sort(a.scan(), List.of(ascending(a.ref("x"))));
        LogicalPlan lower = new LogicalPlan.Project(sorted, List.of(assign("y", call("+", a.ref("x"), literal(1)))));
        LogicalPlan upper = new LogicalPlan.Project(
                lower, List.of(assign("z", lower.columns().getFirst().ref())));
        check(new PushLimit(), new LogicalPlan.Limit(upper, 10, 2), """
                Limit 10 offset 2
                  Project z := y
                    Project y := (x + 1)
                      Sort x
                        Scan a (x, m, flag)
                """, """
                Project z := y
                  Project y := (x + 1)
                    Limit 10 offset 2
                      Sort x
                        Scan a (x, m, flag)
                """);
    }

    @Test
    void doesNotPushALimitBelowWhatChangesTheNumberOfRows() {
        LogicalPlan filtered = new LogicalPlan.Filter(a.scan(), a.ref("flag"));
        unchanged(new PushLimit(), new LogicalPlan.Limit(filtered, 10, 0), """
                Limit 10
                  Filter flag
                    Scan a (x, m, flag)
                """);
        LogicalPlan groups = new LogicalPlan.Aggregate(a.scan(), List.of(Expressions.pass(a.column("x"))), List.of());
        unchanged(new PushLimit(), new LogicalPlan.Limit(groups, 10, 0), """
                Limit 10
                  Aggregate [x]
                    Scan a (x, m, flag)
                """);
    }

    @Test
    void dropsAnOrderThatGroupingForgets() {
        LogicalPlan sorted = new LogicalPlan.Sort(a.scan(), List.of(ascending(a.ref("x"))));
        check(
                new DropUnusedSort(),
                new LogicalPlan.Aggregate(sorted, List.of(), List.of(Expressions.count("c"))),
                """
                Aggregate [] c := count(*)
                  Sort x
                    Scan a (x, m, flag)
                """,
                """
                Aggregate [] c := count(*)
                  Scan a (x, m, flag)
                """);
    }

    @Test
    void oneSortWithBothKeysIsTwoStableSorts() {
        LogicalPlan inner = new LogicalPlan.Sort(a.scan(), List.of(descending(a.ref("m"))));
        check(new DropUnusedSort(), new LogicalPlan.Sort(inner, List.of(ascending(a.ref("x")))), """
                Sort x
                  Sort m desc
                    Scan a (x, m, flag)
                """, """
                Sort x, m desc
                  Scan a (x, m, flag)
                """);
    }

    @Test
    void keepsAnOrderThatALimitCutsBy() {
        LogicalPlan top = new LogicalPlan.Limit(new LogicalPlan.Sort(a.scan(), List.of(ascending(a.ref("x")))), 5, 0);
        LogicalPlan plan = new LogicalPlan.Aggregate(top, List.of(), List.of(Expressions.count("c")));
        assertEquals(plan, new DropUnusedSort().apply(plan), PlanText.of(plan));
    }
}
