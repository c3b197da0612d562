package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.almagest.optimizer.logical.LogicalPlan;

/// What is shared with nobody is computed where it stands, so that conditions can move into it.
///
/// ```text
/// Filter x > 5               Filter x > 5
///   Shared 1 (x)       =>      Project x := y
///     Aggregate [y]              Aggregate [y]
/// ```
public final class InlineShared {
    private InlineShared() {}

    /// Answers the plan without what is shared in one place only.
    public static LogicalPlan of(LogicalPlan plan) {
        Map<Integer, Integer> places = new HashMap<>();
        count(plan, places);
        return places.isEmpty() ? plan : inline(plan, places);
    }

    /// What stands below something shared counts once, however often that stands in the plan.
    private static void count(LogicalPlan plan, Map<Integer, Integer> places) {
        if (plan instanceof LogicalPlan.Shared shared && places.merge(shared.id(), 1, Integer::sum) > 1) {
            return;
        }
        plan.inputs().forEach(input -> count(input, places));
    }

    private static LogicalPlan inline(LogicalPlan plan, Map<Integer, Integer> places) {
        List<LogicalPlan> inputs =
                plan.inputs().stream().map(input -> inline(input, places)).toList();
        LogicalPlan rebuilt = inputs.isEmpty() ? plan : plan.withInputs(inputs);
        if (!(rebuilt instanceof LogicalPlan.Shared shared) || places.get(shared.id()) > 1) {
            return rebuilt;
        }
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        for (int c = 0; c < shared.columns().size(); c++) {
            assignments.add(new LogicalPlan.Assignment(
                    shared.columns().get(c), shared.input().columns().get(c).ref()));
        }
        return new LogicalPlan.Project(shared.input(), assignments);
    }
}
