package org.almagest.optimizer.rule.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.optimizer.cost.OperatorCost;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// Looks for the tree of joins that takes the fewest nanoseconds: to build the smaller side of each
/// join, to look up the rows of the other, and to copy what comes out (`JoinSide`). How many rows a set of
/// inputs gives does not depend on the tree.
///
/// Up to twelve inputs every tree without a cross product is tried, smaller sets of inputs first;
/// beyond, the two trees whose join takes least are joined, again and again. What no equality
/// connects is joined last.
final class JoinSearch {
    private static final int MOST_EXHAUSTIVE = 12;

    private final JoinGraph graph;
    private final OperatorCost costs;

    JoinSearch(JoinGraph graph, OperatorCost costs) {
        this.graph = graph;
        this.costs = costs;
    }

    /// A tree of joins over a set of inputs.
    private record Tree(LogicalPlan plan, long inputs) {}

    private JoinSide side(long inputs) {
        return JoinSide.of(graph.rowsOf(inputs), graph.width(inputs), graph.columns(inputs), costs);
    }

    LogicalPlan cheapest() {
        List<Tree> trees = new ArrayList<>();
        if (graph.size() <= MOST_EXHAUSTIVE) {
            new Exhaustive().addTo(trees);
        } else {
            for (int i = 0; i < graph.size(); i++) {
                trees.add(new Tree(graph.input(i), 1L << i));
            }
        }
        return greedy(trees).plan();
    }

    /// Answers a tree at random: two trees are joined, whichever, that an equality connects while there are such.
    LogicalPlan atRandom(Random random) {
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            trees.add(new Tree(graph.input(i), 1L << i));
        }
        while (trees.size() > 1) {
            Collections.shuffle(trees, random);
            int[] pair = connectedPair(trees);
            Tree b = trees.remove(pair[1]);
            Tree a = trees.remove(pair[0]);
            trees.add(new Tree(join(a.plan(), a.inputs(), b.plan(), b.inputs()), a.inputs() | b.inputs()));
        }
        return trees.getFirst().plan();
    }

    /// Answers the joins of a tree that has as many inputs.
    LogicalPlan given(JoinTree tree) {
        return treeOf(tree).plan();
    }

    private Tree treeOf(JoinTree tree) {
        return switch (tree) {
            case JoinTree.Input(int number) -> new Tree(graph.input(number - 1), 1L << number - 1);
            case JoinTree.Pair(JoinTree left, JoinTree right) -> {
                Tree a = treeOf(left);
                Tree b = treeOf(right);
                yield new Tree(join(a.plan(), a.inputs(), b.plan(), b.inputs()), a.inputs() | b.inputs());
            }
        };
    }

    private int[] connectedPair(List<Tree> trees) {
        for (int i = 0; i < trees.size(); i++) {
            for (int j = i + 1; j < trees.size(); j++) {
                if (graph.areConnected(trees.get(i).inputs(), trees.get(j).inputs())) {
                    return new int[] {i, j};
                }
            }
        }
        return new int[] {0, 1};
    }

    /// The best tree of each set of inputs that equalities connect, as the set of the inputs of one of
    /// its sides; plans are made of the trees that are taken alone.
    private final class Exhaustive {
        private final int sets = 1 << graph.size();
        private final JoinSide[] sides = new JoinSide[sets];
        private final double[] cost = new double[sets];
        private final int[] left = new int[sets];
        private final long[] neighbours = new long[sets];

        Exhaustive() {
            Arrays.fill(cost, Double.POSITIVE_INFINITY);
            for (int set = 1; set < sets; set++) {
                int first = Integer.lowestOneBit(set);
                neighbours[set] = set == first
                        ? graph.neighbours(Integer.numberOfTrailingZeros(first))
                        : neighbours[first] | neighbours[set & ~first];
                sides[set] = side(set);
                if (set == first) {
                    cost[set] = 0;
                } else {
                    search(set);
                }
            }
        }

        private void search(int set) {
            for (int a = (set - 1) & set; a > 0; a = (a - 1) & set) {
                int b = set & ~a;
                boolean possible = a > b && cost[a] + cost[b] < cost[set] && areConnected(a, b);
                if (possible) {
                    double joined = cost[a] + cost[b] + sides[a].joined(sides[b]) + sides[set].copied();
                    if (joined < cost[set]) {
                        cost[set] = joined;
                        left[set] = a;
                    }
                }
            }
        }

        private boolean areConnected(int a, int b) {
            return (neighbours[a] & b) != 0 || graph.hasWideEdges() && graph.areConnected(a, b);
        }

        /// Adds the trees of the largest sets that are connected.
        void addTo(List<Tree> trees) {
            int rest = sets - 1;
            while (rest != 0) {
                int component = largest(rest);
                trees.add(new Tree(plan(component), component));
                rest &= ~component;
            }
        }

        private int largest(int within) {
            int largest = 0;
            for (int set = within; set > 0; set = (set - 1) & within) {
                if (cost[set] < Double.POSITIVE_INFINITY && Integer.bitCount(set) > Integer.bitCount(largest)) {
                    largest = set;
                }
            }
            return largest;
        }

        private LogicalPlan plan(int set) {
            if (Integer.bitCount(set) == 1) {
                return graph.input(Integer.numberOfTrailingZeros(set));
            }
            int a = left[set];
            return join(plan(a), a, plan(set & ~a), set & ~a);
        }
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
        List<JoinSide> sides =
                trees.stream().map(tree -> side(tree.inputs())).toList();
        double least = Double.POSITIVE_INFINITY;
        Optional<Tree> first = Optional.empty();
        Optional<Tree> second = Optional.empty();
        for (int i = 0; i < trees.size(); i++) {
            for (int j = i + 1; j < trees.size(); j++) {
                Tree a = trees.get(i);
                Tree b = trees.get(j);
                if (!connected || graph.areConnected(a.inputs(), b.inputs())) {
                    double nanos = side(a.inputs() | b.inputs()).copied()
                            + (connected
                                    ? sides.get(i).joined(sides.get(j))
                                    : costs.pairs(sides.get(i).rows(), sides.get(j).rows()));
                    if (first.isEmpty() || nanos < least) {
                        least = nanos;
                        first = Optional.of(a);
                        second = Optional.of(b);
                    }
                }
            }
        }
        Optional<Tree> other = second;
        return first.map(a -> {
            Tree b = other.orElseThrow();
            return new Tree(join(a.plan(), a.inputs(), b.plan(), b.inputs()), a.inputs() | b.inputs());
        });
    }

    private LogicalPlan join(LogicalPlan a, long inputsOfA, LogicalPlan b, long inputsOfB) {
        return new LogicalPlan.Join(
                LogicalPlan.Join.Kind.INNER, a, b, Conjuncts.join(graph.conditions(inputsOfA, inputsOfB)));
    }
}
