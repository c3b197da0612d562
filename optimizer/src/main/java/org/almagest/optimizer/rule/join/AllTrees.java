package org.almagest.optimizer.rule.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.almagest.optimizer.cost.OperatorCost;
import org.almagest.optimizer.rule.join.JoinGraph.Hanging;

/// The cheapest tree of each set of inputs that equalities connect, smaller sets first: as the set of the
/// inputs of one of its sides, or as what is hung on the others last. Sets are bits of an int.
final class AllTrees {
    private static final byte NONE = -1;

    private final JoinGraph graph;
    private final OperatorCost costs;
    private final int sets;
    private final JoinSide[] sides;
    private final double[] cost;
    private final int[] left;
    private final byte[] hung;
    private final long[] neighbours;

    AllTrees(JoinGraph graph, OperatorCost costs) {
        this.graph = graph;
        this.costs = costs;
        sets = 1 << graph.size();
        sides = new JoinSide[sets];
        cost = new double[sets];
        left = new int[sets];
        hung = new byte[sets];
        neighbours = new long[sets];
        Arrays.fill(cost, Double.POSITIVE_INFINITY);
        Arrays.fill(hung, NONE);
        for (int set = 1; set < sets; set++) {
            int first = Integer.lowestOneBit(set);
            int number = Integer.numberOfTrailingZeros(first);
            neighbours[set] = set == first ? graph.neighbours(number) : neighbours[first] | neighbours[set & ~first];
            sides[set] = JoinSide.of(graph, set, costs);
            if (set != first) {
                join(set);
                hang(set);
            } else if (!graph.hangs(number)) {
                cost[set] = 0;
            }
        }
    }

    private void join(int set) {
        for (int a = (set - 1) & set; a > 0; a = (a - 1) & set) {
            int b = set & ~a;
            boolean possible = a > b && cost[a] + cost[b] < cost[set] && areConnected(a, b);
            if (possible) {
                double joined = cost[a] + cost[b] + sides[a].joined(sides[b], sides[set]);
                if (joined < cost[set]) {
                    cost[set] = joined;
                    left[set] = a;
                }
            }
        }
    }

    private void hang(int set) {
        List<Hanging> all = graph.hanging();
        for (int i = 0; i < all.size(); i++) {
            Hanging hanging = all.get(i);
            int rest = set & ~(int) hanging.bit();
            if (rest != set && hanging.mayJoin(rest) && cost[rest] < cost[set]) {
                double joined = cost[rest] + hanging.joined(sides[rest], sides[set], costs);
                if (joined < cost[set]) {
                    cost[set] = joined;
                    left[set] = rest;
                    hung[set] = (byte) i;
                }
            }
        }
    }

    private boolean areConnected(int a, int b) {
        return (neighbours[a] & b) != 0 || graph.hasWideEdges() && graph.areConnected(a, b);
    }

    /// Answers the largest sets that are connected.
    List<Integer> components() {
        List<Integer> components = new ArrayList<>();
        int rest = sets - 1;
        int component = largest(rest);
        while (component != 0) {
            components.add(component);
            rest &= ~component;
            component = largest(rest);
        }
        return components;
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

    /// Answers the inputs of one side of a set's cheapest tree.
    int left(int set) {
        return left[set];
    }

    /// Answers what is the other side of a set's cheapest tree, if it hangs on the first.
    Optional<Hanging> hanging(int set) {
        return hung[set] == NONE
                ? Optional.empty()
                : Optional.of(graph.hanging().get(hung[set]));
    }
}
