package org.almagest.optimizer.rule;

import java.util.Optional;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;

/// A date that is compared with a constant timestamp is compared with a constant date: so a scan
/// understands it, and nothing is converted row by row.
///
/// ```text
/// CAST(day AS TIMESTAMP) < TIMESTAMP '1998-09-02 00:00'    =>    day < DATE '1998-09-02'
/// CAST(day AS TIMESTAMP) < TIMESTAMP '1998-09-02 12:00'    =>    day <= DATE '1998-09-02'
/// ```
final class DateComparisons {
    private DateComparisons() {}

    /// Answers the comparison in days where it is one of a date, else itself.
    static Expression simplified(Expression.Compare compare) {
        Optional<Expression> simplified = compare.right() instanceof Expression.Literal right
                ? of(compare.left(), compare.comparison(), right)
                : compare.left() instanceof Expression.Literal left
                        ? of(compare.right(), compare.comparison().flipped(), left)
                        : Optional.empty();
        return simplified.orElse(compare);
    }

    private static Optional<Expression> of(Expression side, Comparison comparison, Expression.Literal literal) {
        boolean ofDate = side instanceof Expression.Cast cast
                && cast.input().type() == ScalarType.DATE
                && isTimestamp(cast.type())
                && literal.value() instanceof Value.OfLong;
        if (!ofDate) {
            return Optional.empty();
        }
        Expression date = ((Expression.Cast) side).input();
        long micros = ((Value.OfLong) literal.value()).value();
        long day = Math.floorDiv(micros, IntervalValue.MICROS_PER_DAY);
        if (day != (int) day) {
            return Optional.empty();
        }
        boolean midnight = day * IntervalValue.MICROS_PER_DAY == micros;
        return inDays(comparison, midnight)
                .map(within ->
                        new Expression.Compare(within, date, new Expression.Literal(Value.of(day), ScalarType.DATE)));
    }

    private static boolean isTimestamp(DataType type) {
        return type == ScalarType.TIMESTAMP || type == ScalarType.TIMESTAMPTZ;
    }

    /// Answers how a date compares with the day of the constant; no date equals a time within a day.
    private static Optional<Comparison> inDays(Comparison comparison, boolean midnight) {
        if (midnight) {
            return Optional.of(comparison);
        }
        return switch (comparison) {
            case LESS, LESS_OR_EQUAL -> Optional.of(Comparison.LESS_OR_EQUAL);
            case GREATER, GREATER_OR_EQUAL -> Optional.of(Comparison.GREATER);
            case EQUAL, NOT_EQUAL -> Optional.empty();
        };
    }
}
