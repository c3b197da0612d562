package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
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
    private final WindowCollector windows;
    private final List<LogicalPlan.Assignment> keys = new ArrayList<>();
    private final Set<Integer> available = new HashSet<>();
    private List<List<Integer>> sets = List.of(List.of());
    private boolean all;

    /// Makes the grouping of a SELECT; `binder` binds its keys, over the scope of FROM.
    Grouping(
            BindContext context,
            ExpressionBinder binder,
            List<SelectedItem> items,
            AggregateCollector aggregates,
            WindowCollector windows) {
        this.context = context;
        this.binder = binder;
        scope = binder.scope();
        this.items = items;
        this.aggregates = aggregates;
        this.windows = windows;
    }

    /// Binds the keys that are written out: expressions, positions, and aliases of select items.
    void bindKeys(Optional<GroupBy> groupBy) {
        sets = GroupingSets.of(groupBy.map(GroupBy::elements).orElse(List.of()), this::addKey);
    }

    /// Adds a key, if it is a new one, and answers its number.
    private int addKey(org.almagest.sql.ast.Expression key) {
        Optional<Integer> ordinal = Ordinals.of(key, items.size(), "GROUP BY");
        Optional<SelectedItem> item = ordinal.isPresent() ? Optional.of(items.get(ordinal.get())) : aliased(key);
        if (item.isPresent()) {
            Expression bound =
                    item.get().ofStar().orElseGet(() -> bind(item.get().syntax()));
            item.get().become(bound);
            return addKey(item.get().name(), bound);
        }
        return addKey(DefaultName.of(key), bind(key));
    }

    private Expression bind(org.almagest.sql.ast.Expression key) {
        return Typing.typed(binder.bind(key));
    }

    private int addKey(String name, Expression bound) {
        for (int k = 0; k < keys.size(); k++) {
            if (keys.get(k).expression().equals(bound)) {
                return k;
            }
        }
        LogicalPlan.Column column = bound instanceof Expression.ColumnRef ref && !scope.isOuter(ref.index())
                ? context.known(ref.index()).column()
                : context.column(name, bound.type(), Meanings.of(bound, context))
                        .column();
        keys.add(new LogicalPlan.Assignment(column, bound));
        return keys.size() - 1;
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

    /// Binds GROUP BY ALL: every select item is a key that names no aggregate, window function or element
    /// of an array, itself or in its subqueries. The subqueries of keys, gathered `above` the groups, go
    /// `below`.
    void bindAll(Optional<GroupBy> groupBy, Subqueries above, Subqueries below) {
        if (groupBy.isPresent() && groupBy.get().all()) {
            all = true;
            for (SelectedItem item : items) {
                if (above.named(item.expression()).stream()
                        .noneMatch(number -> isAggregate(number) || above.unnests(number))) {
                    above.give(item.expression(), below);
                    addKey(item.name(), item.expression());
                }
            }
        }
    }

    private boolean isAggregate(int number) {
        return windows.gives(number)
                || aggregates.assignments().stream()
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
        if (sets.size() == 1 && aggregates.groupings().isEmpty()) {
            return new LogicalPlan.Aggregate(input, keys, aggregates.assignments());
        }
        List<List<Integer>> wanted = sets.isEmpty() || all ? List.of(every(keys.size())) : sets;
        return new GroupingSets(context, keys, aggregates).plan(input, wanted);
    }

    private static List<Integer> every(int keys) {
        return IntStream.range(0, keys).boxed().toList();
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
