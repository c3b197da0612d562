package org.almagest.optimizer.physical;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.logical.LogicalPlan;

/// A physical plan and the numbered columns that its positions hold.
record Planned(PhysicalPlan plan, List<LogicalPlan.Column> columns, Set<Integer> numbers) {
    Planned(PhysicalPlan plan, List<LogicalPlan.Column> columns) {
        this(plan, List.copyOf(columns), new HashSet<>());
        columns.forEach(column -> numbers.add(column.number()));
    }

    ColumnMap map() {
        return new ColumnMap(columns);
    }
}
