package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.SelectItem;
import org.almagest.sql.ast.Span;
import org.almagest.sql.syntax.DefaultName;

/// One item of a select list while it is bound: `*` is expanded already, the expression is bound,
/// then grouped.
final class SelectedItem {
    private final org.almagest.sql.ast.Expression syntax;
    private final String name;
    private final boolean aliased;
    private Optional<Expression> bound;
    private boolean outer;
    private boolean binding;

    private SelectedItem(
            org.almagest.sql.ast.Expression syntax, String name, boolean aliased, Optional<Expression> bound) {
        this.syntax = syntax;
        this.name = name;
        this.aliased = aliased;
        this.bound = bound;
    }

    /// Expands a select list: each star becomes its columns.
    static List<SelectedItem> expand(List<SelectItem> items, Scope scope, BindContext context) {
        List<SelectedItem> expanded = new ArrayList<>();
        for (SelectItem item : items) {
            switch (item) {
                case SelectItem.Single single -> expanded.add(single(single));
                case SelectItem.Star star -> expanded.addAll(star(star, scope, context));
            }
        }
        return expanded;
    }

    private static SelectedItem single(SelectItem.Single single) {
        String name = single.alias().map(Identifier::name).orElseGet(() -> DefaultName.of(single.expression()));
        return new SelectedItem(single.expression(), name, single.alias().isPresent(), Optional.empty());
    }

    private static List<SelectedItem> star(SelectItem.Star star, Scope scope, BindContext context) {
        List<BoundColumn> columns =
                star.table().map(table -> scope.relation(table).columns()).orElseGet(scope::visible);
        if (columns.isEmpty()) {
            throw AlmagestException.of(SqlState.SYNTAX_ERROR, "* needs a FROM clause")
                    .at(star.span().start());
        }
        star.exclude().forEach(excluded -> requireKnown(excluded, columns, "exclude"));
        star.replace().stream()
                .flatMap(replacement -> replacement.alias().stream())
                .forEach(replaced -> requireKnown(replaced, columns, "replace"));
        List<SelectedItem> items = new ArrayList<>();
        for (BoundColumn column : columns) {
            boolean excluded =
                    star.exclude().stream().anyMatch(name -> name.name().equalsIgnoreCase(column.name()));
            Optional<SelectItem.Single> replacement = star.replace().stream()
                    .filter(r -> r.alias().isPresent() && r.alias().get().name().equalsIgnoreCase(column.name()))
                    .findFirst();
            if (replacement.isPresent()) {
                items.add(single(replacement.get()));
            } else if (!excluded) {
                context.referred(column.column().number(), star.span());
                items.add(passed(column, star.span()));
            }
        }
        return items;
    }

    private static void requireKnown(Identifier excluded, List<BoundColumn> columns, String verb) {
        if (columns.stream().noneMatch(column -> column.name().equalsIgnoreCase(excluded.name()))) {
            throw AlmagestException.of(
                            SqlState.UNDEFINED_COLUMN, "there is no column " + excluded.name() + " to " + verb)
                    .at(excluded.span().start());
        }
    }

    private static SelectedItem passed(BoundColumn column, Span span) {
        QualifiedName name = new QualifiedName(List.of(new Identifier(column.name(), true, span)), span);
        return new SelectedItem(
                new org.almagest.sql.ast.Expression.ColumnRef(name, span),
                column.name(),
                false,
                Optional.of(column.column().ref()));
    }

    org.almagest.sql.ast.Expression syntax() {
        return syntax;
    }

    /// Answers whether `AS identifier` names this item.
    boolean isAlias(String identifier) {
        return aliased && name.equalsIgnoreCase(identifier);
    }

    /// Answers whether an output column of this name, given or a column's own, is this item.
    boolean isNamed(String identifier) {
        boolean ofColumn = syntax instanceof org.almagest.sql.ast.Expression.ColumnRef;
        return (aliased || ofColumn) && name.equalsIgnoreCase(identifier);
    }

    String name() {
        return name;
    }

    /// Answers the column that a star stands for, which its name alone may not find.
    Optional<Expression> ofStar() {
        return bound;
    }

    void bind(ExpressionBinder binder) {
        if (bound.isEmpty()) {
            binding = true;
            become(Typing.typed(binder.bind(syntax)));
            binding = false;
        }
        outer = expression() instanceof Expression.ColumnRef ref
                && binder.scope().isOuter(ref.index());
    }

    /// Answers what the item's alias means in another clause, or in a later item: what it is bound to,
    /// or, in WHERE, its expression bound there. Empty while the item itself is bound.
    Optional<Expression> meaning(ExpressionBinder binder) {
        if (bound.isPresent() || binding || !binder.bindsAliases()) {
            return bound;
        }
        binding = true;
        Expression meant = Typing.typed(binder.bind(syntax));
        binding = false;
        return Optional.of(meant);
    }

    /// Sets what the item is bound to.
    void become(Expression expression) {
        bound = Optional.of(expression);
    }

    void replace(Grouping grouping) {
        bound = bound.map(grouping::replace);
    }

    Expression expression() {
        return bound.orElseThrow();
    }

    /// Answers the column that the item becomes: a column passed on under its own number, else (also
    /// for one of a query around) a new one.
    BoundColumn column(BindContext context) {
        Expression expression = expression();
        if (expression instanceof Expression.ColumnRef ref && !outer) {
            BoundColumn passed = context.known(ref.index());
            return new BoundColumn(name, passed.column(), passed.meaning());
        }
        return context.column(name, expression.type(), Meanings.of(expression, context));
    }
}
