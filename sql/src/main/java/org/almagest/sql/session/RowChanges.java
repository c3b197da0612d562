package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.PlaceColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.exec.expression.Expression.Literal;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.ast.Assignment;
import org.almagest.sql.ast.ChangeStatement.Delete;
import org.almagest.sql.ast.ChangeStatement.Merge;
import org.almagest.sql.ast.ChangeStatement.Update;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Literal.NullLiteral;
import org.almagest.sql.ast.MergeClause;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.SelectItem;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.TableAlias;
import org.almagest.sql.ast.TableReference;
import org.almagest.sql.bind.Binder;
import org.almagest.sql.bind.BoundQuery;
import org.almagest.sql.syntax.Parser;

/// UPDATE, DELETE and MERGE, which change single rows, as the queries that they contain. They are bound twice: as
/// they are written, so that wrong names and types are told, then over the table with the places of its rows. MERGE
/// is refused after that.
///
/// ```text
/// UPDATE t SET a = x FROM u WHERE c     SELECT x, t.b, place FROM t, u WHERE c
/// DELETE FROM t USING u WHERE c         SELECT place FROM t, u WHERE c
/// MERGE INTO t USING u ON c WHEN ...    SELECT ... FROM t, u WHERE c, clause by clause
/// ```
final class RowChanges {
    private final Session session;
    private final Snapshots snapshots;
    private final List<Literal> parameters;

    RowChanges(Session session, Snapshots snapshots, List<Literal> parameters) {
        this.session = session;
        this.snapshots = snapshots;
        this.parameters = parameters;
    }

    /// Answers the query of an UPDATE: the new versions of rows in the columns of `target`, the places of the old ones
    /// behind. A row for which `u` has several rows comes as often.
    BoundQuery bind(Update update, TableSnapshot target) {
        List<TableReference> from = new ArrayList<>(List.of(reference(update.table(), update.alias())));
        from.addAll(update.from());
        Map<Integer, Expression> assigned = assigned(target.schema(), update.assignments());
        assign(target.schema(), update.assignments(), from, update.where());
        bind(update.returning(), from, Optional.empty(), update.span());
        requireNoReturning(update.returning(), update.span());

        Identifier name = update.alias().orElseGet(update.table()::last);
        List<SelectItem> values = new ArrayList<>();
        for (int c = 0; c < target.schema().columnCount(); c++) {
            Expression old = column(name, target.schema().column(c).name());
            values.add(item(assigned.getOrDefault(c, old)));
        }
        values.add(item(column(name, PlaceColumn.NAME)));
        from.set(0, target(name));
        TableSnapshot placed = target.withPlaces();
        return binder(placed)
                .insert(
                        query(values, from, update.where(), update.span()),
                        placed.schema(),
                        List.of(),
                        update.table().text());
    }

    /// Answers the query of a DELETE: the places of the rows.
    BoundQuery bind(Delete delete, TableSnapshot target) {
        List<TableReference> from = new ArrayList<>(List.of(reference(delete.table(), delete.alias())));
        from.addAll(delete.using());
        bind(List.of(item(new NullLiteral(delete.span()))), from, delete.where(), delete.span());
        bind(delete.returning(), from, Optional.empty(), delete.span());
        requireNoReturning(delete.returning(), delete.span());

        Identifier name = delete.alias().orElseGet(delete.table()::last);
        from.set(0, target(name));
        List<SelectItem> place = List.of(item(column(name, PlaceColumn.NAME)));
        return binder(target.withPlaces()).bind(query(place, from, delete.where(), delete.span()));
    }

    private static void requireNoReturning(List<SelectItem> returning, Span span) {
        if (!returning.isEmpty()) {
            throw Session.unsupported("RETURNING", span);
        }
    }

    /// Answers the values that are assigned, by the positions of their columns.
    private static Map<Integer, Expression> assigned(TableSchema target, List<Assignment> assignments) {
        Map<Integer, Expression> values = new HashMap<>();
        for (Assignment assignment : assignments) {
            int position = Comments.position(target, assignment.column());
            Expression value = assignment.value() instanceof Expression.DefaultValue(var span)
                    ? defaultOf(target.column(position), span)
                    : assignment.value();
            if (values.put(position, value) != null) {
                throw AlmagestException.of(
                                SqlState.DUPLICATE_COLUMN,
                                "the column " + assignment.column().name() + " is assigned twice")
                        .at(assignment.column().span().start());
            }
        }
        return values;
    }

    private static Expression defaultOf(ColumnDefinition column, Span span) {
        String written = column.absent().expression();
        return written.isEmpty() ? new NullLiteral(span) : Parser.parseExpression(written);
    }

