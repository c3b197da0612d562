package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.SortItem;

/// ORDER BY of one SELECT: a position or the name of an output column means a select item; anything
/// else is an expression over the same input as the select list, and becomes a hidden column where
/// no item equals it.
final class SortKeys {
    private static final int HIDDEN = -1;

    private final List<SortItem> syntax;
    private final List<SelectedItem> items;
    private final List<Integer> selected = new ArrayList<>();
    private final List<Expression> expressions = new ArrayList<>();
    private final List<LogicalPlan.Column> hiddenColumns = new ArrayList<>();

    SortKeys(List<SortItem> syntax, List<SelectedItem> items) {
        this.syntax = Ordinals.expand(syntax, items.size());
        this.items = items;
    }

    /// Binds the keys, after the select items.
    void bind(ExpressionBinder binder) {
        for (SortItem item : syntax) {
            int position = selectedItem(item);
            selected.add(position);
            expressions.add(
                    position == HIDDEN
                            ? Typing.typed(binder.bind(item.expression()))
                            : items.get(position).expression());
        }
    }

    private int selectedItem(SortItem item) {
        Optional<Integer> ordinal = Ordinals.of(item.expression(), items.size(), "ORDER BY");
        if (ordinal.isPresent()) {
            return ordinal.get();
        }
        if (item.expression() instanceof org.almagest.sql.ast.Expression.ColumnRef(var name, var span)
                && name.parts().size() == 1) {
            return named(name.last());
        }
        return HIDDEN;
    }

    private int named(Identifier name) {
        int found = HIDDEN;
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).isNamed(name.name())) {
                boolean same = found == HIDDEN
                        || items.get(i).expression().equals(items.get(found).expression());
                if (!same) {
                    throw AlmagestException.of(
                                    SqlState.AMBIGUOUS_COLUMN,
                                    "two different columns of the select list are called " + name.name())
                            .at(name.span().start())
                            .hint("give one an alias, or order by its position");
                }
                found = found == HIDDEN ? i : found;
            }
        }
        return found;
    }

    void replace(Grouping grouping) {
        expressions.replaceAll(grouping::replace);
    }

    /// Fails where DISTINCT leaves nothing to order by.
    void requireSelected() {
        for (int i = 0; i < expressions.size(); i++) {
            if (match(i) == HIDDEN) {
                throw AlmagestException.of(
                                SqlState.INVALID_COLUMN_REFERENCE,
                                "with DISTINCT, ORDER BY takes only what the select list has")
                        .at(syntax.get(i).span().start());
            }
        }
    }

    private int match(int key) {
        if (selected.get(key) != HIDDEN) {
            return selected.get(key);
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).expression().equals(expressions.get(key))) {
                return i;
            }
        }
        return HIDDEN;
    }

    /// Answers the assignments of the keys that are not selected.
    List<LogicalPlan.Assignment> hidden(BindContext context) {
        List<LogicalPlan.Assignment> hidden = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            if (match(i) == HIDDEN) {
                Expression key = expressions.get(i);
                LogicalPlan.Column column = context.column("sort key", key.type(), ColumnMeaning.NONE)
                        .column();
                hiddenColumns.add(column);
                hidden.add(new LogicalPlan.Assignment(column, key));
            }
        }
        return hidden;
    }

    /// Orders a plan that gives the select items and the hidden keys.
    LogicalPlan sort(LogicalPlan input, List<BoundColumn> columns) {
        return syntax.isEmpty() ? input : new LogicalPlan.Sort(input, keys(columns));
    }

    /// Answers the keys over the columns of the select items and the hidden keys.
    List<LogicalPlan.OrderKey> keys(List<BoundColumn> columns) {
        List<LogicalPlan.OrderKey> keys = new ArrayList<>();
        int nextHidden = 0;
        for (int i = 0; i < syntax.size(); i++) {
            int match = match(i);
            LogicalPlan.Column column = match == HIDDEN
                    ? hiddenColumns.get(nextHidden++)
                    : columns.get(match).column();
            keys.add(Ordinals.orderKey(syntax.get(i), column.ref()));
        }
        return keys;
    }
}
