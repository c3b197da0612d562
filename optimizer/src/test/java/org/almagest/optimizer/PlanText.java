package org.almagest.optimizer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.logical.LogicalPlan;

/// Logical plans as indented text.
public final class PlanText {
    private final Map<Integer, String> names = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    public static String of(LogicalPlan plan) {
        PlanText printer = new PlanText();
        printer.learn(plan);
        printer.print(plan, 0);
        return printer.text.toString();
    }

    private void learn(LogicalPlan plan) {
        plan.inputs().forEach(this::learn);
        plan.columns().forEach(column -> names.put(column.number(), column.name()));
    }

    private void print(LogicalPlan plan, int depth) {
        text.append("  ".repeat(depth)).append(heading(plan)).append('\n');
        plan.inputs().forEach(input -> print(input, depth + 1));
    }

    private String heading(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Scan scan -> "Scan " + scan.name() + " (" + columns(scan.columns()) + ")";
            case LogicalPlan.Values values ->
                "Values " + values.rows().size() + " rows (" + columns(values.columns()) + ")";
            case LogicalPlan.Filter filter -> "Filter " + of(filter.condition());
            case LogicalPlan.Project project -> ("Project " + assignments(project.assignments())).strip();
            case LogicalPlan.Aggregate aggregate -> aggregate(aggregate);
            case LogicalPlan.Join join ->
                join.kind() + " join"
                        + join.condition().map(c -> " on " + of(c)).orElse("");
            case LogicalPlan.DependentJoin(var join) -> "Dependent " + heading(join);
            case LogicalPlan.Sort sort ->
                "Sort "
                        + sort.keys().stream()
                                .map(key -> of(key.expression()) + (key.descending() ? " desc" : ""))
                                .collect(Collectors.joining(", "));
            case LogicalPlan.Limit limit ->
                "Limit " + (limit.limit() == Long.MAX_VALUE ? "all" : limit.limit())
                        + (limit.offset() == 0 ? "" : " offset " + limit.offset());
            case LogicalPlan.Unnest unnest -> "Unnest " + unnest.form() + " " + list(unnest.arguments());
            case LogicalPlan.Recursive recursive -> "Recursive (" + columns(recursive.columns()) + ")";
            case LogicalPlan.WorkingTable working -> "Working table (" + columns(working.columns()) + ")";
            case LogicalPlan.Shared shared -> "Shared " + shared.id() + " (" + columns(shared.columns()) + ")";
            case LogicalPlan.Window window ->
                "Window ["
                        + list(window.partitionKeys())
                        + "] ["
                        + window.order().stream()
                                .map(key -> of(key.expression()) + (key.descending() ? " desc" : ""))
                                .collect(Collectors.joining(", "))
                        + "] "
                        + window.calls().stream()
                                .map(a -> a.column().name() + " := "
                                        + a.call().function().sqlName() + "("
                                        + list(a.call().arguments()) + ")")
                                .collect(Collectors.joining(", "));
            case LogicalPlan.UnionAll union -> "Union (" + columns(union.columns()) + ")";
        };
    }

    private static String columns(List<LogicalPlan.Column> columns) {
        return columns.stream().map(LogicalPlan.Column::name).collect(Collectors.joining(", "));
    }

    private String assignments(List<LogicalPlan.Assignment> assignments) {
        return assignments.stream()
                .map(a -> a.expression().equals(a.column().ref())
                        ? a.column().name()
                        : a.column().name() + " := " + of(a.expression()))
                .collect(Collectors.joining(", "));
    }

    private String aggregate(LogicalPlan.Aggregate aggregate) {
        String calls = aggregate.aggregates().stream()
                .map(a -> a.column().name() + " := " + of(a.call()))
                .collect(Collectors.joining(", "));
        return ("Aggregate [" + assignments(aggregate.keys()) + "] " + calls).strip();
    }

    private String of(AggregateCall call) {
        String arguments = call.arguments().isEmpty() ? "*" : list(call.arguments());
        String filter = call.filter().map(f -> " filter " + of(f)).orElse("");
        return call.function().kind().sqlName() + "(" + arguments + ")" + filter;
    }

    private String list(List<Expression> expressions) {
        return expressions.stream().map(this::of).collect(Collectors.joining(", "));
    }

    private String of(Expression expression) {
        return switch (expression) {
            case Expression.ColumnRef(int index, var type) -> names.getOrDefault(index, "#" + index);
            case Expression.Literal(var value, var type) -> literal(value, type == ScalarType.BOOLEAN);
            case Expression.Call(var function, var arguments, var type) ->
                Character.isLetter(function.name().charAt(0))
                        ? function.name() + "(" + list(arguments) + ")"
                        : "(" + of(arguments.get(0)) + " " + function.name() + " " + of(arguments.get(1)) + ")";
            case Expression.Cast(var input, var type, boolean orNull, var place) -> of(input) + "::" + type.sqlName();
            case Expression.Compare(var comparison, var left, var right) ->
                of(left) + " " + comparison.symbol() + " " + of(right);
            case Expression.And(var operands) ->
                operands.stream().map(this::of).collect(Collectors.joining(" and ", "(", ")"));
            case Expression.Or(var operands) ->
                operands.stream().map(this::of).collect(Collectors.joining(" or ", "(", ")"));
            case Expression.Not(var input) -> "not " + of(input);
            case Expression.Coalesce(var operands, var type) -> "coalesce(" + list(operands) + ")";
            case Expression.IsNull(var input, boolean negated) -> of(input) + (negated ? " is not null" : " is null");
            default -> expression.toString();
        };
    }

    private static String literal(Value value, boolean truth) {
        return switch (value) {
            case Value.Null nothing -> "null";
            case Value.OfLong(long number) -> truth ? Boolean.toString(number != 0) : Long.toString(number);
            case Value.OfDouble(double number) -> Double.toString(number);
            case Value.OfText(var text) -> "'" + text + "'";
            default -> value.toString();
        };
    }
}
