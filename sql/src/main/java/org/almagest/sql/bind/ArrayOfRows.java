package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.sort.SortColumn;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.ListingAggregates;
import org.almagest.exec.function.SortKeyFunction;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.sql.ast.Span;

/// `ARRAY(query)`: the one column of a query as an array, in the order of the query.
///
/// ```text
/// Sort by k                  Aggregate array_agg(x ORDER BY k)
///   rows             =>        rows
/// ```
final class ArrayOfRows {
    private static final Expression NO_ORDER = new Expression.Literal(new Value.OfBytes(List.of()), ScalarType.BLOB);

    private ArrayOfRows() {}

    /// Answers the plan of the one array, which is NULL where the query has no rows.
    static LogicalPlan.Aggregate plan(BoundQuery query, BindContext context, Span span) {
        LogicalPlan.Column column = query.columns().getFirst().column();
        return switch (query.plan()) {
            case LogicalPlan.Project(LogicalPlan.Sort(var input, var keys), var assignments) -> {
                Expression value = assignments.stream()
                        .filter(assignment -> assignment.column().equals(column))
                        .findFirst()
                        .orElseThrow()
                        .expression();
                yield listed(input, value, keys, context, span);
            }
            case LogicalPlan.Sort(var input, var keys) -> listed(input, column.ref(), keys, context, span);
            default -> listed(query.plan(), column.ref(), List.of(), context, span);
        };
    }

    private static LogicalPlan.Aggregate listed(
            LogicalPlan input, Expression value, List<LogicalPlan.OrderKey> order, BindContext context, Span span) {
        List<SortColumn> columns = new ArrayList<>();
        List<Expression> keys = new ArrayList<>();
        for (LogicalPlan.OrderKey key : order) {
            if (!Constants.isConstant(key.expression())) {
                columns.add(new SortColumn(keys.size(), key.expression().type(), key.descending(), key.nullsFirst()));
                keys.add(key.expression());
            }
        }
        AggregateFunction function = ListingAggregates.find("array_agg", value.type(), !keys.isEmpty(), "")
                .orElseThrow(() -> ExpressionBinder.unsupported("an array of arrays", span));
        Expression place = keys.isEmpty()
                ? NO_ORDER
                : new Expression.Call(new SortKeyFunction(columns, false), keys, ScalarType.BLOB);
        AggregateCall call = new AggregateCall(
                function,
                List.of(Typing.coerce(value, function.argumentTypes().getFirst(), span), place),
                false,
                Optional.empty());
        LogicalPlan.Column array = context.column("array", function.resultType(), ColumnMeaning.NONE)
                .column();
        return new LogicalPlan.Aggregate(input, List.of(), List.of(new LogicalPlan.AggregateAssignment(array, call)));
    }
}
