package org.almagest.optimizer.physical;

import java.util.List;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.logical.LogicalPlan;

/// A physical plan and the numbered columns that its positions hold.
record Planned(PhysicalPlan plan, List<LogicalPlan.Column> columns) {
    Planned {
        columns = List.copyOf(columns);
    }

    ColumnMap map() {
        return new ColumnMap(columns);
    }
}
