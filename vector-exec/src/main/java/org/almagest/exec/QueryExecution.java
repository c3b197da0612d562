package org.almagest.exec;

import org.almagest.exec.pipeline.Query;
import org.almagest.exec.plan.PhysicalPlan;

/// The way into the executor.
public final class QueryExecution {
    private QueryExecution() {}

    /// Starts a plan and answers its rows, which the caller reads and closes. A plan over few rows
    /// runs on the thread that reads, anything larger on the scheduler's workers.
    public static ResultStream start(PhysicalPlan plan, ExecutionContext context) {
        Query query = new Query(plan, context);
        query.start();
        return query;
    }
}
