package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.WindowCall;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Expression.FunctionCall;
import org.almagest.sql.ast.SortItem;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.Window;

/// Gathers the window functions of one SELECT: each distinct call becomes one column, and calls with
/// the same partitions and the same order share a Window above the groups.
final class WindowCollector {
    /// Calls over one partitioning and order.
    private record Shared(
            List<Expression> partitionKeys,
            List<LogicalPlan.OrderKey> order,
            List<LogicalPlan.WindowAssignment> calls) {}

    private final BindContext context;
    private final ExpressionBinder expressions;
    private final NamedWindows named;
    private final List<Shared> windows = new ArrayList<>();
    private final Set<Integer> columns = new HashSet<>();
    private boolean binding;

    WindowCollector(
            BindContext context,
            Scope input,
            Optional<AggregateCollector> aggregates,
            Subqueries subqueries,
            List<Window.Definition> definitions) {
        this.context = context;
        named = new NamedWindows(definitions);
        expressions = new ExpressionBinder(context, input, aggregates, Optional.of(this)).with(subqueries);
    }

    boolean isEmpty() {
        return windows.isEmpty();
    }

    /// Answers whether a column is a window function's.
    boolean gives(int number) {
        return columns.contains(number);
    }

    /// Fails where a condition on groups names, by its alias, a window function over them.
    void requireNone(Set<Integer> named, Span having) {
        if (named.stream().anyMatch(this::gives)) {
            throw AlmagestException.of(SqlState.WINDOWING_ERROR, "HAVING cannot name a window function")
                    .at(having.start())
                    .hint("QUALIFY selects by window functions");
        }
    }

    /// Answers a reference to the call's column.
    Expression bind(FunctionCall call) {
        if (binding) {
            throw AlmagestException.of(SqlState.WINDOWING_ERROR, "window functions cannot stand in each other")
                    .at(call.span().start())
                    .hint("compute the inner one in a subquery in FROM");
        }
        binding = true;
        try {
            return bindOutermost(call);
        } finally {
            binding = false;
        }
    }

    private Expression bindOutermost(FunctionCall call) {
        Window.Specification window = named.resolve(call.over().orElseThrow());
        List<Expression> partitionKeys = new ArrayList<>();
        for (org.almagest.sql.ast.Expression key : window.partitionBy()) {
            Expression bound = Typing.typed(expressions.bind(key));
            if (!partitionKeys.contains(bound)) {
                partitionKeys.add(bound);
            }
        }
        List<LogicalPlan.OrderKey> order = new ArrayList<>();
        for (SortItem item : window.orderBy()) {
            order.add(Ordinals.orderKey(item, Typing.typed(expressions.bind(item.expression()))));
        }
        FrameBinder.Bound frame = new FrameBinder(expressions, order).bind(window);
        WindowCall bound = new WindowCallBinder(context, expressions).bind(call, frame);
        Shared shared = shared(partitionKeys, order);
        for (LogicalPlan.WindowAssignment known : shared.calls()) {
            if (known.call().equals(bound)) {
                return known.column().ref();
            }
        }
        String name = call.name().last().name();
        LogicalPlan.Column column =
                context.column(name, bound.type(), meaning(bound)).column();
        columns.add(column.number());
        shared.calls().add(new LogicalPlan.WindowAssignment(column, bound));
        return column.ref();
    }

    private ColumnMeaning meaning(WindowCall call) {
        return Meanings.of(call, context);
    }

    private Shared shared(List<Expression> partitionKeys, List<LogicalPlan.OrderKey> order) {
        for (Shared window : windows) {
            if (window.partitionKeys().equals(partitionKeys) && window.order().equals(order)) {
                return window;
            }
        }
        Shared added = new Shared(partitionKeys, order, new ArrayList<>());
        windows.add(added);
        return added;
    }

    /// Puts the windows above a plan, their expressions changed to stand there.
    LogicalPlan plan(LogicalPlan input, UnaryOperator<Expression> change) {
        LogicalPlan plan = input;
        for (Shared window : windows) {
            plan = new LogicalPlan.Window(
                    plan,
                    window.partitionKeys().stream().map(change).toList(),
                    window.order().stream()
                            .map(key -> new LogicalPlan.OrderKey(
                                    change.apply(key.expression()), key.descending(), key.nullsFirst()))
                            .toList(),
                    window.calls().stream()
                            .map(call -> new LogicalPlan.WindowAssignment(call.column(), changed(call.call(), change)))
                            .toList());
        }
        return plan;
    }

    private static WindowCall changed(WindowCall call, UnaryOperator<Expression> change) {
        return new WindowCall(
                call.function(),
                call.arguments().stream().map(change).toList(),
                call.ignoreNulls(),
                call.frame(),
                call.rangeKey().map(change));
    }
}
