package org.almagest.optimizer.rule;

import static org.almagest.optimizer.Expressions.and;
import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.literal;
import static org.almagest.optimizer.Expressions.or;

import java.util.Optional;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.junit.jupiter.api.Test;

final class ImpliedConditionsTest extends RuleTest {
    private LogicalPlan where(Expression condition) {
        LogicalPlan join = new LogicalPlan.Join(
                LogicalPlan.Join.Kind.INNER, a.scan(), b.scan(), Optional.of(equal(a.ref("x"), b.ref("y"))));
        return new LogicalPlan.Filter(join, condition);
    }

    @Test
    void whatAllAlternativesSayOfAnInputIsAConditionOfIt() {
        Expression condition = or(
                and(equal(a.ref("m"), literal(1)), equal(b.ref("n"), literal(2))),
                and(equal(a.ref("m"), literal(2)), equal(b.ref("n"), literal(1))));
        check(new ImpliedConditions(), where(condition), """
                Filter ((m = 1 and n = 2) or (m = 2 and n = 1))
                  INNER join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """, """
                Filter (((m = 1 and n = 2) or (m = 2 and n = 1)) and (m = 1 or m = 2) and (n = 2 or n = 1))
                  INNER join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """);
    }

    @Test
    void whatOneAlternativeDoesNotSpeakOfIsNoCondition() {
        Expression condition =
                or(and(equal(a.ref("m"), literal(1)), equal(b.ref("n"), literal(2))), equal(b.ref("n"), literal(3)));
        check(new ImpliedConditions(), where(condition), """
                Filter ((m = 1 and n = 2) or n = 3)
                  INNER join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """, """
                Filter (((m = 1 and n = 2) or n = 3) and (n = 2 or n = 3))
                  INNER join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """);
    }

    @Test
    void oneInputsOwnConditionStays() {
        unchanged(
                new ImpliedConditions(), where(or(equal(a.ref("m"), literal(1)), equal(a.ref("m"), literal(2)))), """
                Filter (m = 1 or m = 2)
                  INNER join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """);
    }
}
