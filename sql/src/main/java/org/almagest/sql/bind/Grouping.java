package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.sql.ast.GroupBy;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.syntax.DefaultName;

/// GROUP BY of one SELECT: its keys, and the rewriting of what stands above it in terms of keys and
/// aggregates.
final class Grouping {
    private final BindContext context;
    private final ExpressionBinder binder;
    private final Scope scope;
    private final List<SelectedItem> items;
    private final AggregateCollector aggregates;
    private final List<LogicalPlan.Assignment> keys = new ArrayList<>();
    private final Set<Integer> available = new HashSet<>();

    /// Makes the grouping of a SELECT; `binder` binds its keys, over the scope of FROM.
    Grouping(BindContext context, ExpressionBinder binder, List<SelectedItem> items, AggregateCollector aggregates) {
        this.context = context;
        this.binder = binder;
        scope = binder.scope();
        this.items = items;
        this.aggregates = aggregates;
    }

    /// Binds the keys that are written out: expressions, positions, and aliases of select items.
    void bindKeys(Optional<GroupBy> groupBy) {
        for (GroupBy.Element element : groupBy.map(GroupBy::elements).orElse(List.of())) {
            switch (element) {
                case GroupBy.Key key -> addKey(key.expression());
                case GroupBy.KeySet set -> set.expressions().forEach(this::addKey);
                case GroupBy.Rollup rollup -> throw ExpressionBinder.unsupported("ROLLUP", rollup.span());
                case GroupBy.Cube cube -> throw ExpressionBinder.unsupported("CUBE", cube.span());
                case GroupBy.GroupingSets sets -> throw ExpressionBinder.unsupported("GROUPING SETS", sets.span());
            }
        }
    }

    private void addKey(org.almagest.sql.ast.Expression key) {
        Optional<Integer> ordinal = Ordinals.of(key, items.size(), "GROUP BY");
        Optional<SelectedItem> item = ordinal.isPresent() ? Optional.of(items.get(ordinal.get())) : aliased(key);
        if (item.isPresent()) {
            Expression bound =
                    item.get().ofStar().orElseGet(() -> bind(item.get().syntax()));
            item.get().become(bound);
            addKey(item.get().name(), bound);
        } else {
            addKey(DefaultName.of(key), bind(key));
        }
    }

    private Expression bind(org.almagest.sql.ast.Expression key) {
        return Typing.typed(binder.bind(key));
    }

    private void addKey(String name, Expression bound) {
        if (keys.stream().anyMatch(key -> key.expression().equals(bound))) {
            return;
        }
        LogicalPlan.Column column = bound instanceof Expression.ColumnRef ref && !scope.isOuter(ref.index())
                ? context.known(ref.index()).column()
                : context.column(name, bound.type(), Meanings.of(bound, context))
                        .column();
        keys.add(new LogicalPlan.Assignment(column, bound));
    }

    /// Answers the item of the select list that a bare name means which is no column but an alias.
    private Optional<SelectedItem> aliased(org.almagest.sql.ast.Expression key) {
        boolean alias = key instanceof org.almagest.sql.ast.Expression.ColumnRef(var name, var span)
                && name.parts().size() == 1
                && scope.find(name.text()).isEmpty();
        return alias
                ? items.stream()
                        .filter(item -> item.isAlias(((org.almagest.sql.ast.Expression.ColumnRef) key)
                                .name()
                                .text()))
                        .findFirst()
                : Optional.empty();
    }

    /// Binds GROUP BY ALL: every select item without an aggregate is a key.
    void bindAll(Optional<GroupBy> groupBy) {
        if (groupBy.isPresent() && groupBy.get().all()) {
            for (SelectedItem item : items) {
                if (!containsAggregate(item.expression())) {
                    addKey(item.name(), item.expression());
                }
            }
        }
    }

    private boolean containsAggregate(Expression expression) {
        return expression instanceof Expression.ColumnRef ref
                ? isAggregate(ref.index())
                : Conjuncts.columns(expression).stream().anyMatch(this::isAggregate);
    }

    private boolean isAggregate(int number) {
        return aggregates.assignments().stream()
                .anyMatch(assignment -> assignment.column().number() == number);
    }

    /// Answers whether the SELECT groups at all.
    boolean needed(QueryBody.Select select) {
        return select.groupBy().isPresent()
                || !aggregates.isEmpty()
                || select.having().isPresent();
    }

    LogicalPlan plan(LogicalPlan input) {
        keys.forEach(key -> available.add(key.column().number()));
        aggregates.assignments().forEach(a -> available.add(a.column().number()));
        return new LogicalPlan.Aggregate(input, keys, aggregates.assignments());
    }

    /// Answers the expression over the groups: what equals a key is that key's column; any other
    /// column of the input is an error. Columns of subqueries and of queries around stay.
    Expression replace(Expression expression) {
        for (LogicalPlan.Assignment key : keys) {
            if (key.expression().equals(expression)) {
                return key.column().ref();
            }
        }
        if (expression instanceof Expression.ColumnRef ref) {
            if (available.contains(ref.index()) || !scope.owns(ref.index())) {
                return ref;
            }
            String name = context.known(ref.index()).name();
            throw SelectBinder.grouping(
                    "the column " + name + " is neither grouped nor inside an aggregate",
                    context.reference(ref.index()).start(),
                    "add it to GROUP BY, or take any_value(" + name + ")");
        }
        return expression.mapChildren(this::replace);
    }
}
