package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Sort.class);
    }

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

    private static List<LogicalPlan.OrderKey> concat(
            List<LogicalPlan.OrderKey> first, List<LogicalPlan.OrderKey> second) {
        List<LogicalPlan.OrderKey> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
