package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// DISTINCT ON of one SELECT: of the rows that are equal in some keys, the first in the order of the
/// query stays (without an order, the first that comes).
///
/// ```text
/// Filter place <= 1
///   Window place := row_number() over (partition by keys order by the query's order)
/// ```
///
/// A key is a position or name of the select list, or an expression, as in ORDER BY.
final class DistinctOn {
    private final List<org.almagest.sql.ast.Expression> syntax;
    private final List<SelectedItem> items;
    private final List<Expression> keys = new ArrayList<>();
    private final List<Expression> references = new ArrayList<>();

    DistinctOn(List<org.almagest.sql.ast.Expression> syntax, List<SelectedItem> items) {
        this.syntax = syntax;
        this.items = items;
    }

    boolean isPresent() {
        return !syntax.isEmpty();
    }

    /// Binds the keys, after the select items.
    void bind(ExpressionBinder binder) {
        for (org.almagest.sql.ast.Expression key : syntax) {
            Optional<SelectedItem> item = item(key);
            keys.add(item.map(SelectedItem::expression).orElseGet(() -> Typing.typed(binder.bind(key))));
        }
    }

    private Optional<SelectedItem> item(org.almagest.sql.ast.Expression key) {
        Optional<Integer> ordinal = Ordinals.of(key, items.size(), "DISTINCT ON");
        if (ordinal.isPresent()) {
            return ordinal.map(items::get);
        }
        boolean isName = key instanceof org.almagest.sql.ast.Expression.ColumnRef(var name, var span)
                && name.parts().size() == 1;
        return isName
                ? items.stream()
                        .filter(item -> item.isAlias(((org.almagest.sql.ast.Expression.ColumnRef) key)
                                .name()
                                .text()))
                        .findFirst()
                : Optional.empty();
    }

    void replace(Grouping grouping) {
        keys.replaceAll(grouping::replace);
    }

    /// Answers columns for the keys, beside those of the select list.
    List<LogicalPlan.Assignment> hidden(BindContext context) {
        List<LogicalPlan.Assignment> hidden = new ArrayList<>();
        for (Expression key : keys) {
            LogicalPlan.Column column = context.column("distinct key", key.type(), ColumnMeaning.NONE)
                    .column();
            hidden.add(new LogicalPlan.Assignment(column, key));
            references.add(column.ref());
        }
        return hidden;
    }

    /// Keeps the first row of each key of a plan that gives the hidden columns.
    LogicalPlan first(LogicalPlan rows, List<LogicalPlan.OrderKey> order, BindContext context) {
        return Places.first(rows, references, order, 1, context);
    }
}
