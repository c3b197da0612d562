package org.almagest.sql.session;

import java.util.Optional;
import jdk.jfr.FlightRecorder;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.exec.metrics.PlanMetrics;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.cost.PlanCost;
import org.almagest.sql.explain.PlanStep;

/// The events of one query for Java Flight Recorder. Nothing is made unless the recorder is there.
final class QueryRecording {
    private final PhysicalPlan plan;
    private final MemoryBudget budget;
    private final QueryEvent event = new QueryEvent();

    private QueryRecording(PhysicalPlan plan, MemoryBudget budget) {
        this.plan = plan;
        this.budget = budget;
        event.begin();
    }

    /// Begins the event of a query, if anybody may record it.
    static Optional<QueryRecording> of(PhysicalPlan plan, MemoryBudget budget) {
        return FlightRecorder.isInitialized() ? Optional.of(new QueryRecording(plan, budget)) : Optional.empty();
    }

    /// Ends the event, and tells what the operators did.
    void end(PlanMetrics metrics) {
        event.end();
        if (!event.shouldCommit()) {
            return;
        }
        PlanStep root = PlanStep.of(plan, PlanCost.Estimates.NONE, Optional.of(metrics));
        event.plan = root.heading();
        event.rows = metrics.of(plan).rows();
        event.peakBytes = budget.peak();
        tell(root);
        event.commit();
    }

    private void tell(PlanStep step) {
        OperatorEvent told = OperatorEvent.of(step);
        told.commit();
        event.operators++;
        event.spilledBytes += told.spilledBytes;
        step.inputs().forEach(this::tell);
    }
}
