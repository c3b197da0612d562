package org.almagest.sql.bind;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.AggregateFunction.Detail;
import org.almagest.exec.function.OrderedAggregates;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.sql.ast.Expression.ArrayConstructor;
import org.almagest.sql.ast.Expression.FunctionCall;
import org.almagest.sql.ast.SortItem;
import org.almagest.sql.ast.Span;

/// Binds `percentile_cont(share) WITHIN GROUP (ORDER BY x)` and its like, and `quantile_cont(x,
/// share)`: what is ordered becomes the argument, the share part of the function. Several shares
/// give an array.
final class OrderedSetBinder {
    private final ExpressionBinder expressions;

    OrderedSetBinder(ExpressionBinder expressions) {
        this.expressions = expressions;
    }

    AggregateCall bind(String name, FunctionCall call) {
        if (call.distinct() || !call.orderBy().isEmpty() || call.nullTreatment().isPresent()) {
            throw AlmagestException.of(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            name + " takes neither DISTINCT nor ORDER BY among its arguments")
                    .at(call.span().start());
        }
        boolean valueIsArgument = OrderedAggregates.takesValues(name)
                || name.equals("mode") && call.withinGroup().isEmpty();
        return valueIsArgument ? ofArgument(name, call) : withinGroup(name, call);
    }

    private AggregateCall withinGroup(String name, FunctionCall call) {
        int shares = OrderedAggregates.takesShare(name) ? 1 : 0;
        if (call.withinGroup().size() != 1 || call.arguments().size() != shares) {
            throw AlmagestException.of(
                            SqlState.UNDEFINED_FUNCTION,
                            name + (shares == 1 ? " takes a share and" : " takes no argument, but") + " one sort key")
                    .at(call.span().start())
                    .hint("write " + name + (shares == 1 ? "(0.5)" : "()") + " WITHIN GROUP (ORDER BY ...)");
        }
        SortItem item = call.withinGroup().getFirst();
        boolean descending = item.direction() == SortItem.Direction.DESCENDING;
        Detail place = shares == 1 ? place(call.arguments().getFirst(), descending) : new Detail.Place(0, descending);
        return of(name, item.expression(), item.span(), place, call);
    }

    private AggregateCall ofArgument(String name, FunctionCall call) {
        int shares = OrderedAggregates.takesShare(name) ? 1 : 0;
        if (!call.withinGroup().isEmpty() || call.arguments().size() != 1 + shares) {
            throw AlmagestException.of(
                            SqlState.UNDEFINED_FUNCTION,
                            name + (shares == 1 ? " takes a value and a share" : " takes one value"))
                    .at(call.span().start())
                    .hint("write " + name + (shares == 1 ? "(x, 0.5)" : "(x)"));
        }
        Detail place = shares == 1 ? place(call.arguments().get(1), false) : new Detail.Place(0, false);
        org.almagest.sql.ast.Expression value = call.arguments().getFirst();
        return of(name, value, value.span(), place, call);
    }

    private AggregateCall of(
            String name, org.almagest.sql.ast.Expression value, Span span, Detail place, FunctionCall call) {
        Expression key = Typing.typed(expressions.bind(value));
        AggregateFunction function = OrderedAggregates.find(name, key.type(), place)
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.UNDEFINED_FUNCTION,
                                "there is no " + name + " of " + key.type().sqlName())
                        .at(span.start())
                        .hint("order by a number" + (name.endsWith("_cont") ? "" : ", a date or a time")));
        Optional<Expression> filter = call.filter().map(condition -> expressions.condition(condition, "FILTER"));
        return new AggregateCall(
                function, List.of(Typing.coerce(key, function.argumentTypes().getFirst(), span)), false, filter);
    }

    private Detail place(org.almagest.sql.ast.Expression syntax, boolean descending) {
        ConstantArguments constants = new ConstantArguments(expressions);
        return syntax instanceof ArrayConstructor array && !array.elements().isEmpty()
                ? new Detail.Places(
                        array.elements().stream().map(constants::share).toList(), descending)
                : new Detail.Place(constants.share(syntax), descending);
    }
}
