package org.almagest.optimizer.logical;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.almagest.exec.expression.Expression;

/// A copy of a plan whose columns have numbers of their own, so that both may stand in one query.
/// Columns that the plan names but does not make stay as they are.
public final class Renumbering {
    private final ColumnNumbers numbers;
    private final Map<Integer, LogicalPlan.Column> renamed = new HashMap<>();

    public Renumbering(ColumnNumbers numbers) {
        this.numbers = numbers;
    }

    /// From now on, a column is this one in the copy.
    public void rename(LogicalPlan.Column column, LogicalPlan.Column copied) {
        renamed.put(column.number(), copied);
    }

    /// Copies an operator alone, over copies of its inputs. What it makes has been renamed before.
    public LogicalPlan copy(LogicalPlan node, List<LogicalPlan> inputs) {
        LogicalPlan rebuilt = inputs.isEmpty() ? node : node.withInputs(inputs);
        return renameMade(PlanColumns.map(rebuilt, this::translate));
    }

    /// Copies a plan; afterwards `column` knows its columns.
    public LogicalPlan copy(LogicalPlan plan) {
        List<LogicalPlan> inputs = plan.inputs().stream().map(this::copy).toList();
        for (LogicalPlan.Column column : PlanColumns.made(plan)) {
            renamed.computeIfAbsent(column.number(), number -> numbers.like(column));
        }
        return copy(plan, inputs);
    }

    /// Answers what a column of the plan is in the copy.
    public LogicalPlan.Column column(LogicalPlan.Column column) {
        return renamed.getOrDefault(column.number(), column);
    }

    private Expression translate(Expression expression) {
        if (expression instanceof Expression.ColumnRef ref) {
            LogicalPlan.Column column = renamed.get(ref.index());
            return column == null ? ref : column.ref();
        }
        return expression.mapChildren(this::translate);
    }

    private LogicalPlan renameMade(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Scan scan ->
                new LogicalPlan.Scan(scan.source(), scan.name(), columns(scan.columns()), scan.positions());
            case LogicalPlan.Values values -> new LogicalPlan.Values(columns(values.columns()), values.rows());
            case LogicalPlan.Project project ->
                new LogicalPlan.Project(project.input(), assignments(project.assignments()));
            case LogicalPlan.Aggregate aggregate ->
                new LogicalPlan.Aggregate(
                        aggregate.input(),
                        assignments(aggregate.keys()),
                        aggregate.aggregates().stream()
                                .map(a -> new LogicalPlan.AggregateAssignment(column(a.column()), a.call()))
                                .toList());
            case LogicalPlan.UnionAll union -> new LogicalPlan.UnionAll(union.inputs(), columns(union.columns()));
            case LogicalPlan.Shared shared ->
                new LogicalPlan.Shared(shared.id(), shared.input(), columns(shared.columns()));
            case LogicalPlan.Unnest unnest ->
                new LogicalPlan.Unnest(
                        unnest.input(),
                        unnest.form(),
                        unnest.arguments(),
                        unnest.outer(),
                        columns(unnest.values()),
                        unnest.place().map(this::column));
            case LogicalPlan.Window window ->
                new LogicalPlan.Window(
                        window.input(),
                        window.partitionKeys(),
                        window.order(),
                        window.calls().stream()
                                .map(a -> new LogicalPlan.WindowAssignment(column(a.column()), a.call()))
                                .toList());
            case LogicalPlan.Recursive recursive ->
                new LogicalPlan.Recursive(
                        recursive.id(),
                        recursive.seed(),
                        recursive.step(),
                        columns(recursive.columns()),
                        recursive.all(),
                        recursive.limit());
            case LogicalPlan.WorkingTable working ->
                new LogicalPlan.WorkingTable(working.id(), columns(working.columns()));
            case LogicalPlan.Join join -> join(join);
            case LogicalPlan.DependentJoin dependent -> new LogicalPlan.DependentJoin(join(dependent.join()));
            case LogicalPlan.Filter filter -> filter;
            case LogicalPlan.Sort sort -> sort;
            case LogicalPlan.Limit limit -> limit;
        };
    }

    private LogicalPlan.Join join(LogicalPlan.Join join) {
        return new LogicalPlan.Join(
                join.kind(),
                join.left(),
                join.right(),
                join.condition(),
                join.mark().map(mark -> new LogicalPlan.Mark(column(mark.column()), mark.compared())));
    }

    private List<LogicalPlan.Assignment> assignments(List<LogicalPlan.Assignment> assignments) {
        return assignments.stream()
                .map(a -> new LogicalPlan.Assignment(column(a.column()), a.expression()))
                .toList();
    }

    private List<LogicalPlan.Column> columns(List<LogicalPlan.Column> columns) {
        return columns.stream().map(this::column).toList();
    }
}
