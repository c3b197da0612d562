package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// Columns that nobody above needs are not read or computed. Works from the root downwards with the
/// set of columns needed, so it is not a `Rule` of single nodes.
///
/// ```text
/// Aggregate count(*), avg(m)          Aggregate count(*), avg(m)
///   Scan t (id, ra, dec, m)     =>      Scan t (m)
/// ```
public final class PruneColumns {
    /// What is left of a grouping without keys when no aggregate is needed.
    private static final LogicalPlan ONE_ROW = new LogicalPlan.Values(List.of(), List.of(List.of()));

    private PruneColumns() {}

    /// Answers the plan giving at least the columns needed, in their order.
    public static LogicalPlan prune(LogicalPlan plan, Set<Integer> needed) {
        return switch (plan) {
            case LogicalPlan.Scan scan -> scan(scan, needed);
            case LogicalPlan.Values values -> values;
            case LogicalPlan.Filter filter ->
                new LogicalPlan.Filter(
                        prune(filter.input(), with(needed, List.of(filter.condition()))), filter.condition());
            case LogicalPlan.Project project -> project(project, needed);
            case LogicalPlan.Aggregate aggregate -> aggregate(aggregate, needed);
            case LogicalPlan.Join join -> join(join, needed);
            case LogicalPlan.DependentJoin dependent -> dependent;
            case LogicalPlan.Sort sort ->
                new LogicalPlan.Sort(
                        prune(
                                sort.input(),
                                with(
                                        needed,
                                        sort.keys().stream()
                                                .map(LogicalPlan.OrderKey::expression)
                                                .toList())),
                        sort.keys());
            case LogicalPlan.Window window -> window(window, needed);
            case LogicalPlan.Limit limit ->
                new LogicalPlan.Limit(prune(limit.input(), needed), limit.limit(), limit.offset());
            case LogicalPlan.UnionAll union -> union(union);
            case LogicalPlan.WorkingTable working -> working;
            case LogicalPlan.Unnest unnest ->
                unnest.withInputs(List.of(prune(unnest.input(), with(needed, unnest.arguments()))));
            case LogicalPlan.Recursive recursive ->
                recursive.withInputs(List.of(
                        prune(recursive.seed(), Conjuncts.columns(recursive.seed())),
                        prune(recursive.step(), Conjuncts.columns(recursive.step()))));
            case LogicalPlan.Shared shared ->
                shared.withInputs(List.of(prune(shared.input(), Conjuncts.columns(shared.input()))));
        };
    }

    private static Set<Integer> with(Set<Integer> needed, List<Expression> expressions) {
        Set<Integer> all = new HashSet<>(needed);
        expressions.forEach(expression -> Conjuncts.collect(expression, all));
        return all;
    }

    private static LogicalPlan scan(LogicalPlan.Scan scan, Set<Integer> needed) {
        List<LogicalPlan.Column> columns = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < scan.columns().size(); i++) {
            if (needed.contains(scan.columns().get(i).number())) {
                columns.add(scan.columns().get(i));
                positions.add(scan.positions().get(i));
            }
        }
        return new LogicalPlan.Scan(scan.source(), scan.name(), columns, positions);
    }

    private static LogicalPlan project(LogicalPlan.Project project, Set<Integer> needed) {
        List<LogicalPlan.Assignment> kept =
                new ArrayList<>(project.assignments().size());
        List<Expression> expressions = new ArrayList<>(project.assignments().size());
        for (LogicalPlan.Assignment assignment : project.assignments()) {
            if (needed.contains(assignment.column().number())) {
                kept.add(assignment);
                expressions.add(assignment.expression());
            }
        }
        return new LogicalPlan.Project(prune(project.input(), with(Set.of(), expressions)), kept);
    }

    private static LogicalPlan aggregate(LogicalPlan.Aggregate aggregate, Set<Integer> needed) {
        List<LogicalPlan.AggregateAssignment> kept = aggregate.aggregates().stream()
                .filter(a -> needed.contains(a.column().number()))
                .toList();
        if (kept.isEmpty() && aggregate.keys().isEmpty()) {
            return ONE_ROW;
        }
        List<Expression> expressions = new ArrayList<>();
        aggregate.keys().forEach(key -> expressions.add(key.expression()));
        for (LogicalPlan.AggregateAssignment assignment : kept) {
            expressions.addAll(assignment.call().arguments());
            assignment.call().filter().ifPresent(expressions::add);
        }
        LogicalPlan input = prune(aggregate.input(), with(Set.of(), expressions));
        return new LogicalPlan.Aggregate(input, aggregate.keys(), kept);
    }

    private static LogicalPlan window(LogicalPlan.Window window, Set<Integer> needed) {
        List<LogicalPlan.WindowAssignment> kept = window.calls().stream()
                .filter(call -> needed.contains(call.column().number()))
                .toList();
        if (kept.isEmpty()) {
            return prune(window.input(), needed);
        }
        LogicalPlan.Window smaller =
                new LogicalPlan.Window(window.input(), window.partitionKeys(), window.order(), kept);
        return smaller.withInputs(List.of(prune(window.input(), with(needed, smaller.expressions()))));
    }

    private static LogicalPlan join(LogicalPlan.Join join, Set<Integer> needed) {
        if (join.mark().filter(mark -> !needed.contains(mark.column().number())).isPresent()) {
            return prune(join.left(), needed);
        }
        List<Expression> expressions = new ArrayList<>(join.condition().stream().toList());
        join.mark().flatMap(LogicalPlan.Mark::compared).ifPresent(expressions::add);
        Set<Integer> all = with(needed, expressions);
        return join.with(prune(join.left(), all), prune(join.right(), all), join.condition());
    }

    private static LogicalPlan union(LogicalPlan.UnionAll union) {
        return new LogicalPlan.UnionAll(
                union.inputs().stream()
                        .map(input -> prune(input, Conjuncts.columns(input)))
                        .toList(),
                union.columns());
    }
}
