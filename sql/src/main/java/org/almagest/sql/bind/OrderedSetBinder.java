package org.almagest.sql.bind;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.AggregateFunction.Place;
import org.almagest.exec.function.OrderedAggregates;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.sql.ast.Expression.FunctionCall;
import org.almagest.sql.ast.SortItem;

/// Binds `percentile_cont(share) WITHIN GROUP (ORDER BY x)` and its like: the sort key becomes the
/// argument, the share part of the function.
final class OrderedSetBinder {
    private final ExpressionBinder expressions;

    OrderedSetBinder(ExpressionBinder expressions) {
        this.expressions = expressions;
    }

    AggregateCall bind(String name, FunctionCall call) {
        int shares = OrderedAggregates.takesShare(name) ? 1 : 0;
        if (call.withinGroup().size() != 1 || call.arguments().size() != shares) {
            throw AlmagestException.of(
                            SqlState.UNDEFINED_FUNCTION,
                            name + (shares == 1 ? " takes a share and" : " takes no argument, but") + " one sort key")
                    .at(call.span().start())
                    .hint("write " + name + (shares == 1 ? "(0.5)" : "()") + " WITHIN GROUP (ORDER BY ...)");
        }
        if (call.distinct() || !call.orderBy().isEmpty() || call.nullTreatment().isPresent()) {
            throw AlmagestException.of(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            name + " takes neither DISTINCT nor ORDER BY among its arguments")
                    .at(call.span().start());
        }
        SortItem item = call.withinGroup().getFirst();
        boolean descending = item.direction() == SortItem.Direction.DESCENDING;
        double share = shares == 1 ? share(call.arguments().getFirst()) : 0;
        Expression key = Typing.typed(expressions.bind(item.expression()));
        AggregateFunction function = OrderedAggregates.find(name, key.type(), new Place(share, descending))
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.UNDEFINED_FUNCTION,
                                "there is no " + name + " of " + key.type().sqlName())
                        .at(item.span().start())
                        .hint("order by a number" + (name.equals("percentile_cont") ? "" : ", a date or a time")));
        Optional<Expression> filter = call.filter().map(condition -> expressions.condition(condition, "FILTER"));
        return new AggregateCall(
                function, List.of(Typing.coerce(key, function.argumentTypes().getFirst(), item.span())), false, filter);
    }

    private double share(org.almagest.sql.ast.Expression syntax) {
        Expression bound = expressions.bind(syntax);
        boolean number = bound.type().isNumeric() && Constants.isConstant(bound);
        if (!number) {
            throw AlmagestException.of(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            "the share must be a number that is the same for all groups")
                    .at(syntax.span().start());
        }
        Value value = Constants.evaluate(Typing.coerce(bound, ScalarType.DOUBLE, syntax.span()));
        if (value instanceof Value.OfDouble(double share) && share >= 0 && share <= 1) {
            return share;
        }
        throw AlmagestException.of(SqlState.NUMERIC_OUT_OF_RANGE, "the share must lie between 0 and 1")
                .at(syntax.span().start());
    }
}
