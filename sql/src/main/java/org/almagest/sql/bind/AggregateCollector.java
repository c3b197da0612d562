package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
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
        return column(name, new AggregateCallBinder(arguments, context).bind(name, call));
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
}
