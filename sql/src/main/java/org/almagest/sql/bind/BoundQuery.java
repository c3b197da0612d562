package org.almagest.sql.bind;

import java.util.List;
import org.almagest.optimizer.logical.LogicalPlan;

/// A query with every name resolved: the plan, and its columns in order.
public record BoundQuery(LogicalPlan plan, List<BoundColumn> columns) {
    public BoundQuery {
        columns = List.copyOf(columns);
    }
}
