package org.almagest.optimizer.rule;

import java.util.HashSet;
import java.util.Set;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;

/// Which columns operators ask their inputs for, for rules that work from the root downwards.
public final class NeededColumns {
    private NeededColumns() {}

    /// Answers the columns that an operator asks an input for, of which it has to give some itself.
    public static Set<Integer> of(LogicalPlan input, LogicalPlan plan, Set<Integer> needed) {
        return switch (plan) {
            case LogicalPlan.Project project -> {
                Set<Integer> named = new HashSet<>();
                project.assignments().stream()
                        .filter(a -> needed.contains(a.column().number()))
                        .forEach(a -> named.addAll(Conjuncts.columns(a.expression())));
                yield named;
            }
            case LogicalPlan.Aggregate aggregate -> named(aggregate);
            case LogicalPlan.Filter filter -> with(needed, filter);
            case LogicalPlan.Join join -> with(needed, join);
            case LogicalPlan.DependentJoin dependent -> Conjuncts.columns(input);
            case LogicalPlan.Sort sort -> with(needed, sort);
            case LogicalPlan.Window window -> with(needed, window);
            case LogicalPlan.Limit limit -> needed;
            case LogicalPlan.Unnest unnest -> with(needed, unnest);
            case LogicalPlan.UnionAll union -> Conjuncts.columns(input);
            case LogicalPlan.Recursive recursive -> Conjuncts.columns(input);
            case LogicalPlan.Shared shared -> Conjuncts.columns(input);
            case LogicalPlan.Scan scan -> Set.of();
            case LogicalPlan.Values values -> Set.of();
            case LogicalPlan.WorkingTable working -> Set.of();
        };
    }

    private static Set<Integer> with(Set<Integer> needed, LogicalPlan plan) {
        Set<Integer> all = named(plan);
        all.addAll(needed);
        return all;
    }

    private static Set<Integer> named(LogicalPlan plan) {
        Set<Integer> all = new HashSet<>();
        PlanColumns.expressions(plan).forEach(expression -> all.addAll(Conjuncts.columns(expression)));
        return all;
    }
}
