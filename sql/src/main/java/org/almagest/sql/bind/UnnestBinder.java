package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
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
        if (function.withOrdinality()) {
            throw ExpressionBinder.unsupported("WITH ORDINALITY", function.span());
        }
        String name = function.name().last().name();
        ExpressionBinder binder = ExpressionBinder.scalar(context, scope);
        List<Expression> arguments = new ArrayList<>();
        function.arguments().forEach(argument -> arguments.add(binder.bind(argument)));
        if (name.equals("unnest")) {
            return elements(arguments, input, outer, function.span());
        }
        if (arguments.isEmpty() || arguments.size() > MOST_ARGUMENTS) {
            throw wrongArguments(name, function.span());
        }
        for (int a = 0; a < arguments.size(); a++) {
            DataType type = arguments.get(a).type();
            if (!type.isInteger() && type != ScalarType.NULL) {
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
        return new LogicalPlan.Unnest(input, form, arguments, outer, column.column());
    }

    private static AlmagestException wrongArguments(String name, Span span) {
        return AlmagestException.of(SqlState.UNDEFINED_FUNCTION, name + " takes one to three integers")
                .at(span.start())
                .hint(name + "(last), " + name + "(first, last), " + name + "(first, last, step)");
    }

    private static Expression number(long value) {
        return new Expression.Literal(Value.of(value), ScalarType.BIGINT);
    }

    /// Binds a call in a select list; the rows come later.
    LogicalPlan.Unnest elements(FunctionCall call, ExpressionBinder binder) {
        List<Expression> arguments = call.arguments().stream().map(binder::bind).toList();
        return elements(arguments, ONE_ROW, false, call.span());
    }

    private LogicalPlan.Unnest elements(List<Expression> arguments, LogicalPlan input, boolean outer, Span span) {
        Optional<ArrayType> type = arguments.size() == 1 && arguments.getFirst().type() instanceof ArrayType array
                ? Optional.of(array)
                : Optional.empty();
        if (type.isEmpty()) {
            throw AlmagestException.of(SqlState.UNDEFINED_FUNCTION, "unnest takes one array")
                    .at(span.start());
        }
        BoundColumn column = context.column("unnest", type.get().element(), Meanings.of(arguments.getFirst(), context));
        return new LogicalPlan.Unnest(input, Unnesting.ELEMENTS, arguments, outer, column.column());
    }
}
