package org.almagest.sql.bind;

import java.util.HashMap;
import java.util.Map;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;

/// Rows that a query needs several times: shared where that saves work. To scan and filter again
/// costs less than to keep the rows.
final class CommonRows {
    private CommonRows() {}

    /// Answers the plan, a projection, shared if it is worth it: the order of its columns is what its
    /// copies are told apart by, and rules keep that of a projection.
    static LogicalPlan of(LogicalPlan.Project plan, BindContext context) {
        boolean worth = !isCheap(plan) && PlanColumns.free(plan).isEmpty();
        return worth
                ? new LogicalPlan.Shared(
                        context.nextShared(), plan, context.numbers().like(plan.columns()))
                : plan;
    }

    static boolean isCheap(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Scan scan -> true;
            case LogicalPlan.Values values -> true;
            case LogicalPlan.Shared shared -> true;
            case LogicalPlan.WorkingTable working -> true;
            case LogicalPlan.Unnest unnest -> isCheap(unnest.input());
            case LogicalPlan.Filter filter -> isCheap(filter.input());
            case LogicalPlan.Project project -> isCheap(project.input());
            default -> false;
        };
    }

    /// What the columns of a plan are in a copy of it.
    record Renamed(Map<Integer, LogicalPlan.Column> columns) {
        Expression translate(Expression expression) {
            if (expression instanceof Expression.ColumnRef ref) {
                LogicalPlan.Column column = columns.get(ref.index());
                return column == null ? ref : column.ref();
            }
            return expression.mapChildren(this::translate);
        }
    }

    /// Answers the columns of a copy, place by place.
    static Renamed renamed(LogicalPlan plan, LogicalPlan copy) {
        Map<Integer, LogicalPlan.Column> columns = new HashMap<>();
        for (int c = 0; c < plan.columns().size(); c++) {
            columns.put(plan.columns().get(c).number(), copy.columns().get(c));
        }
        return new Renamed(columns);
    }
}
