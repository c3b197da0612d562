package org.almagest.optimizer.rule.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// Looks for the cheapest tree of joins. The cost of a tree is the number of rows that its joins
/// give and that their smaller sides, which are built, have.
///
/// Up to twelve inputs every tree without a cross product is tried, smaller sets of inputs first;
/// beyond, the two trees that give the fewest rows are joined, again and again. What no equality
/// connects is joined last.
final class JoinSearch {
    private static final int MOST_EXHAUSTIVE = 12;

    private final JoinGraph graph;

    JoinSearch(JoinGraph graph) {
        this.graph = graph;
    }

    /// A tree of joins over a set of inputs.
    private record Tree(LogicalPlan plan, long inputs, double rows, double cost) {}

    LogicalPlan cheapest() {
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            trees.add(new Tree(graph.input(i), 1L << i, graph.rows(i), 0));
        }
        return greedy(graph.size() <= MOST_EXHAUSTIVE ? exhaustive(trees) : trees)
                .plan();
    }

    /// Answers the best tree of each set of inputs that equalities connect.
    private List<Tree> exhaustive(List<Tree> inputs) {
        Tree[] best = new Tree[1 << inputs.size()];
        inputs.forEach(tree -> best[(int) tree.inputs()] = tree);
        for (int set = 1; set < best.length; set++) {
            for (int a = (set - 1) & set; a > 0; a = (a - 1) & set) {
                int b = set & ~a;
                boolean possible = a > b && best[a] != null && best[b] != null && graph.areConnected(a, b);
                if (possible) {
                    Tree joined = join(best[a], best[b]);
                    best[set] = best[set] == null || joined.cost() < best[set].cost() ? joined : best[set];
                }
            }
        }
        List<Tree> trees = new ArrayList<>();
        int left = best.length - 1;
        while (left != 0) {
            int component = largest(best, left);
            trees.add(best[component]);
            left &= ~component;
        }
        return trees;
    }

    private static int largest(Tree[] best, int within) {
        int largest = 0;
        for (int set = within; set > 0; set = (set - 1) & within) {
            if (best[set] != null && Integer.bitCount(set) > Integer.bitCount(largest)) {
                largest = set;
            }
        }
        return largest;
    }

    private Tree greedy(List<Tree> trees) {
        List<Tree> left = new ArrayList<>(trees);
        while (left.size() > 1) {
            Tree joined = next(left, true).or(() -> next(left, false)).orElseThrow();
            left.removeIf(tree -> JoinGraph.contains(joined.inputs(), tree.inputs()));
            left.add(joined);
        }
        return left.getFirst();
    }

    private Optional<Tree> next(List<Tree> trees, boolean connected) {
        Optional<Tree> best = Optional.empty();
        for (int i = 0; i < trees.size(); i++) {
            for (int j = i + 1; j < trees.size(); j++) {
                Tree a = trees.get(i);
                Tree b = trees.get(j);
                if (!connected || graph.areConnected(a.inputs(), b.inputs())) {
                    double rows = rows(a, b);
                    if (best.isEmpty() || rows < best.get().rows()) {
                        best = Optional.of(join(a, b));
                    }
                }
            }
        }
        return best;
    }

    private double rows(Tree a, Tree b) {
        return a.rows() * b.rows() * graph.selectivity(a.inputs(), b.inputs());
    }

    private Tree join(Tree a, Tree b) {
        double rows = rows(a, b);
        LogicalPlan plan = new LogicalPlan.Join(
                LogicalPlan.Join.Kind.INNER,
                a.plan(),
                b.plan(),
                Conjuncts.join(graph.conditions(a.inputs(), b.inputs())));
        return new Tree(plan, a.inputs() | b.inputs(), rows, a.cost() + b.cost() + rows + Math.min(a.rows(), b.rows()));
    }
}
