package org.almagest.exec.metrics;

import java.util.IdentityHashMap;
import java.util.Map;
import org.almagest.columnar.scan.ScanMetrics;
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

    /// Sums what the scans of the plan have read so far.
    public ScanMetrics scanned() {
        ScanMetrics sum = ScanMetrics.NONE;
        for (OperatorMetrics node : byNode.values()) {
            sum = sum.plus(node.scan());
        }
        return sum;
    }
}
