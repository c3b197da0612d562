package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.SortItem;

/// Binds one SELECT with its ORDER BY, in the order in which its clauses take effect:
///
/// ```text
/// FROM -> WHERE -> GROUP BY and aggregates -> HAVING -> windows -> QUALIFY -> select list -> DISTINCT -> ORDER BY
/// ```
final class SelectBinder {
    private final BindContext context;
    private final QueryBinder queries;
    private final CommonTables common;

    SelectBinder(BindContext context, QueryBinder queries, CommonTables common) {
        this.context = context;
        this.queries = queries;
        this.common = common;
    }

    BoundQuery bind(QueryBody.Select select, List<SortItem> orderBy) {
        FromBinder.From from = new FromBinder(context, queries, common).bind(select.from());
        LogicalPlan plan = from.plan();
        if (select.where().isPresent()) {
            Expression condition = ExpressionBinder.scalar(context, from.scope())
                    .condition(select.where().get(), "WHERE");
            plan = new LogicalPlan.Filter(plan, condition);
        }
        AggregateCollector aggregates = new AggregateCollector(context, from.scope());
        WindowCollector windows = new WindowCollector(context, from.scope(), Optional.of(aggregates), select.windows());
        ExpressionBinder binder =
                new ExpressionBinder(context, from.scope(), Optional.of(aggregates), Optional.of(windows));
        List<SelectedItem> items = SelectedItem.expand(select.items(), from.scope(), context);
        SortKeys order = new SortKeys(orderBy, items);
        Grouping grouping = new Grouping(context, from.scope(), items, aggregates, windows);

        grouping.bindKeys(select.groupBy());
        items.forEach(item -> item.bind(binder));
        Optional<Expression> having = select.having()
                .map(condition -> new ExpressionBinder(context, from.scope(), Optional.of(aggregates))
                        .condition(condition, "HAVING"));
        order.bind(binder);
        DistinctOn first =
                new DistinctOn(select.distinct().map(QueryBody.Distinct::on).orElse(List.of()), items);
        first.bind(binder);
        Optional<Expression> qualify = select.qualify()
                .map(condition -> new ExpressionBinder(
                                context, from.scope(), Optional.of(aggregates), Optional.of(windows), items)
                        .condition(condition, "QUALIFY"));
        grouping.bindAll(select.groupBy());
        UnaryOperator<Expression> overGroups = UnaryOperator.identity();
        if (grouping.needed(select)) {
            overGroups = grouping::replace;
            plan = grouping.plan(plan);
            items.forEach(item -> item.replace(grouping));
            having = having.map(grouping::replace);
            qualify = qualify.map(grouping::replace);
            order.replace(grouping);
            first.replace(grouping);
        }
        if (having.isPresent()) {
            plan = new LogicalPlan.Filter(plan, having.get());
        }
        plan = windows.plan(plan, overGroups);
        if (qualify.isPresent()) {
            requireWindow(windows, select);
            plan = new LogicalPlan.Filter(plan, qualify.get());
        }
        boolean distinct = select.distinct().isPresent() && !first.isPresent();
        return project(plan, items, order, distinct, first);
    }

    private static void requireWindow(WindowCollector windows, QueryBody.Select select) {
        if (windows.isEmpty()) {
            throw AlmagestException.of(SqlState.WINDOWING_ERROR, "QUALIFY needs a window function")
                    .at(select.qualify().orElseThrow().span().start())
                    .hint("WHERE and HAVING select by what needs none");
        }
    }

    private BoundQuery project(
            LogicalPlan input, List<SelectedItem> items, SortKeys order, boolean distinct, DistinctOn first) {
        List<BoundColumn> columns = new ArrayList<>();
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        for (SelectedItem item : items) {
            BoundColumn column = item.column(context);
            columns.add(column);
            LogicalPlan.Assignment assignment = new LogicalPlan.Assignment(column.column(), item.expression());
            if (!assignments.contains(assignment)) {
                assignments.add(assignment);
            }
        }
        if (distinct) {
            LogicalPlan rows = QueryBinder.distinct(new LogicalPlan.Project(input, assignments), columns);
            order.requireSelected();
            return new BoundQuery(order.sort(rows, columns), columns);
        }
        List<LogicalPlan.Assignment> withKeys = new ArrayList<>(assignments);
        withKeys.addAll(order.hidden(context));
        withKeys.addAll(first.hidden(context));
        LogicalPlan rows = new LogicalPlan.Project(input, withKeys);
        if (first.isPresent()) {
            rows = first.first(rows, order.keys(columns), context);
        }
        LogicalPlan sorted = order.sort(rows, columns);
        boolean extra = withKeys.size() > assignments.size();
        return new BoundQuery(extra ? new LogicalPlan.Project(sorted, passOn(assignments)) : sorted, columns);
    }

    private static List<LogicalPlan.Assignment> passOn(List<LogicalPlan.Assignment> assignments) {
        return assignments.stream()
                .map(a -> new LogicalPlan.Assignment(a.column(), a.column().ref()))
                .toList();
    }

    /// Fails for a clause that needs something to stand on.
    static AlmagestException grouping(String message, int position, String hint) {
        return AlmagestException.of(SqlState.GROUPING_ERROR, message)
                .at(position)
                .hint(hint);
    }
}
