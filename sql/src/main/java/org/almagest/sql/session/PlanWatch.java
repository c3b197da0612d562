package org.almagest.sql.session;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.almagest.exec.metrics.OperatorMetrics;
import org.almagest.exec.metrics.PlanMetrics;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.physical.Watched;

/// Learns from a plan that has run to its end: of the operators that were watched, those that gave all rows that
/// satisfy their conditions. Nothing is learned of one
///
/// - below a LIMIT, which may have had enough of its rows, unless all of them are needed for a first row;
/// - that a join or a top-N told which rows are of use (`PlanMetrics.isNarrowed`);
/// - that a join may not have asked, since nothing was built for it to meet;
/// - that runs in the steps of a recursion.
record PlanWatch(KeptFeedback kept, Map<PhysicalPlan, Watched> watched) {
    /// The reader has got the last row.
    void ended(PhysicalPlan plan, PlanMetrics metrics) {
        if (watched.isEmpty()) {
            return;
        }
        Set<PhysicalPlan> cut = Collections.newSetFromMap(new IdentityHashMap<>());
        mark(plan, false, metrics, cut, Collections.newSetFromMap(new IdentityHashMap<>()));
        watched.forEach((operator, filtered) -> {
            if (!cut.contains(operator) && metrics.hasRun(operator)) {
                kept.learn(filtered.filtered(), filtered.expectedRows(), rows(operator, metrics));
            }
        });
    }

    /// Those included that zone maps answered for.
    private static long rows(PhysicalPlan operator, PlanMetrics metrics) {
        OperatorMetrics measured = metrics.of(operator);
        return measured.rows() + measured.scan().rowsAnswered();
    }

    private static boolean mark(
            PhysicalPlan plan, boolean above, PlanMetrics metrics, Set<PhysicalPlan> cut, Set<PhysicalPlan> seen) {
        if (!seen.add(plan) && (!above || cut.contains(plan))) {
            return cut.contains(plan);
        }
        boolean all = plan instanceof PhysicalPlan.Aggregate || plan instanceof PhysicalPlan.Sort;
        boolean own = above || metrics.isNarrowed(plan);
        for (int i = 0; i < plan.inputs().size(); i++) {
            boolean below = mark(plan.inputs().get(i), above && !all || ends(plan, i, metrics), metrics, cut, seen);
            own |= below && plan instanceof PhysicalPlan.Filter;
        }
        if (own) {
            cut.add(plan);
        }
        return own;
    }

    private static boolean ends(PhysicalPlan plan, int input, PlanMetrics metrics) {
        return switch (plan) {
            case PhysicalPlan.Limit limit -> true;
            case PhysicalPlan.Recursion recursion -> true;
            case PhysicalPlan.HashJoin join ->
                input == 0 && metrics.of(join.build()).rows() == 0;
            default -> false;
        };
    }
}
