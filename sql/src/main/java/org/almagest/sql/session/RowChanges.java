package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.exec.expression.Expression.Literal;
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

/// UPDATE, DELETE and MERGE, which change single rows. Nothing does that yet: they are bound, as the
/// queries that they contain, so that wrong names and types are told, and then refused.
///
/// ```text
/// UPDATE t SET a = x FROM u WHERE c     SELECT x FROM t, u WHERE c
/// DELETE FROM t USING u WHERE c         SELECT NULL FROM t, u WHERE c
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

    /// Answers the refusal of an UPDATE that is right.
    AlmagestException refuse(Update update) {
        TableSchema target = schema(update.table());
        List<TableReference> from = new ArrayList<>(List.of(reference(update.table(), update.alias())));
        from.addAll(update.from());
        assign(target, update.assignments(), from, update.where());
        bind(update.returning(), from, Optional.empty(), update.span());
        return refused("UPDATE", update.span());
    }

    AlmagestException refuse(Delete delete) {
        schema(delete.table());
        List<TableReference> from = new ArrayList<>(List.of(reference(delete.table(), delete.alias())));
        from.addAll(delete.using());
        bind(List.of(item(new NullLiteral(delete.span()))), from, delete.where(), delete.span());
        bind(delete.returning(), from, Optional.empty(), delete.span());
        return refused("DELETE of some rows", delete.span());
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
                .hint("CREATE OR REPLACE TABLE t AS SELECT ... FROM t writes changed rows; TRUNCATE and DELETE"
                        + " without a condition drop all of them");
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
        QueryBody.Select select = new QueryBody.Select(
                Optional.empty(),
                some,
                from,
                where,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                span);
        return session.binder(snapshots, parameters).bind(Query.of(select));
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
