package org.almagest.sql.bind;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.WindowCall;
import org.almagest.exec.plan.WindowFunction;

/// What is known of the meaning of a computed column: a column passed on keeps everything; what is
/// computed keeps the unit where it must be the same. The mean of magnitudes is in magnitudes.
final class Meanings {
    private static final Set<String> KEEP_UNIT = Set.of("neg", "abs", "floor", "ceil", "ceiling", "round", "trunc");
    private static final Set<String> KEEP_COMMON_UNIT = Set.of("+", "-", "greatest", "least");

    private Meanings() {}

    static ColumnMeaning of(Expression expression, BindContext context) {
        return expression instanceof Expression.ColumnRef ref
                ? context.known(ref.index()).meaning()
                : ColumnMeaning.ofUnit(unit(expression, context));
    }

    private static String unit(Expression expression, BindContext context) {
        return switch (expression) {
            case Expression.ColumnRef ref ->
                context.known(ref.index()).meaning().unit();
            case Expression.Cast cast when cast.type().isNumeric() -> unit(cast.input(), context);
            case Expression.Coalesce coalesce -> common(coalesce.arguments(), context);
            case Expression.Call call -> ofCall(call, context);
            default -> "";
        };
    }

    private static String ofCall(Expression.Call call, BindContext context) {
        String name = call.function().name();
        if (name.equals("distance")) {
            return "deg";
        }
        if (KEEP_UNIT.contains(name)) {
            return unit(call.arguments().getFirst(), context);
        }
        return KEEP_COMMON_UNIT.contains(name) ? common(call.arguments(), context) : "";
    }

    /// From the last operand to the first: a long sum leans to the left, and most end here.
    private static String common(List<Expression> operands, BindContext context) {
        String common = unit(operands.getLast(), context);
        for (int i = operands.size() - 2; i >= 0 && !common.isEmpty(); i--) {
            common = unit(operands.get(i), context).equals(common) ? common : "";
        }
        return common;
    }

    /// The value of another row means what it means there.
    static ColumnMeaning of(WindowCall call, BindContext context) {
        return switch (call.function()) {
            case WindowFunction.Ranking ranking -> ColumnMeaning.NONE;
            case WindowFunction.Picking picking -> of(call.arguments().getFirst(), context);
            case WindowFunction.OfAggregate(var function) ->
                of(new AggregateCall(function, call.arguments(), false, Optional.empty()), context);
        };
    }

    static ColumnMeaning of(AggregateCall call, BindContext context) {
        return switch (call.function().kind()) {
            case SUM, AVG, MIN, MAX, ARG_MIN, ARG_MAX, STDDEV_SAMP, STDDEV_POP, MEDIAN, ANY_VALUE ->
                ColumnMeaning.ofUnit(unit(call.arguments().getFirst(), context));
            default -> ColumnMeaning.NONE;
        };
    }
}
