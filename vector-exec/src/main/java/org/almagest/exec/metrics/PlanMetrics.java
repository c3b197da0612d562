package org.almagest.exec.metrics;

import java.util.IdentityHashMap;
import java.util.Map;
import org.almagest.exec.plan.PhysicalPlan;

/// The metrics of each node of a plan, by the node's identity.
public final class PlanMetrics {
    private final Map<PhysicalPlan, OperatorMetrics> byNode;

    public PlanMetrics(Map<PhysicalPlan, OperatorMetrics> byNode) {
        this.byNode = new IdentityHashMap<>(byNode);
    }

    /// Answers a node's metrics; zeros for a node that did not run.
    public OperatorMetrics of(PhysicalPlan node) {
        return byNode.getOrDefault(node, OperatorMetrics.NONE);
    }
}
