package org.almagest.optimizer.logical;

import java.util.List;
import org.almagest.columnar.type.DataType;

/// Gives numbers to columns that rules make, beyond those of a plan. One per query.
public final class ColumnNumbers {
    private int next;

    private ColumnNumbers(int next) {
        this.next = next;
    }

    /// Makes numbers for a query that has no columns yet.
    public static ColumnNumbers fromZero() {
        return new ColumnNumbers(0);
    }

    /// Makes numbers that no column of a plan has, nor one that it names.
    public static ColumnNumbers beyond(LogicalPlan plan) {
        return new ColumnNumbers(greatest(plan) + 1);
    }

    private static int greatest(LogicalPlan plan) {
        int greatest = -1;
        for (LogicalPlan.Column column : PlanColumns.made(plan)) {
            greatest = Math.max(greatest, column.number());
        }
        for (LogicalPlan input : plan.inputs()) {
            greatest = Math.max(greatest, greatest(input));
        }
        return greatest;
    }

    /// Makes a column.
    public LogicalPlan.Column column(String name, DataType type) {
        return new LogicalPlan.Column(next++, name, type);
    }

    /// Makes a column of the same name and type as another.
    public LogicalPlan.Column like(LogicalPlan.Column column) {
        return column(column.name(), column.type());
    }

    /// Makes columns like others.
    public List<LogicalPlan.Column> like(List<LogicalPlan.Column> columns) {
        return columns.stream().map(this::like).toList();
    }
}
