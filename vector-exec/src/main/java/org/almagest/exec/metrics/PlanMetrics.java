package org.almagest.exec.metrics;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.exec.plan.PhysicalPlan;

/// The metrics of each node of a plan, by the node's identity.
public final class PlanMetrics {
    private final Map<PhysicalPlan, OperatorMetrics> byNode;
    private final Set<PhysicalPlan> narrowed;

    /// Makes the metrics of nodes, some of which were `narrowed`.
    public PlanMetrics(Map<PhysicalPlan, OperatorMetrics> byNode, Collection<PhysicalPlan> narrowed) {
        this.byNode = new IdentityHashMap<>(byNode);
        this.narrowed = Collections.newSetFromMap(new IdentityHashMap<>());
        this.narrowed.addAll(narrowed);
    }

    /// Answers whether a scan was told while the plan ran which rows are of use, so that it may have left out
    /// some that satisfy its conditions.
    public boolean isNarrowed(PhysicalPlan node) {
        return narrowed.contains(node);
    }

    /// Answers whether a node was ever begun.
    public boolean hasRun(PhysicalPlan node) {
        return byNode.containsKey(node);
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
