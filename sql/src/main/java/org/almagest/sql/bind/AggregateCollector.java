package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.OrderedAggregates;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Expression.FunctionCall;
import org.almagest.sql.ast.Span;

/// Gathers the aggregates of one SELECT: each distinct call becomes one column of the Aggregate
/// below, however often it is written.
final class AggregateCollector {
    private final BindContext context;
    private final ExpressionBinder arguments;
    private final List<LogicalPlan.AggregateAssignment> assignments = new ArrayList<>();
    private final List<GroupingCall> groupings = new ArrayList<>();

    /// Makes a collector; `arguments` binds what stands inside the calls.
    AggregateCollector(BindContext context, ExpressionBinder arguments) {
        this.context = context;
        this.arguments = arguments;
    }

    List<LogicalPlan.AggregateAssignment> assignments() {
        return assignments;
    }

    boolean isEmpty() {
        return assignments.isEmpty() && groupings.isEmpty();
    }

    /// A call of GROUPING: which of its keys a row is not grouped by, as bits, the last key's lowest.
    record GroupingCall(LogicalPlan.Column column, List<Expression> keys, Span span) {}

    List<GroupingCall> groupings() {
        return groupings;
    }

    /// Answers a reference to the column of a call of GROUPING.
    Expression grouping(FunctionCall call) {
        List<Expression> keys = call.arguments().stream()
                .map(argument -> Typing.typed(arguments.bind(argument)))
                .toList();
        LogicalPlan.Column column = context.column("grouping", ScalarType.BIGINT, ColumnMeaning.NONE)
                .column();
        groupings.add(new GroupingCall(column, keys, call.span()));
        return column.ref();
    }

    /// Answers a reference to the call's column.
    Expression bind(FunctionCall call) {
        String name = call.name().last().name();
        if (!call.withinGroup().isEmpty() && OrderedAggregates.isOrdered(name)) {
            return column(name, new OrderedSetBinder(arguments).bind(name, call));
        }
        if (!call.withinGroup().isEmpty()
                || !call.orderBy().isEmpty()
                || call.nullTreatment().isPresent()) {
            throw ExpressionBinder.unsupported("an ordered aggregate", call.span());
        }
        List<Expression> bound = new ArrayList<>();
        for (org.almagest.sql.ast.Expression argument : call.arguments()) {
            bound.add(arguments.bind(argument));
        }
        AggregateFunction function = context.functions()
                .aggregate(name, bound.stream().map(Expression::type).toList())
                .orElseThrow(() -> unknown(name, bound, call));
        List<Expression> coerced = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            coerced.add(Typing.coerce(
                    bound.get(i),
                    function.argumentTypes().get(i),
                    call.arguments().get(i).span()));
        }
        Optional<Expression> filter = call.filter().map(condition -> arguments.condition(condition, "FILTER"));
        return column(name, new AggregateCall(function, coerced, call.distinct(), filter));
    }

    private Expression column(String name, AggregateCall call) {
        for (LogicalPlan.AggregateAssignment known : assignments) {
            if (known.call().equals(call)) {
                return known.column().ref();
            }
        }
        ColumnMeaning meaning = Meanings.of(call, context);
        BoundColumn column = context.column(name, call.function().resultType(), meaning);
        assignments.add(new LogicalPlan.AggregateAssignment(column.column(), call));
        return column.column().ref();
    }

    private AlmagestException unknown(String name, List<Expression> bound, FunctionCall call) {
        String types =
                bound.stream().map(argument -> argument.type().sqlName()).collect(Collectors.joining(", ", "(", ")"));
        return AlmagestException.of(SqlState.UNDEFINED_FUNCTION, "there is no aggregate " + name + types)
                .at(call.span().start())
                .hint("there is " + String.join(", ", context.functions().signatures(name)));
    }
}
