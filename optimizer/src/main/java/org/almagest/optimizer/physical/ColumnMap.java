package org.almagest.optimizer.physical;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// Where the numbered columns of a logical plan stand in the batches of its physical one.
final class ColumnMap {
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final List<LogicalPlan.Column> columns;

    ColumnMap(List<LogicalPlan.Column> columns) {
        this.columns = columns;
        for (int i = 0; i < columns.size(); i++) {
            positions.putIfAbsent(columns.get(i).number(), i);
        }
    }

    int position(int number) {
        Integer position = positions.get(number);
        if (position == null) {
            throw new IllegalStateException("column " + number + " is not among " + positions.keySet());
        }
        return position;
    }

    /// Answers the expression over positions instead of numbers. A column that is kept in another type
    /// than it has (`NarrowDecimals`) is converted.
    Expression translate(Expression expression) {
        if (expression instanceof Expression.ColumnRef(int number, var type)) {
            int position = position(number);
            DataType kept = columns.get(position).type();
            Expression column = new Expression.ColumnRef(position, kept);
            return kept.equals(type) ? column : new Expression.Cast(column, type, false);
        }
        return expression.mapChildren(this::translate);
    }
}
