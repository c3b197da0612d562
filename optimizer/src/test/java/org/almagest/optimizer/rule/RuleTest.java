package org.almagest.optimizer.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.almagest.columnar.type.ScalarType;
import org.almagest.optimizer.PlanText;
import org.almagest.optimizer.TestTable;
import org.almagest.optimizer.logical.LogicalPlan;

/// What the tests of rules share: two tables, and plans compared as text.
public abstract class RuleTest {
    protected final TestTable a = new TestTable("a", 100)
            .with("x", ScalarType.INTEGER)
            .with("m", ScalarType.INTEGER)
            .with("flag", ScalarType.BOOLEAN);
    protected final TestTable b =
            new TestTable("b", 1000).with("y", ScalarType.INTEGER).with("n", ScalarType.INTEGER);

    /// The plan must look like `before`, and after the rule like `after`.
    protected static LogicalPlan check(Rule rule, LogicalPlan plan, String before, String after) {
        assertEquals(before, PlanText.of(plan));
        LogicalPlan changed = rule.apply(plan);
        assertEquals(after, PlanText.of(changed));
        return changed;
    }

    protected static void unchanged(Rule rule, LogicalPlan plan, String text) {
        check(rule, plan, text, text);
    }
}
