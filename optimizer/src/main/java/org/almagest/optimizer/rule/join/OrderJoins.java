package org.almagest.optimizer.rule.join;

import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Rule;

/// Inner joins are made in the order in which they give the fewest rows, whatever the order of FROM
/// (`JoinSearch`).
///
/// ```text
/// Join b.y = c.y AND a.x = c.x       Join a.x = c.x
///   Join (all pairs)                   Scan a
///     Scan a                    =>     Join b.y = c.y
///     Scan b                             Scan b
///   Scan c                               Scan c
/// ```
///
/// A condition that is not deterministic keeps the order, and so do two inputs: which one is built
/// is decided later.
public final class OrderJoins implements Rule {
    private static final int FEWEST = 3;
    private static final int MOST = 62;

    /// A tree of inner joins is ordered as a whole.
    @Override
    public boolean leavesTo(LogicalPlan above, LogicalPlan node) {
        return isInner(above) && isInner(node);
    }

    private static boolean isInner(LogicalPlan node) {
        return node instanceof LogicalPlan.Join join && join.kind() == LogicalPlan.Join.Kind.INNER;
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Join join) || join.kind() != LogicalPlan.Join.Kind.INNER) {
            return node;
        }
        JoinGraph graph = JoinGraph.of(join);
        boolean worth = graph.size() >= FEWEST && graph.size() <= MOST && graph.isDeterministic();
        return worth ? new JoinSearch(graph).cheapest() : node;
    }
}
