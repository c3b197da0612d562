package org.almagest.optimizer.physical;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// Where the numbered columns of a logical plan stand in the batches of its physical one.
final class ColumnMap {
    private final Map<Integer, Integer> positions = new HashMap<>();

    ColumnMap(List<LogicalPlan.Column> columns) {
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

    /// Answers the expression over positions instead of numbers.
    Expression translate(Expression expression) {
        if (expression instanceof Expression.ColumnRef(int number, var type)) {
            return new Expression.ColumnRef(position(number), type);
        }
        return expression.mapChildren(this::translate);
    }
}
