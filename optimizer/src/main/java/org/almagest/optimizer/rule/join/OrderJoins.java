package org.almagest.optimizer.rule.join;

import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.optimizer.cost.OperatorCost;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Rule;

/// Inner joins are made in the order that takes the fewest nanoseconds, whatever the order of FROM
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
    private static final int FEWEST_ELSE = 2;
    private static final int MOST = 62;

    private final JoinChoice choice;
    private final Supplier<CostConstants> costs;

    /// Orders joins by what they cost on a machine, or as somebody else has chosen: any order gives the same
    /// rows, which tests hold them to.
    public OrderJoins(JoinChoice choice, Supplier<CostConstants> costs) {
        this.choice = choice;
        this.costs = costs;
    }

    /// A tree of inner joins is ordered as a whole.
    @Override
    public boolean leavesTo(LogicalPlan above, LogicalPlan node) {
        return LogicalPlan.Join.isInner(above) && LogicalPlan.Join.isInner(node);
    }

    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Join.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Join join) || join.kind() != LogicalPlan.Join.Kind.INNER) {
            return node;
        }
        JoinGraph graph = JoinGraph.of(join);
        int fewest = choice instanceof JoinChoice.Cheapest ? FEWEST : FEWEST_ELSE;
        boolean worth = graph.size() >= fewest && graph.size() <= MOST && graph.isDeterministic();
        if (!worth) {
            return node;
        }
        JoinSearch search = new JoinSearch(graph, new OperatorCost(costs.get(), Double.POSITIVE_INFINITY));
        return switch (choice) {
            case JoinChoice.Cheapest cheapest -> search.cheapest();
            case JoinChoice.AtRandom(long seed) -> search.atRandom(new Random(seed + graph.size()));
            case JoinChoice.Given(JoinTree tree) ->
                tree.size() == graph.size() ? search.given(tree) : search.cheapest();
        };
    }
}
