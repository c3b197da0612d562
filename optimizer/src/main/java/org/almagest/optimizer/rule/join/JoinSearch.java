package org.almagest.optimizer.rule.join;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.optimizer.cost.OperatorCost;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.join.JoinGraph.Hanging;

/// Looks for the tree of joins that takes the fewest nanoseconds: to build the smaller side of each
/// join, to look up the rows of the other, and to copy what comes out (`JoinSide`). How many rows a set of
/// inputs gives does not depend on the tree.
///
/// Up to twelve inputs every tree without a cross product is tried (`AllTrees`); beyond, the two trees whose
/// join takes least are joined, again and again. What no equality connects is joined last.
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

    /// What may be joined next: a tree to another, or what hangs on it.
    private record Step(Tree tree, Optional<Tree> other, Optional<Hanging> hanging) {
        static Step to(Tree tree, Tree other) {
            return new Step(tree, Optional.of(other), Optional.empty());
        }

        static Step hang(Tree tree, Hanging hanging) {
            return new Step(tree, Optional.empty(), Optional.of(hanging));
        }
    }

    LogicalPlan cheapest() {
        List<Tree> trees = new ArrayList<>();
        if (graph.size() <= MOST_EXHAUSTIVE) {
            AllTrees all = new AllTrees(graph, costs);
            for (int component : all.components()) {
                trees.add(new Tree(planned(all, component), component));
            }
        } else {
            trees.addAll(single());
        }
        while (!isWhole(trees)) {
            List<Step> steps = steps(trees, true);
            take(cheapest(steps.isEmpty() ? steps(trees, false) : steps, !steps.isEmpty()), trees);
        }
        return trees.getFirst().plan();
    }

    private LogicalPlan planned(AllTrees all, int set) {
        if (Integer.bitCount(set) == 1) {
            return graph.input(Integer.numberOfTrailingZeros(set));
        }
        int left = all.left(set);
        LogicalPlan plan = planned(all, left);
        return all.hanging(set)
                .map(hanging -> hung(plan, left, hanging))
                .orElseGet(() -> joined(plan, left, planned(all, set & ~left), set & ~left));
    }

    /// Answers a tree at random: two trees are joined, whichever, that an equality connects while there are
    /// such, or what hangs on one.
    LogicalPlan atRandom(Random random) {
        List<Tree> trees = single();
        while (!isWhole(trees)) {
            Collections.shuffle(trees, random);
            List<Step> steps = steps(trees, true);
            List<Step> possible = steps.isEmpty() ? steps(trees, false) : steps;
            take(possible.get(random.nextInt(possible.size())), trees);
        }
        return trees.getFirst().plan();
    }

    /// Answers the joins of a tree that has as many inputs; nothing where something would be joined before
    /// what it hangs on.
    Optional<LogicalPlan> given(JoinTree tree) {
        return treeOf(tree).map(Tree::plan);
    }

    private Optional<Tree> treeOf(JoinTree tree) {
        return switch (tree) {
            case JoinTree.Input(int number) ->
                graph.hangs(number - 1)
                        ? Optional.empty()
                        : Optional.of(new Tree(graph.input(number - 1), 1L << number - 1));
            case JoinTree.Pair(JoinTree left, JoinTree right) -> {
                Optional<Hanging> hanging = hangingOf(right).or(() -> hangingOf(left));
                if (hanging.isPresent()) {
                    Optional<Tree> other = treeOf(hangingOf(right).isPresent() ? left : right);
                    yield other.filter(a -> hanging.get().mayJoin(a.inputs())).map(a -> hung(a, hanging.get()));
                }
                Optional<Tree> b = treeOf(right);
                yield treeOf(left).flatMap(a -> b.map(other -> joined(a, other)));
            }
        };
    }

    private Optional<Hanging> hangingOf(JoinTree tree) {
        return graph.hanging().stream()
                .filter(hanging -> tree instanceof JoinTree.Input(int number)
                        && hanging.join().input() == number - 1)
                .findFirst();
    }

    /// Answers the inputs that hang on none.
    private List<Tree> single() {
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            if (!graph.hangs(i)) {
                trees.add(new Tree(graph.input(i), 1L << i));
            }
        }
        return trees;
    }

    private boolean isWhole(List<Tree> trees) {
        return trees.size() == 1 && Long.bitCount(trees.getFirst().inputs()) == graph.size();
    }

    /// Answers what may be joined: what an equality connects and what hangs on a tree, or else any two.
    private List<Step> steps(List<Tree> trees, boolean connected) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            Tree a = trees.get(i);
            for (Tree b : trees.subList(i + 1, trees.size())) {
                if (!connected || graph.areConnected(a.inputs(), b.inputs())) {
                    steps.add(Step.to(a, b));
                }
            }
            if (connected) {
                graph.hanging().stream()
                        .filter(hanging -> hanging.mayJoin(a.inputs()))
                        .forEach(hanging -> steps.add(Step.hang(a, hanging)));
            }
        }
        return steps;
    }

    private Step cheapest(List<Step> steps, boolean connected) {
        double least = Double.POSITIVE_INFINITY;
        Step cheapest = steps.getFirst();
        for (Step step : steps) {
            double nanos = nanos(step, connected);
            if (nanos < least) {
                least = nanos;
                cheapest = step;
            }
        }
        return cheapest;
    }

    private double nanos(Step step, boolean connected) {
        long inputs = step.tree().inputs();
        JoinSide side = JoinSide.of(graph, inputs, costs);
        if (step.hanging().isPresent()) {
            Hanging hanging = step.hanging().get();
            return hanging.joined(side, JoinSide.of(graph, inputs | hanging.bit(), costs), costs);
        }
        long others = step.other().orElseThrow().inputs();
        JoinSide other = JoinSide.of(graph, others, costs);
        JoinSide result = JoinSide.of(graph, inputs | others, costs);
        return connected ? side.joined(other, result) : costs.pairs(side.rows(), other.rows()) + result.copied();
    }

    private void take(Step step, List<Tree> trees) {
        Tree a = step.tree();
        Tree joined = step.hanging()
                .map(hanging -> hung(a, hanging))
                .orElseGet(() -> joined(a, step.other().orElseThrow()));
        trees.removeIf(tree -> JoinGraph.contains(joined.inputs(), tree.inputs()));
        trees.add(joined);
    }

    private Tree joined(Tree a, Tree b) {
        return new Tree(joined(a.plan(), a.inputs(), b.plan(), b.inputs()), a.inputs() | b.inputs());
    }

    private LogicalPlan joined(LogicalPlan a, long inputsOfA, LogicalPlan b, long inputsOfB) {
        return new LogicalPlan.Join(
                LogicalPlan.Join.Kind.INNER, a, b, Conjuncts.join(graph.conditions(inputsOfA, inputsOfB)));
    }

    private Tree hung(Tree a, Hanging hanging) {
        return new Tree(hung(a.plan(), a.inputs(), hanging), a.inputs() | hanging.bit());
    }

    private LogicalPlan hung(LogicalPlan a, long inputs, Hanging hanging) {
        LogicalPlan.Join join = hanging.join().join();
        LogicalPlan right = graph.input(hanging.join().input());
        return Conjuncts.filter(join.with(a, right, join.condition()), graph.conditions(inputs, hanging.bit()));
    }
}
