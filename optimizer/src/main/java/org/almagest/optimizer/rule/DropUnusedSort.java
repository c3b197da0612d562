package org.almagest.optimizer.rule;

import org.almagest.optimizer.logical.LogicalPlan;

/// An order that grouping forgets is not made.
///
/// ```text
/// Aggregate count(*)        Aggregate count(*)
///   Sort x             =>     Scan t
///     Scan t
/// ```
public final class DropUnusedSort implements Rule {
    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Aggregate(LogicalPlan.Sort(var input, var order), var keys, var aggregates) ->
                new LogicalPlan.Aggregate(input, keys, aggregates);
            case LogicalPlan.Sort(LogicalPlan.Sort(var input, var inner), var keys) ->
                new LogicalPlan.Sort(input, concat(keys, inner));
            default -> node;
        };
    }

    private static java.util.List<LogicalPlan.OrderKey> concat(
            java.util.List<LogicalPlan.OrderKey> first, java.util.List<LogicalPlan.OrderKey> second) {
        java.util.List<LogicalPlan.OrderKey> all = new java.util.ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
