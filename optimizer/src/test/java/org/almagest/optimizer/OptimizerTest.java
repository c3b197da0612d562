package org.almagest.optimizer;

import static org.almagest.optimizer.Expressions.and;
import static org.almagest.optimizer.Expressions.ascending;
import static org.almagest.optimizer.Expressions.assign;
import static org.almagest.optimizer.Expressions.call;
import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.less;
import static org.almagest.optimizer.Expressions.literal;
import static org.almagest.optimizer.Expressions.pass;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.type.ScalarType;
import org.almagest.optimizer.logical.LogicalPlan;
import org.junit.jupiter.api.Test;

/// The rules together.
final class OptimizerTest {
    private final TestTable a =
            new TestTable("a", 100).with("x", ScalarType.INTEGER).with("m", ScalarType.INTEGER);
    private final TestTable b =
            new TestTable("b", 1000).with("y", ScalarType.INTEGER).with("n", ScalarType.INTEGER);

    private LogicalPlan query() {
        LogicalPlan pairs = new LogicalPlan.Join(LogicalPlan.Join.Kind.INNER, a.scan(), b.scan(), Optional.empty());
        LogicalPlan where = new LogicalPlan.Filter(
                pairs,
                and(
                        equal(a.ref("x"), b.ref("y")),
                        less(a.ref("m"), call("*", literal(2), literal(3))),
                        less(literal(1), literal(2))));
        LogicalPlan inner = new LogicalPlan.Project(
                where, List.of(assign("s", call("+", a.ref("m"), literal(1))), pass(a.column("x"))));
        LogicalPlan sorted = new LogicalPlan.Sort(inner, List.of(ascending(a.ref("x"))));
        LogicalPlan outer =
                new LogicalPlan.Project(sorted, List.of(pass(inner.columns().getFirst())));
        return new LogicalPlan.Limit(new LogicalPlan.Limit(outer, 10, 0), 5, 0);
    }

    @Test
    void makesAPlanOfOneScanPerTableAndATopN() {
        LogicalPlan plan = query();
        assertEquals("""
                Project s
                  Limit 5
                    Sort x
                      Project s := (m + 1), x
                        INNER join on x = y
                          Filter m < 6
                            Scan a (x, m)
                          Scan b (y)
                """, PlanText.of(new Optimizer(Set.of()).optimize(plan, plan.columns())));
    }

    @Test
    void leavesOutRulesThatAreSwitchedOff() {
        LogicalPlan plan = query();
        assertEquals(
                PlanText.of(plan), PlanText.of(new Optimizer(Optimizer.ruleNames()).optimize(plan, plan.columns())));
        assertEquals(
                Set.of(
                        "FoldConstants",
                        "PushFilter",
                        "PushJoinCondition",
                        "MergeProjects",
                        "FactorConditions",
                        "GroupBelowJoin",
                        "DropDependentKeys",
                        "ImpliedConditions",
                        "MarksToJoins",
                        "OrderJoins",
                        "OuterToInner",
                        "PushSemiJoin",
                        "MergeLimits",
                        "PushLimit",
                        "DropUnusedSort",
                        "PruneColumns",
                        "SimplifyLogic",
                        "OrToIn",
                        "InferAcrossKeys",
                        "MergeRanges",
                        "FindContradictions",
                        "PruneEmpty",
                        "DropGrouping",
                        "GroupByIntegers",
                        "LimitInputs",
                        "DropUnusedJoins",
                        "ShareSubplans"),
                Optimizer.ruleNames());
    }
}
