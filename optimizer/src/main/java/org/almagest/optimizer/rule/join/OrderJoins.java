package org.almagest.optimizer.rule.join;

import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.optimizer.cost.OperatorCost;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Rule;

/// Joins are made in the order that takes the fewest nanoseconds, whatever the order of FROM
/// (`JoinSearch`): inner ones as any tree, LEFT, SEMI, ANTI and MARK joins anywhere above what they name
/// (`HangingJoin`).
///
/// ```text
/// Join b.y = c.y AND a.x = c.x       Join a.x = c.x
///   Join (all pairs)                   Scan a
///     Scan a                    =>     Join b.y = c.y
///     Scan b                             Scan b
///   Scan c                               Scan c
///
/// Join c.x = a.x                     Join LEFT a.y = b.y
///   Join LEFT a.y = b.y                Join c.x = a.x
///     Scan a                    =>       Scan c (few rows)
///     Scan b                             Scan a
///   Scan c (few rows)                  Scan b
/// ```
///
/// A condition that is not deterministic keeps the order, and so do two inputs: which one is built
/// is decided later.
public final class OrderJoins implements Rule {
    private static final int FEWEST = 3;
    private static final int FEWEST_ELSE = 2;
    private static final int MOST = Long.SIZE;

    private final JoinChoice choice;
    private final Supplier<CostConstants> costs;
    private final Feedback feedback;

    /// Orders joins by what they cost on a machine, or as somebody else has chosen: any order gives the same
    /// rows, which tests hold them to.
    public OrderJoins(JoinChoice choice, Supplier<CostConstants> costs, Feedback feedback) {
        this.feedback = feedback;
        this.choice = choice;
        this.costs = costs;
    }

    /// A tree of joins is ordered as a whole.
    @Override
    public boolean leavesTo(LogicalPlan above, LogicalPlan node) {
        return JoinInputs.belongs(above, node);
    }

    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Join.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!JoinInputs.isTree(node)) {
            return node;
        }
        OperatorCost operators = new OperatorCost(costs.get(), Double.POSITIVE_INFINITY);
        int size = JoinInputs.size(node);
        int fewest = choice instanceof JoinChoice.Cheapest ? FEWEST : FEWEST_ELSE;
        if (size < fewest || size > MOST) {
            return node;
        }
        JoinGraph graph = JoinGraph.of(node, operators, feedback);
        if (!graph.isDeterministic()) {
            return node;
        }
        JoinSearch search = new JoinSearch(graph, operators);
        return switch (choice) {
            case JoinChoice.Cheapest cheapest -> search.cheapest();
            case JoinChoice.AtRandom(long seed) -> search.atRandom(new Random(seed + graph.size()));
            case JoinChoice.Given(JoinTree tree) ->
                tree.size() == graph.size() ? search.given(tree).orElseGet(search::cheapest) : search.cheapest();
        };
    }
}
