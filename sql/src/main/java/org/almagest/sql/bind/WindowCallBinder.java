package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.WindowFunctions;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.WindowCall;
import org.almagest.exec.plan.WindowFrame;
import org.almagest.exec.plan.WindowFunction;
import org.almagest.sql.ast.Expression.FunctionCall;
import org.almagest.sql.ast.Expression.NullTreatment;
import org.almagest.sql.ast.Span;

/// Binds one call with OVER: finds the function and brings its arguments to their types. A FILTER
/// goes into the arguments: rows that it leaves out have NULL there, which no aggregate counts.
final class WindowCallBinder {
    private final BindContext context;
    private final ExpressionBinder expressions;

    WindowCallBinder(BindContext context, ExpressionBinder expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    WindowCall bind(FunctionCall call, FrameBinder.Bound frame) {
        String name = call.name().last().name();
        if (WindowFunctions.isWindow(name)) {
            return window(name, call, frame);
        }
        if (context.functions().isAggregate(name)) {
            return aggregate(name, call, frame);
        }
        boolean known = context.functions().names().contains(name);
        throw known
                ? AlmagestException.of(
                                SqlState.WRONG_OBJECT_TYPE, name + " is neither a window function nor an aggregate")
                        .at(call.span().start())
                        .hint("OVER belongs to these alone")
                : AlmagestException.of(SqlState.UNDEFINED_FUNCTION, "there is no window function " + name)
                        .at(call.span().start())
                        .hint(NearestName.question(name, context.functions().names()));
    }

    private WindowCall window(String name, FunctionCall call, FrameBinder.Bound frame) {
        refuse(call.distinct(), name + " does not take DISTINCT", call);
        refuse(!call.orderBy().isEmpty() || !call.withinGroup().isEmpty(), name + " does not take ORDER BY", call);
        refuse(call.filter().isPresent(), name + " does not take FILTER", call);
        refuse(call.star(), name + " does not take *", call);
        List<Expression> bound = new ArrayList<>();
        for (org.almagest.sql.ast.Expression argument : call.arguments()) {
            bound.add(Typing.typed(expressions.bind(argument)));
        }
        DataType type = bound.isEmpty() ? ScalarType.BIGINT : bound.getFirst().type();
        if (bound.size() == 3) {
            List<Span> spans = List.of(
                    call.arguments().get(0).span(), call.arguments().get(2).span());
            type = Typing.commonType(List.of(bound.get(0), bound.get(2)), spans, name);
        }
        WindowFunction function = WindowFunctions.find(name, bound.size(), type)
                .orElseThrow(() -> unknown(name, bound, WindowFunctions.signatures(name), call));
        boolean ranks = function instanceof WindowFunction.Ranking;
        boolean ignoreNulls =
                call.nullTreatment().filter(t -> t == NullTreatment.IGNORE).isPresent();
        refuse(ranks && call.nullTreatment().isPresent(), name + " does not look at NULLs", call);
        List<Expression> coerced = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            boolean number = ranks || i == 1;
            coerced.add(
                    number
                            ? wholeNumber(bound.get(i), call, i)
                            : Typing.coerce(
                                    bound.get(i), type, call.arguments().get(i).span()));
        }
        boolean framed = function instanceof WindowFunction.Picking picking && picking.looksAtFrame();
        return framed
                ? new WindowCall(function, coerced, ignoreNulls, frame.frame(), frame.rangeKey())
                : new WindowCall(function, coerced, ignoreNulls, WindowFrame.DEFAULT, Optional.empty());
    }

    private static Expression wholeNumber(Expression bound, FunctionCall call, int argument) {
        Span span = call.arguments().get(argument).span();
        boolean nothing =
                bound instanceof Expression.Literal literal && literal.value().isNull();
        if (!bound.type().isInteger() && !nothing && !Typing.adapts(bound, ScalarType.BIGINT)) {
            throw AlmagestException.of(
                            SqlState.DATATYPE_MISMATCH,
                            "argument " + (argument + 1) + " of "
                                    + call.name().last().name() + " must be an integer, not "
                                    + bound.type().sqlName())
                    .at(span.start());
        }
        return Typing.coerce(bound, ScalarType.BIGINT, span);
    }

    private static void refuse(boolean present, String message, FunctionCall call) {
        if (present) {
            throw AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, message)
                    .at(call.span().start());
        }
    }

    private WindowCall aggregate(String name, FunctionCall call, FrameBinder.Bound frame) {
        refuse(call.distinct(), "DISTINCT does not work with OVER", call);
        refuse(
                !call.orderBy().isEmpty() || !call.withinGroup().isEmpty(),
                "ORDER BY among the arguments does not work with OVER",
                call);
        AggregateCall bound = new AggregateCallBinder(expressions, context).bind(name, call);
        AggregateFunction function = bound.function();
        refuse(function.kind().keepsValues(), name + " does not work with OVER", call);
        List<Expression> coerced = new ArrayList<>(bound.arguments());
        if (bound.filter().isEmpty()) {
            return new WindowCall(
                    new WindowFunction.OfAggregate(function), coerced, false, frame.frame(), frame.rangeKey());
        }
        Expression filter = bound.filter().orElseThrow();
        if (coerced.isEmpty()) {
            coerced.add(new Expression.Literal(Value.of(true), ScalarType.BOOLEAN));
            function = context.functions()
                    .aggregate(name, List.of(ScalarType.BOOLEAN))
                    .orElseThrow();
        }
        List<Expression> filtered =
                coerced.stream().map(argument -> where(filter, argument)).toList();
        return new WindowCall(
                new WindowFunction.OfAggregate(function), filtered, false, frame.frame(), frame.rangeKey());
    }

    private static Expression where(Expression filter, Expression argument) {
        return new Expression.Case(
                List.of(new Expression.Branch(filter, argument)),
                new Expression.Literal(Value.NULL, argument.type()),
                argument.type());
    }

    private static AlmagestException unknown(
            String name, List<Expression> bound, List<String> signatures, FunctionCall call) {
        String types =
                bound.stream().map(argument -> argument.type().sqlName()).collect(Collectors.joining(", ", "(", ")"));
        return AlmagestException.of(SqlState.UNDEFINED_FUNCTION, "there is no window function " + name + types)
                .at(call.span().start())
                .hint("there is " + String.join(", ", signatures));
    }
}
