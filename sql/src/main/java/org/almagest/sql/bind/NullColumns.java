package org.almagest.sql.bind;

import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// Finds the columns that are NULL written out (`SELECT 1, NULL`). They are text for want of a
/// type, but UNION and INSERT give them the type of their place.
final class NullColumns {
    private NullColumns() {}

    static boolean contains(LogicalPlan plan, int number) {
        return switch (plan) {
            case LogicalPlan.Project project ->
                project.assignments().stream()
                        .anyMatch(a -> a.column().number() == number && isNull(a.expression(), project.input()));
            case LogicalPlan.Values values -> allNull(values, number);
            case LogicalPlan.Filter filter -> contains(filter.input(), number);
            case LogicalPlan.Sort sort -> contains(sort.input(), number);
            case LogicalPlan.Window window -> contains(window.input(), number);
            case LogicalPlan.Limit limit -> contains(limit.input(), number);
            case LogicalPlan.Aggregate aggregate ->
                aggregate.keys().stream()
                        .anyMatch(k -> k.column().number() == number && isNull(k.expression(), aggregate.input()));
            case LogicalPlan.Scan scan -> false;
            case LogicalPlan.Shared shared -> false;
            case LogicalPlan.Recursive recursive -> false;
            case LogicalPlan.Unnest unnest -> contains(unnest.input(), number);
            case LogicalPlan.WorkingTable working -> false;
            case LogicalPlan.Join join -> false;
            case LogicalPlan.DependentJoin dependent -> false;
            case LogicalPlan.UnionAll union -> false;
        };
    }

    private static boolean isNull(Expression expression, LogicalPlan input) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value().isNull() && isUntyped(literal.type());
            case Expression.ColumnRef ref -> contains(input, ref.index());
            default -> false;
        };
    }

    /// Answers whether a NULL of this type has none of its own: one under CAST keeps what that says.
    private static boolean isUntyped(DataType type) {
        return type == ScalarType.VARCHAR || type == ScalarType.NULL;
    }

    private static boolean allNull(LogicalPlan.Values values, int number) {
        List<LogicalPlan.Column> columns = values.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).number() == number && isUntyped(columns.get(i).type())) {
                int position = i;
                return values.rows().stream().map(row -> row.get(position)).allMatch(Value::isNull);
            }
        }
        return false;
    }
}
