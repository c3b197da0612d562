package org.almagest.exec.function;

import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;

/// The columns of an input that hold a position in degrees: the numbers of right ascension and
/// declination.
public record PositionRef(int ra, int dec) {
    /// Answers whether two expressions are this position.
    public boolean is(Expression raExpression, Expression decExpression) {
        return isColumn(raExpression, ra) && isColumn(decExpression, dec);
    }

    private static boolean isColumn(Expression expression, int number) {
        return switch (expression) {
            case Expression.ColumnRef(int index, var type) -> index == number;
            case Expression.Cast(Expression.ColumnRef(int index, var from), var to, boolean orNull, var place) ->
                index == number && from == ScalarType.REAL && to == ScalarType.DOUBLE;
            default -> false;
        };
    }
}
