package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.sort.SortColumn;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.ListingAggregates;
import org.almagest.exec.function.SortKeyFunction;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Expression.FunctionCall;
import org.almagest.sql.ast.SortItem;
import org.almagest.sql.ast.Span;

/// Binds the aggregates that look at the order of rows: `string_agg(x, ', ' ORDER BY y DESC)`.
///
/// ```text
/// arguments   the value, and the normalised key of its order; an empty key where there is none
/// ```
final class ListingBinder {
    private static final Expression NO_ORDER = new Expression.Literal(new Value.OfBytes(List.of()), ScalarType.BLOB);

    private final ExpressionBinder expressions;
    private final ConstantArguments constants;

    ListingBinder(ExpressionBinder expressions, ConstantArguments constants) {
        this.expressions = expressions;
        this.constants = constants;
    }

    AggregateCall bind(String name, FunctionCall call) {
        int most = ListingAggregates.takesSeparator(name) ? 2 : 1;
        if (call.star() || call.arguments().isEmpty() || call.arguments().size() > most) {
            throw AlmagestException.of(
                            SqlState.UNDEFINED_FUNCTION,
                            name + (most == 2 ? " takes a text and a separator" : " takes one argument"))
                    .at(call.span().start())
                    .hint("write " + name + (most == 2 ? "(x, ', ' ORDER BY ...)" : "(x ORDER BY ...)"));
        }
        Expression value = Typing.typed(expressions.bind(call.arguments().getFirst()));
        Span span = call.arguments().getFirst().span();
        String separator = call.arguments().size() == 2
                ? constants.text(call.arguments().get(1), "the separator")
                : most == 2 ? "," : "";
        if (most == 2 && value.type() != ScalarType.VARCHAR) {
            value = text(value, name, span);
        }
        List<Expression> keys = new ArrayList<>();
        List<SortColumn> columns = new ArrayList<>();
        for (SortItem item : AggregateCallBinder.order(call)) {
            addKey(item, call, value, keys, columns);
        }
        boolean ordered = !keys.isEmpty();
        Expression bound = value;
        AggregateFunction function = ListingAggregates.find(name, value.type(), ordered, separator)
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.UNDEFINED_FUNCTION,
                                "there is no " + name + " of " + bound.type().sqlName())
                        .at(span.start())
                        .hint("list an element"));
        List<Expression> arguments = new ArrayList<>(
                List.of(Typing.coerce(value, function.argumentTypes().getFirst(), span)));
        if (function.argumentTypes().size() == 2) {
            arguments.add(
                    ordered
                            ? new Expression.Call(new SortKeyFunction(columns, false), keys, ScalarType.BLOB)
                            : NO_ORDER);
        }
        return new AggregateCall(function, arguments, call.distinct(), AggregateCallBinder.filter(expressions, call));
    }

    private static Expression text(Expression value, String name, Span span) {
        if (!CastRules.allowed(value.type(), ScalarType.VARCHAR)) {
            throw AlmagestException.of(
                            SqlState.UNDEFINED_FUNCTION,
                            "there is no " + name + " of " + value.type().sqlName())
                    .at(span.start());
        }
        return new Expression.Cast(value, ScalarType.VARCHAR, false);
    }

    private void addKey(
            SortItem item, FunctionCall call, Expression value, List<Expression> keys, List<SortColumn> columns) {
        Expression key = Typing.typed(expressions.bind(item.expression()));
        requireOrder(key, item.span());
        if (call.distinct() && !key.equals(value) && !isCastOf(value, key)) {
            throw AlmagestException.of(
                            SqlState.INVALID_COLUMN_REFERENCE,
                            "with DISTINCT, ORDER BY takes only the argument of the aggregate")
                    .at(item.span().start());
        }
        if (!Constants.isConstant(key)) {
            LogicalPlan.OrderKey order = Ordinals.orderKey(item, key);
            columns.add(new SortColumn(keys.size(), key.type(), order.descending(), order.nullsFirst()));
            keys.add(key);
        }
    }

    private static boolean isCastOf(Expression value, Expression key) {
        return value instanceof Expression.Cast cast && cast.input().equals(key);
    }

    /// Fails where values of a type have no order.
    static void requireOrder(Expression key, Span span) {
        if (key.type() instanceof ArrayType) {
            throw AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, "arrays have no order")
                    .at(span.start())
                    .hint("order by an element");
        }
    }
}
