package org.almagest.sql.syntax;

import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Expression.FunctionCall;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.SelectItem;

/// The name of a column that was given none: that of the column it reads, else the text of its
/// expression, as in DuckDB.
///
/// ```text
/// t.ra             ra
/// COUNT( * )       count(*)
/// g_mag-1          g_mag - 1
/// current_date     current_date
/// (SELECT max(x))  max(x)
/// ```
public final class DefaultName {
    private DefaultName() {}

    public static String of(Expression expression) {
        return switch (expression) {
            case Expression.ColumnRef column -> column.name().last().name();
            case Expression.ScalarSubquery subquery -> ofFirstColumn(subquery);
            case FunctionCall call
            when call.arguments().isEmpty()
                    && !call.decorated()
                    && call.name().text().startsWith("current_") -> call.name().text();
            default -> text(expression);
        };
    }

    private static String ofFirstColumn(Expression.ScalarSubquery subquery) {
        return subquery.query().body() instanceof QueryBody.Select select
                        && select.items().getFirst() instanceof SelectItem.Single single
                ? single.alias().map(alias -> alias.name()).orElseGet(() -> of(single.expression()))
                : text(subquery);
    }

    private static String text(Expression expression) {
        var out = new TextWriter(false);
        out.expressions.print(expression, Precedence.LOWEST);
        return out.toString();
    }
}
