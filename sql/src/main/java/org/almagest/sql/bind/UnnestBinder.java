package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.Unnesting;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Expression.FunctionCall;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.TableReference;

/// Binds what multiplies rows: `generate_series`, `range` and `unnest`, in FROM and `unnest` in a
/// select list.
final class UnnestBinder {
    private static final LogicalPlan ONE_ROW = new LogicalPlan.Values(List.of(), List.of(List.of()));
    private static final Set<String> NAMES = Set.of("generate_series", "range", "unnest");
    private static final int MOST_ARGUMENTS = 3;

    private final BindContext context;

    UnnestBinder(BindContext context) {
        this.context = context;
    }

    /// Answers whether an item of FROM is one of these.
    static boolean isOne(TableReference item) {
        return item instanceof TableReference.Function function
                && NAMES.contains(function.name().last().name());
    }

    /// Binds an item of FROM beside the rows of a plan.
    LogicalPlan.Unnest bind(TableReference.Function function, LogicalPlan input, Scope scope, boolean outer) {
        String name = function.name().last().name();
        ExpressionBinder binder = ExpressionBinder.scalar(context, scope);
        List<Expression> arguments = new ArrayList<>();
        function.arguments().forEach(argument -> arguments.add(binder.bind(argument)));
        if (name.equals("unnest")) {
            List<Span> spans = function.arguments().stream()
                    .map(org.almagest.sql.ast.Expression::span)
                    .toList();
            return elements(arguments, spans, input, outer, place(function), function.span(), name);
        }
        boolean ofMoments = arguments.size() == MOST_ARGUMENTS && !isNumber(arguments.getLast());
        if (ofMoments) {
            Expression array = new CallBinder(binder, context).function(name, arguments, function.span());
            return elements(
                    List.of(array), List.of(function.span()), input, outer, place(function), function.span(), name);
        }
        if (arguments.isEmpty() || arguments.size() > MOST_ARGUMENTS) {
            throw wrongArguments(name, function.span());
        }
        for (int a = 0; a < arguments.size(); a++) {
            if (!isNumber(arguments.get(a))) {
                throw wrongArguments(name, function.arguments().get(a).span());
            }
            arguments.set(a, Typing.coerce(arguments.get(a), ScalarType.BIGINT, function.span()));
        }
        if (arguments.size() == 1) {
            arguments.addFirst(number(0));
        }
        if (arguments.size() == 2) {
            arguments.add(number(1));
        }
        Unnesting form = name.equals("range") ? Unnesting.RANGE : Unnesting.SERIES;
        BoundColumn column = context.column(name, ScalarType.BIGINT, ColumnMeaning.NONE);
        return new LogicalPlan.Unnest(input, form, arguments, outer, List.of(column.column()), place(function));
    }

    private static boolean isNumber(Expression argument) {
        return argument.type().isInteger() || argument.type() == ScalarType.NULL;
    }

    private Optional<LogicalPlan.Column> place(TableReference.Function function) {
        return function.withOrdinality()
                ? Optional.of(context.column("ordinality", ScalarType.BIGINT, ColumnMeaning.NONE)
                        .column())
                : Optional.empty();
    }

    private static AlmagestException wrongArguments(String name, Span span) {
        return AlmagestException.of(SqlState.UNDEFINED_FUNCTION, name + " takes one to three integers")
                .at(span.start())
                .hint(name + "(last), " + name + "(first, last), " + name + "(first, last, step); of moments " + name
                        + "(first, last, interval)");
    }

    private static Expression number(long value) {
        return new Expression.Literal(Value.of(value), ScalarType.BIGINT);
    }

    /// Binds a call in a select list beside those that are there already; the rows come later.
    LogicalPlan.Unnest elements(FunctionCall call, ExpressionBinder binder, Optional<LogicalPlan.Unnest> beside) {
        if (call.arguments().size() != 1) {
            throw notOneArray(call.span());
        }
        List<Expression> arguments = call.arguments().stream().map(binder::bind).toList();
        LogicalPlan.Unnest one =
                elements(arguments, List.of(call.span()), ONE_ROW, false, Optional.empty(), call.span(), "unnest");
        if (beside.isEmpty()) {
            return one;
        }
        List<Expression> arrays = new ArrayList<>(beside.get().arguments());
        arrays.addAll(one.arguments());
        List<LogicalPlan.Column> values = new ArrayList<>(beside.get().values());
        values.addAll(one.values());
        return new LogicalPlan.Unnest(ONE_ROW, Unnesting.ELEMENTS, arrays, false, values, Optional.empty());
    }

    private static AlmagestException notOneArray(Span span) {
        return AlmagestException.of(SqlState.UNDEFINED_FUNCTION, "unnest takes one array, or in FROM several")
                .at(span.start());
    }

    private LogicalPlan.Unnest elements(
            List<Expression> arguments,
            List<Span> spans,
            LogicalPlan input,
            boolean outer,
            Optional<LogicalPlan.Column> place,
            Span span,
            String name) {
        if (arguments.isEmpty()) {
            throw notOneArray(span);
        }
        List<Expression> arrays = new ArrayList<>();
        List<LogicalPlan.Column> values = new ArrayList<>();
        for (int a = 0; a < arguments.size(); a++) {
            Expression array = Typing.typed(arguments.get(a));
            if (!(array.type() instanceof ArrayType type)) {
                throw notOneArray(spans.get(a));
            }
            arrays.add(array);
            values.add(context.column(name, type.element(), Meanings.of(array, context))
                    .column());
        }
        return new LogicalPlan.Unnest(input, Unnesting.ELEMENTS, arrays, outer, values, place);
    }
}
