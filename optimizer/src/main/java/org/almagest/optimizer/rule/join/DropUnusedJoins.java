package org.almagest.optimizer.rule.join;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.NeededColumns;
import org.almagest.optimizer.rule.SingleRows;

/// A LEFT join of whose right side nobody needs a column gives the rows of its left side, if each has one
/// partner at most, or if nobody counts them: below DISTINCT, `min` and `max`, and where a semi join only
/// asks whether there are rows.
///
/// ```text
/// Aggregate sum(o.price)            Aggregate sum(o.price)
///   Join LEFT o.customer = c.id  =>   Scan o
///     Scan o
///     Scan c (id is unique)
/// ```
///
/// A scalar subquery whose value nobody needs goes the same way where it cannot have two rows. Works from the
/// root downwards with the columns needed, so it is not a `Rule` of single nodes.
public final class DropUnusedJoins {
    private DropUnusedJoins() {}

    /// Answers a plan that gives at least the columns needed.
    public static LogicalPlan of(LogicalPlan plan, Set<Integer> needed) {
        return drop(plan, needed, true);
    }

    /// @param counted whether it matters how often a row comes
    private static LogicalPlan drop(LogicalPlan plan, Set<Integer> needed, boolean counted) {
        if (plan instanceof LogicalPlan.Join join && isUnused(join, needed, counted)) {
            return drop(join.left(), needed, counted);
        }
        List<LogicalPlan> inputs = plan.inputs();
        List<LogicalPlan> rewritten = inputs;
        for (int i = 0; i < inputs.size(); i++) {
            LogicalPlan input = inputs.get(i);
            LogicalPlan lower = drop(input, NeededColumns.of(input, plan, needed), isCounted(plan, i, counted));
            if (lower != input) {
                rewritten = rewritten == inputs ? new ArrayList<>(inputs) : rewritten;
                rewritten.set(i, lower);
            }
        }
        return rewritten == inputs ? plan : over(rewritten, plan, needed);
    }

    /// A projection above a join that went may name its columns in what nobody needs.
    private static LogicalPlan over(List<LogicalPlan> inputs, LogicalPlan plan, Set<Integer> needed) {
        if (plan instanceof LogicalPlan.Project project) {
            return new LogicalPlan.Project(
                    inputs.getFirst(),
                    project.assignments().stream()
                            .filter(a -> needed.contains(a.column().number()))
                            .toList());
        }
        return plan.withInputs(inputs);
    }

    private static boolean isUnused(LogicalPlan.Join join, Set<Integer> needed, boolean counted) {
        return switch (join.kind()) {
            case LEFT -> isUnneeded(join.right(), needed) && (!counted || SingleRows.onTheRight(join));
            case SINGLE -> isUnneeded(join.right(), needed) && SingleRows.onTheRight(join);
            case INNER, FULL, SEMI, ANTI, MARK -> false;
        };
    }

    private static boolean isUnneeded(LogicalPlan plan, Set<Integer> needed) {
        return Collections.disjoint(Conjuncts.columns(plan), needed);
    }

    /// Answers whether it matters how often a row of an input comes.
    private static boolean isCounted(LogicalPlan plan, int input, boolean counted) {
        return switch (plan) {
            case LogicalPlan.Filter filter -> counted;
            case LogicalPlan.Project project -> counted;
            case LogicalPlan.Sort sort -> counted;
            case LogicalPlan.Unnest unnest -> counted;
            case LogicalPlan.UnionAll union -> counted;
            case LogicalPlan.Aggregate aggregate ->
                aggregate.aggregates().stream().anyMatch(a -> counts(a.call()));
            case LogicalPlan.Join join ->
                switch (join.kind()) {
                    case INNER, LEFT, FULL -> counted;
                    case SEMI, ANTI, MARK -> input == 0 && counted;
                    case SINGLE -> input == 1 || counted;
                };
            case LogicalPlan.Limit limit -> true;
            case LogicalPlan.Window window -> true;
            case LogicalPlan.Shared shared -> true;
            case LogicalPlan.Recursive recursive -> true;
            case LogicalPlan.DependentJoin dependent -> true;
            case LogicalPlan.Scan scan -> true;
            case LogicalPlan.Values values -> true;
            case LogicalPlan.WorkingTable working -> true;
        };
    }

    private static boolean counts(AggregateCall call) {
        return switch (call.function().kind()) {
            case MIN, MAX -> false;
            case COUNT -> !call.distinct();
            default -> true;
        };
    }
}