    private static TableReference target(Identifier name) {
        QualifiedName target =
                new QualifiedName(List.of(new Identifier(TargetCatalog.TARGET, true, name.span())), name.span());
        return new TableReference.Named(
                target, Optional.empty(), Optional.of(new TableAlias(name, List.of(), name.span())), name.span());
    }

    private static Expression column(Identifier table, String name) {
        Identifier column = new Identifier(name, true, table.span());
        return new Expression.ColumnRef(new QualifiedName(List.of(table, column), table.span()), table.span());
    }

    private Binder binder(TableSnapshot placed) {
        return session.binder(new TargetCatalog(session.catalog(snapshots), placed), parameters);
    }

    AlmagestException refuse(Merge merge) {
        TableSchema target = schema(merge.table());
        TableReference table = reference(merge.table(), merge.alias());
        List<TableReference> both = List.of(table, merge.source());
        bind(List.of(item(new NullLiteral(merge.span()))), both, Optional.of(merge.condition()), merge.span());
        for (MergeClause clause : merge.clauses()) {
            List<TableReference> from = switch (clause.when()) {
                case MATCHED -> both;
                case NOT_MATCHED -> List.of(merge.source());
                case NOT_MATCHED_BY_SOURCE -> List.of(table);
            };
            bind(List.of(item(new NullLiteral(clause.span()))), from, clause.condition(), clause.span());
            switch (clause.action()) {
                case MergeClause.Update(var assignments) -> assign(target, assignments, from, Optional.empty());
                case MergeClause.Insert insert -> insert(target, merge.table(), insert, from, clause.span());
                case MergeClause.Delete _, MergeClause.DoNothing _ -> {}
            }
        }
        bind(merge.returning(), both, Optional.empty(), merge.span());
        return refused("MERGE", merge.span());
    }

    private static AlmagestException refused(String what, Span span) {
        return Session.unsupported(what, span)
                .hint("UPDATE ... FROM and DELETE ... USING, then INSERT, do its parts one after the other");
    }

    private TableSchema schema(QualifiedName table) {
        return session.names().table(snapshots, table).table().schema();
    }

    private static TableReference reference(QualifiedName table, Optional<Identifier> alias) {
        return new TableReference.Named(
                table, Optional.empty(), alias.map(name -> new TableAlias(name, List.of(), name.span())), table.span());
    }

    private static SelectItem item(Expression value) {
        return new SelectItem.Single(value, Optional.empty(), value.span());
    }

    private BoundQuery bind(List<SelectItem> items, List<TableReference> from, Optional<Expression> where, Span span) {
        List<SelectItem> some = items.isEmpty() ? List.of(item(new NullLiteral(span))) : items;
        return session.binder(snapshots, parameters).bind(query(some, from, where, span));
    }

    private static Query query(
            List<SelectItem> items, List<TableReference> from, Optional<Expression> where, Span span) {
        return Query.of(new QueryBody.Select(
                Optional.empty(),
                items,
                from,
                where,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                span));
    }

    private void assign(
            TableSchema target, List<Assignment> assignments, List<TableReference> from, Optional<Expression> where) {
        List<SelectItem> values = new ArrayList<>();
        List<ColumnDefinition> columns = new ArrayList<>();
        for (Assignment assignment : assignments) {
            columns.add(target.column(Comments.position(target, assignment.column())));
            values.add(value(assignment.value()));
        }
        requireAssignable(bind(values, from, where, assignments.getFirst().span()), values, columns);
    }

    private void insert(
            TableSchema target, QualifiedName table, MergeClause.Insert insert, List<TableReference> from, Span span) {
        List<ColumnDefinition> columns = insert.columns().isEmpty()
                ? target.columns()
                : insert.columns().stream()
                        .map(name -> target.column(Comments.position(target, name)))
                        .toList();
        if (insert.values().isEmpty()) {
            return;
        }
        Binder.requireWidth(insert.values().size(), columns.size(), table.text(), span);
        List<SelectItem> values =
                insert.values().stream().map(RowChanges::value).toList();
        requireAssignable(bind(values, from, Optional.empty(), span), values, columns);
    }

    private static SelectItem value(Expression written) {
        return item(written instanceof Expression.DefaultValue(var span) ? new NullLiteral(span) : written);
    }

    private static void requireAssignable(BoundQuery query, List<SelectItem> values, List<ColumnDefinition> columns) {
        for (int c = 0; c < columns.size(); c++) {
            Binder.requireAssignable(query, c, columns.get(c), values.get(c).span());
        }
    }
}
