package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// An order that grouping forgets is not made, nor one that another order replaces: its keys decide there
/// between equals.
///
/// ```text
/// Aggregate count(*)        Aggregate count(*)
///   Project x          =>     Project x
///     Sort x                    Scan t
///       Scan t
/// ```
///
/// Aggregates that look at the order of their rows keep it.
public final class DropUnusedSort implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Sort.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Aggregate aggregate
            when aggregate.aggregates().stream()
                    .noneMatch(a -> a.call().function().kind().looksAtOrder()) ->
                sortBelow(aggregate.input())
                        .<LogicalPlan>map(sort -> aggregate.withInputs(List.of(without(aggregate.input()))))
                        .orElse(node);
            case LogicalPlan.Sort(var input, var keys) ->
                sortBelow(input)
                        .filter(sort -> areGiven(sort.keys(), Conjuncts.columns(input)))
                        .<LogicalPlan>map(sort -> new LogicalPlan.Sort(without(input), concat(keys, sort.keys())))
                        .orElse(node);
            default -> node;
        };
    }

    /// Answers the order that a plan's rows come in, where projections alone stand above it.
    private static Optional<LogicalPlan.Sort> sortBelow(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Sort sort -> Optional.of(sort);
            case LogicalPlan.Project project
            when project.assignments().stream().allMatch(a -> Conjuncts.isDeterministic(a.expression())) ->
                sortBelow(project.input());
            default -> Optional.empty();
        };
    }

    private static LogicalPlan without(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Sort sort -> sort.input();
            case LogicalPlan.Project project -> project.withInputs(List.of(without(project.input())));
            default -> throw new IllegalArgumentException("no order stands here: " + plan.columns());
        };
    }

    /// Answers whether keys can be computed above the projections.
    private static boolean areGiven(List<LogicalPlan.OrderKey> keys, Set<Integer> columns) {
        return keys.stream().map(LogicalPlan.OrderKey::expression).allMatch(key -> isGiven(key, columns));
    }

    private static boolean isGiven(Expression key, Set<Integer> columns) {
        return Conjuncts.isDeterministic(key) && columns.containsAll(Conjuncts.columns(key));
    }

    private static List<LogicalPlan.OrderKey> concat(
            List<LogicalPlan.OrderKey> first, List<LogicalPlan.OrderKey> second) {
        List<LogicalPlan.OrderKey> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
