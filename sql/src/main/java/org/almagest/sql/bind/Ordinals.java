package org.almagest.sql.bind;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.SortItem;

/// Positions in the select list (`GROUP BY 1`, `ORDER BY 2 DESC`) and the rest of what an order key
/// says.
final class Ordinals {
    private Ordinals() {}

    /// Answers the zero-based position that a bare integer names, or fails when there is no such
    /// column.
    static Optional<Integer> of(org.almagest.sql.ast.Expression expression, int columns, String clause) {
        if (!(expression instanceof Literal.IntegerLiteral(var value, var span))) {
            return Optional.empty();
        }
        boolean exists = value.signum() > 0 && value.compareTo(BigInteger.valueOf(columns)) <= 0;
        if (!exists) {
            throw AlmagestException.of(
                            SqlState.INVALID_COLUMN_REFERENCE,
                            clause + " " + value + " is not a position in the select list")
                    .at(span.start())
                    .hint("the select list has " + columns + " columns");
        }
        return Optional.of(value.intValue() - 1);
    }

    /// Answers the keys of ORDER BY ALL, which are positions; any others as they are.
    static List<SortItem> expand(List<SortItem> items, int columns) {
        if (items.size() != 1
                || !(items.getFirst().expression() instanceof org.almagest.sql.ast.Expression.AllColumns(var span))) {
            return items;
        }
        SortItem all = items.getFirst();
        return IntStream.rangeClosed(1, columns)
                .mapToObj(position -> new SortItem(
                        new Literal.IntegerLiteral(BigInteger.valueOf(position), span),
                        all.direction(),
                        all.nulls(),
                        all.span()))
                .toList();
    }

    /// Answers an order key; NULLs come last when ascending and first when descending, unless said
    /// otherwise.
    static LogicalPlan.OrderKey orderKey(SortItem item, Expression key) {
        boolean descending = item.direction() == SortItem.Direction.DESCENDING;
        boolean nullsFirst =
                item.nulls().map(nulls -> nulls == SortItem.NullOrder.FIRST).orElse(descending);
        return new LogicalPlan.OrderKey(key, descending, nullsFirst);
    }
}
