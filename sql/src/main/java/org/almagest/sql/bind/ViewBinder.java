package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.syntax.Parser;

/// Binds a view where it is named: its text is a query by itself, which sees no common table and no
/// column of the query around, and looks for names where the view was made.
final class ViewBinder {
    private final BindContext context;
    private final QueryBinder queries;

    ViewBinder(BindContext context, QueryBinder queries) {
        this.context = context;
        this.queries = queries;
    }

    /// Binds the query of a view and gives its columns their names. A failure points at `span`, where
    /// the view is named, for the statement has no place for what is wrong in the view's text.
    BoundQuery bind(NamedRows.View view, Span span) {
        context.enter(view, span);
        try {
            if (!(Parser.parseStatement(view.definition().query()) instanceof Statement.Select select)) {
                throw AlmagestException.of(SqlState.INTERNAL_ERROR, "the text of a view is not a query");
            }
            return named(view, queries.bind(select.query(), CommonTables.NONE));
        } catch (AlmagestException failed) {
            throw AlmagestException.of(
                            failed.state(),
                            "the view " + view.name() + " does not work: " + failed.getMessage(),
                            failed)
                    .at(span.start())
                    .hint(failed.hint().orElse("DROP VIEW and make it anew"));
        } finally {
            context.leaveView();
        }
    }

    private static BoundQuery named(NamedRows.View view, BoundQuery query) {
        List<String> names = view.definition().columnNames();
        if (names.size() > query.columns().size()) {
            throw AlmagestException.of(
                    SqlState.INVALID_COLUMN_REFERENCE,
                    names.size() + " column names are given for "
                            + query.columns().size() + " columns");
        }
        List<BoundColumn> columns = new ArrayList<>(query.columns());
        for (int i = 0; i < names.size(); i++) {
            BoundColumn column = columns.get(i);
            columns.set(i, new BoundColumn(names.get(i), column.column(), column.meaning()));
        }
        return new BoundQuery(query.plan(), columns);
    }
}
