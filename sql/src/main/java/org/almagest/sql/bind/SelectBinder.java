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
///
/// The subqueries of a clause are joined to the rows that the clause sees.
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
        Scope scope = from.scope().within(common.outer());
        List<SelectedItem> items = SelectedItem.expand(select.items(), from.scope(), context);
        LogicalPlan plan = where(select, from.plan(), scope, items);
        Subqueries below = subqueries(scope);
        ExpressionBinder input = ExpressionBinder.scalar(context, scope).with(below);
        AggregateCollector aggregates = new AggregateCollector(context, input);
        Scope groups = scope.with(aggregates);
        Subqueries ofHaving = subqueries(groups);
        Subqueries ofWindows = subqueries(groups);
        Subqueries ofQualify = subqueries(groups);
        Subqueries above = subqueries(groups).takingUnnest();
        WindowCollector windows =
                new WindowCollector(context, scope, Optional.of(aggregates), ofWindows, select.windows());
        ExpressionBinder binder =
                new ExpressionBinder(context, scope, Optional.of(aggregates), Optional.of(windows), items).with(above);
        SortKeys order = new SortKeys(orderBy, items);
        Grouping grouping = new Grouping(context, input, items, aggregates, windows);

        grouping.bindKeys(select.groupBy());
        items.forEach(item -> item.bind(binder));
        Optional<Expression> having = select.having()
                .map(condition -> new ExpressionBinder(context, scope, Optional.of(aggregates), Optional.empty(), items)
                        .with(ofHaving)
                        .condition(condition, "HAVING"));
        having.ifPresent(condition -> windows.requireNone(
                ofHaving.named(condition), select.having().get().span()));
        order.bind(binder);
        DistinctOn first =
                new DistinctOn(select.distinct().map(QueryBody.Distinct::on).orElse(List.of()), items);
        first.bind(binder);
        Optional<Expression> qualify = select.qualify()
                .map(condition -> new ExpressionBinder(
                                context, scope, Optional.of(aggregates), Optional.of(windows), items)
                        .with(ofQualify)
                        .condition(condition, "QUALIFY"));
        grouping.bindAll(select.groupBy(), above, below);
        plan = below.attach(plan);
        UnaryOperator<Expression> overGroups = UnaryOperator.identity();
        if (grouping.needed(select)) {
            overGroups = grouping::replace;
            plan = grouping.plan(plan);
            items.forEach(item -> item.replace(grouping));
            having = having.map(grouping::replace);
            qualify = qualify.map(grouping::replace);
            order.replace(grouping);
            first.replace(grouping);
            ofHaving.replace(grouping);
            ofWindows.replace(grouping);
            ofQualify.replace(grouping);
            above.replace(grouping);
        }
        if (having.isPresent()) {
            plan = ofHaving.filter(plan, having.get());
        }
        plan = windows.plan(ofWindows.attach(plan), overGroups);
        if (qualify.isPresent()) {
            requireWindow(windows, select);
            plan = ofQualify.filter(plan, qualify.get());
        }
        boolean distinct = select.distinct().isPresent() && !first.isPresent();
        return project(above.attach(plan), items, order, distinct, first);
    }

    private Subqueries subqueries(Scope scope) {
        return new Subqueries(context, queries, common.within(scope));
    }

    private LogicalPlan where(QueryBody.Select select, LogicalPlan input, Scope scope, List<SelectedItem> items) {
        if (select.where().isEmpty()) {
            return input;
        }
        Subqueries subqueries = subqueries(scope);
        Expression condition = new ExpressionBinder(context, scope, Optional.empty(), Optional.empty(), items)
                .with(subqueries)
                .condition(select.where().get(), "WHERE");
        return subqueries.filter(input, condition);
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
