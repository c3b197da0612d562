package org.almagest.exec.pipeline;

import org.almagest.columnar.spill.SpillFiles;
import org.almagest.exec.ExecutionContext;
import org.almagest.exec.evaluate.ExpressionCompiler;
import org.almagest.exec.metrics.MetricsCollector;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.MemoryShares;
import org.almagest.exec.rows.OperatorMemory;

/// What the operators of one execution share.
public interface QueryScope {
    ExecutionContext context();

    MetricsCollector metricsCollector();

    /// Makes memory for an operator, which is given back at the latest when the query is closed.
    OperatorMemory memory(PhysicalPlan node, String purpose);

    /// Answers what decides which operator may grow.
    MemoryShares shares();

    /// Makes the temporary files of an operator, which are removed at the latest when the query is
    /// closed.
    SpillFiles spill(PhysicalPlan node);

    /// Answers whether running work should end as soon as it can.
    boolean isStopping();

    void wakeReader();

    /// Wakes every task that waits.
    void wakeAll();

    default ExpressionCompiler expressions() {
        return context().expressions();
    }
}
