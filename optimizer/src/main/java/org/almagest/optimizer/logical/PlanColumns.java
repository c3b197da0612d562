package org.almagest.optimizer.logical;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.WindowCall;

/// The columns that one operator makes and names, and its own expressions changed.
public final class PlanColumns {
    private PlanColumns() {}

    /// Answers the columns that the operator itself makes: not those that it passes on.
    public static List<LogicalPlan.Column> made(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Scan scan -> scan.columns();
            case LogicalPlan.Values values -> values.columns();
            case LogicalPlan.Project project -> project.columns();
            case LogicalPlan.Aggregate aggregate -> aggregate.columns();
            case LogicalPlan.UnionAll union -> union.columns();
            case LogicalPlan.Unnest unnest -> unnest.made();
            case LogicalPlan.Window window ->
                window.calls().stream()
                        .map(LogicalPlan.WindowAssignment::column)
                        .toList();
            case LogicalPlan.Shared shared -> shared.columns();
            case LogicalPlan.Recursive recursive -> recursive.columns();
            case LogicalPlan.WorkingTable working -> working.columns();
            case LogicalPlan.Join join ->
                join.mark().map(LogicalPlan.Mark::column).stream().toList();
            case LogicalPlan.DependentJoin dependent -> made(dependent.join());
            case LogicalPlan.Filter filter -> List.of();
            case LogicalPlan.Sort sort -> List.of();
            case LogicalPlan.Limit limit -> List.of();
        };
    }

    /// Answers the operator's own expressions.
    public static List<Expression> expressions(LogicalPlan node) {
        List<Expression> all = new ArrayList<>();
        map(node, expression -> {
            all.add(expression);
            return expression;
        });
        return all;
    }

    /// Answers the same operator over the same inputs with its own expressions changed.
    public static LogicalPlan map(LogicalPlan node, UnaryOperator<Expression> change) {
        return switch (node) {
            case LogicalPlan.Scan scan -> scan;
            case LogicalPlan.Values values -> values;
            case LogicalPlan.UnionAll union -> union;
            case LogicalPlan.Unnest unnest ->
                new LogicalPlan.Unnest(
                        unnest.input(),
                        unnest.form(),
                        unnest.arguments().stream().map(change).toList(),
                        unnest.outer(),
                        unnest.values(),
                        unnest.place());
            case LogicalPlan.Shared shared -> shared;
            case LogicalPlan.Recursive recursive -> recursive;
            case LogicalPlan.WorkingTable working -> working;
            case LogicalPlan.Limit limit -> limit;
            case LogicalPlan.Filter filter -> new LogicalPlan.Filter(filter.input(), change.apply(filter.condition()));
            case LogicalPlan.Project project ->
                new LogicalPlan.Project(project.input(), assignments(project.assignments(), change));
            case LogicalPlan.Aggregate aggregate ->
                new LogicalPlan.Aggregate(
                        aggregate.input(),
                        assignments(aggregate.keys(), change),
                        aggregate.aggregates().stream()
                                .map(a -> new LogicalPlan.AggregateAssignment(a.column(), call(a.call(), change)))
                                .toList());
            case LogicalPlan.Join join -> join(join, change);
            case LogicalPlan.DependentJoin dependent -> new LogicalPlan.DependentJoin(join(dependent.join(), change));
            case LogicalPlan.Sort sort -> new LogicalPlan.Sort(sort.input(), order(sort.keys(), change));
            case LogicalPlan.Window window ->
                new LogicalPlan.Window(
                        window.input(),
                        window.partitionKeys().stream().map(change).toList(),
                        order(window.order(), change),
                        window.calls().stream()
                                .map(a -> new LogicalPlan.WindowAssignment(a.column(), call(a.call(), change)))
                                .toList());
        };
    }

    private static List<LogicalPlan.OrderKey> order(List<LogicalPlan.OrderKey> keys, UnaryOperator<Expression> change) {
        return keys.stream()
                .map(key ->
                        new LogicalPlan.OrderKey(change.apply(key.expression()), key.descending(), key.nullsFirst()))
                .toList();
    }

    private static WindowCall call(WindowCall call, UnaryOperator<Expression> change) {
        return new WindowCall(
                call.function(),
                call.arguments().stream().map(change).toList(),
                call.ignoreNulls(),
                call.frame(),
                call.rangeKey().map(change));
    }

    private static List<LogicalPlan.Assignment> assignments(
            List<LogicalPlan.Assignment> assignments, UnaryOperator<Expression> change) {
        return assignments.stream()
                .map(a -> new LogicalPlan.Assignment(a.column(), change.apply(a.expression())))
                .toList();
    }

    private static LogicalPlan.Join join(LogicalPlan.Join join, UnaryOperator<Expression> change) {
        return new LogicalPlan.Join(
                join.kind(),
                join.left(),
                join.right(),
                join.condition().map(change),
                join.mark()
                        .map(mark -> new LogicalPlan.Mark(
                                mark.column(), mark.compared().map(change))));
    }

    /// Answers a call with its expressions changed.
    public static AggregateCall call(AggregateCall call, UnaryOperator<Expression> change) {
        return new AggregateCall(
                call.function(),
                call.arguments().stream().map(change).toList(),
                call.distinct(),
                call.filter().map(change));
    }

    /// Answers a whole plan with every expression changed.
    public static LogicalPlan mapAll(LogicalPlan plan, UnaryOperator<Expression> change) {
        List<LogicalPlan> inputs =
                plan.inputs().stream().map(input -> mapAll(input, change)).toList();
        return map(inputs.isEmpty() ? plan : plan.withInputs(inputs), change);
    }

    /// Answers the numbers of the columns that a plan names but its operators are not given: those
    /// of the query around it.
    public static Set<Integer> free(LogicalPlan plan) {
        Set<Integer> free = new HashSet<>();
        expressions(plan).forEach(expression -> names(expression, free));
        for (LogicalPlan input : plan.inputs()) {
            input.columns().forEach(column -> free.remove(column.number()));
        }
        for (LogicalPlan input : plan.inputs()) {
            Set<Integer> ofInput = free(input);
            if (plan instanceof LogicalPlan.DependentJoin(var join) && input == join.right()) {
                join.left().columns().forEach(column -> ofInput.remove(column.number()));
            }
            free.addAll(ofInput);
        }
        return free;
    }

    private static void names(Expression expression, Set<Integer> into) {
        if (expression instanceof Expression.ColumnRef ref) {
            into.add(ref.index());
        }
        expression.children().forEach(child -> names(child, into));
    }
}
