package org.almagest.optimizer.rule;

import static org.almagest.optimizer.Expressions.assign;
import static org.almagest.optimizer.Expressions.call;
import static org.almagest.optimizer.Expressions.literal;
import static org.almagest.optimizer.Expressions.pass;

import java.util.List;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.junit.jupiter.api.Test;

final class MergeProjectsTest extends RuleTest {
    private final MergeProjects rule = new MergeProjects();

    private LogicalPlan.Project lower(Expression expression) {
        return new LogicalPlan.Project(a.scan(), List.of(assign("y", expression), pass(a.column("m"))));
    }

    @Test
    void computesInOneStep() {
        LogicalPlan lower = lower(call("*", a.ref("x"), literal(2)));
        Expression y = lower.columns().getFirst().ref();
        check(
                rule,
                new LogicalPlan.Project(lower, List.of(assign("z", call("+", y, a.ref("m"))), pass(a.column("m")))),
                """
                Project z := (y + m), m
                  Project y := (x * 2), m
                    Scan a (x, m, flag)
                """,
                """
                Project z := ((x * 2) + m), m
                  Scan a (x, m, flag)
                """);
    }

    @Test
    void doesNotComputeTwice() {
        LogicalPlan lower = lower(call("*", a.ref("x"), literal(2)));
        Expression y = lower.columns().getFirst().ref();
        unchanged(rule, new LogicalPlan.Project(lower, List.of(assign("z", call("*", y, y)))), """
                Project z := (y * y)
                  Project y := (x * 2), m
                    Scan a (x, m, flag)
                """);
    }

    @Test
    void columnsAndLiteralsMayBeUsedTwice() {
        LogicalPlan lower = lower(literal(7));
        Expression y = lower.columns().getFirst().ref();
        check(
                rule,
                new LogicalPlan.Project(lower, List.of(assign("z", call("*", y, y)), pass(a.column("m")))),
                """
                Project z := (y * y), m
                  Project y := 7, m
                    Scan a (x, m, flag)
                """,
                """
                Project z := (7 * 7), m
                  Scan a (x, m, flag)
                """);
    }

    @Test
    void doesNotMoveRandomNumbers() {
        LogicalPlan lower = lower(call("random"));
        Expression y = lower.columns().getFirst().ref();
        unchanged(rule, new LogicalPlan.Project(lower, List.of(assign("z", y))), """
                Project z := y
                  Project y := random(), m
                    Scan a (x, m, flag)
                """);
    }

    @Test
    void keepsAProjectionOverAnotherNode() {
        LogicalPlan filtered = new LogicalPlan.Filter(a.scan(), a.ref("flag"));
        unchanged(rule, new LogicalPlan.Project(filtered, List.of(pass(a.column("x")))), """
                Project x
                  Filter flag
                    Scan a (x, m, flag)
                """);
    }
}
