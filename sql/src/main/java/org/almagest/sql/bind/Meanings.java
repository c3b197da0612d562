package org.almagest.sql.bind;

import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;

/// What is known of the meaning of a computed column: a column passed on keeps everything, the mean
/// of magnitudes is in magnitudes.
final class Meanings {
    private Meanings() {}

    static ColumnMeaning of(Expression expression, BindContext context) {
        return switch (expression) {
            case Expression.ColumnRef ref -> context.known(ref.index()).meaning();
            case Expression.Call call when call.function().name().equals("distance") -> ColumnMeaning.ofUnit("deg");
            default -> ColumnMeaning.NONE;
        };
    }

    static ColumnMeaning of(AggregateCall call, BindContext context) {
        return switch (call.function().kind()) {
            case SUM, AVG, MIN, MAX, STDDEV_SAMP, STDDEV_POP, MEDIAN, ANY_VALUE ->
                ColumnMeaning.ofUnit(of(call.arguments().getFirst(), context).unit());
            default -> ColumnMeaning.NONE;
        };
    }
}
