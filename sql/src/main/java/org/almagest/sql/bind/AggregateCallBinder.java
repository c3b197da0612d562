package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.AggregateFunction.Detail;
import org.almagest.exec.function.AggregateFunction.Kind;
import org.almagest.exec.function.ListingAggregates;
import org.almagest.exec.function.OrderedAggregates;
import org.almagest.exec.function.SortKeyFunction;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.sql.ast.Expression.FunctionCall;
import org.almagest.sql.ast.SortItem;

/// Binds one call of an aggregate, whether rows are grouped or it stands before OVER: finds the
/// function and brings the arguments to its types. What must be the same for all groups becomes the
/// function's detail, an order the last argument.
final class AggregateCallBinder {
    private static final int MOST_BINS = 10_000;
    private static final int MOST_VALUES = 1_000_000;

    private final ExpressionBinder expressions;
    private final BindContext context;
    private final ConstantArguments constants;

    AggregateCallBinder(ExpressionBinder expressions, BindContext context) {
        this.expressions = expressions;
        this.context = context;
        constants = new ConstantArguments(expressions);
    }

    AggregateCall bind(String name, FunctionCall call) {
        if (OrderedAggregates.isOrdered(name)) {
            return new OrderedSetBinder(expressions).bind(name, call);
        }
        if (call.nullTreatment().isPresent()) {
            throw refused("an aggregate takes neither IGNORE NULLS nor RESPECT NULLS", call);
        }
        if (ListingAggregates.isListing(name)) {
            return new ListingBinder(expressions, constants).bind(name, call);
        }
        if (!call.withinGroup().isEmpty()) {
            throw refused(name + " does not take WITHIN GROUP", call);
        }
        call.orderBy().forEach(item -> expressions.bind(item.expression()));
        int arguments = call.arguments().size();
        return switch (name) {
            case "approx_quantile" -> arguments == 2 ? quantile(name, call) : plain(name, call);
            case "histogram" -> arguments == 4 ? histogram(name, call) : plain(name, call);
            case "min", "max" -> arguments == 2 ? best(name.equals("min"), 0, call) : plain(name, call);
            case "arg_min", "argmin", "min_by" -> arguments == 3 ? best(true, 1, call) : plain(name, call);
            case "arg_max", "argmax", "max_by" -> arguments == 3 ? best(false, 1, call) : plain(name, call);
            default -> plain(name, call);
        };
    }

    private AggregateCall plain(String name, FunctionCall call) {
        List<Expression> bound =
                call.arguments().stream().map(expressions::bind).toList();
        AggregateFunction function = context.functions()
                .aggregate(name, bound.stream().map(Expression::type).toList())
                .orElseThrow(() -> unknown(name, bound, call));
        boolean extreme = function.kind() == Kind.ARG_MIN || function.kind() == Kind.ARG_MAX;
        if (call.distinct() && bound.size() > 1 && !extreme) {
            throw refused("DISTINCT works with one argument", call);
        }
        return of(function, bound, call);
    }

    private AggregateCall quantile(String name, FunctionCall call) {
        return detailed(name, new Detail.Share(constants.share(call.arguments().get(1))), call);
    }

    private AggregateCall histogram(String name, FunctionCall call) {
        double low = constants.finite(call.arguments().get(1), "the lower end");
        double high = constants.finite(call.arguments().get(2), "the upper end");
        int bins = constants.count(call.arguments().get(3), "the number of bins", MOST_BINS);
        if (!(low < high)) {
            throw AlmagestException.of(SqlState.NUMERIC_OUT_OF_RANGE, "the lower end must be less than the upper one")
                    .at(call.arguments().get(1).span().start());
        }
        return detailed(name, new Detail.Bins(low, high, bins), call);
    }

    private AggregateCall detailed(String name, Detail detail, FunctionCall call) {
        Expression value = expressions.bind(call.arguments().getFirst());
        AggregateFunction function = context.functions()
                .aggregate(name, value.type(), detail)
                .orElseThrow(() -> unknown(name, List.of(value), call));
        return of(function, List.of(value), call);
    }

    /// The values of the `n` rows that are first in the order of another argument, or of the value.
    private AggregateCall best(boolean least, int by, FunctionCall call) {
        if (call.distinct()) {
            throw refused("DISTINCT does not work with a number of values", call);
        }
        Expression value = Typing.typed(expressions.bind(call.arguments().getFirst()));
        Expression key =
                by == 0 ? value : Typing.typed(expressions.bind(call.arguments().get(1)));
        int count = constants.count(call.arguments().getLast(), "the number of values", MOST_VALUES);
        ListingBinder.requireOrder(key, call.arguments().get(by).span());
        AggregateFunction function =
                ListingAggregates.best(least, value.type(), count).orElseThrow(() -> refused("arrays of arrays", call));
        Expression place =
                new Expression.Call(SortKeyFunction.strict(key.type(), !least), List.of(key), ScalarType.BLOB);
        return new AggregateCall(function, List.of(value, place), false, filter(expressions, call));
    }

    private AggregateCall of(AggregateFunction function, List<Expression> bound, FunctionCall call) {
        List<Expression> coerced = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            DataType type = function.argumentTypes().get(i);
            coerced.add(
                    Typing.coerce(bound.get(i), type, call.arguments().get(i).span()));
        }
        return new AggregateCall(function, coerced, call.distinct(), filter(expressions, call));
    }

    static Optional<Expression> filter(ExpressionBinder expressions, FunctionCall call) {
        return call.filter().map(condition -> expressions.condition(condition, "FILTER"));
    }

    static AlmagestException refused(String message, FunctionCall call) {
        return AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, message)
                .at(call.span().start());
    }

    private AlmagestException unknown(String name, List<Expression> bound, FunctionCall call) {
        String types =
                bound.stream().map(argument -> argument.type().sqlName()).collect(Collectors.joining(", ", "(", ")"));
        String kind = call.over().isPresent() ? "window function " : "aggregate ";
        return AlmagestException.of(SqlState.UNDEFINED_FUNCTION, "there is no " + kind + name + types)
                .at(call.span().start())
                .hint("there is " + String.join(", ", context.functions().signatures(name)));
    }

    /// Answers the sort items of a call, wherever they were written.
    static List<SortItem> order(FunctionCall call) {
        return call.withinGroup().isEmpty() ? call.orderBy() : call.withinGroup();
    }
}
