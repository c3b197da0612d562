package org.almagest.optimizer.rule.join;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.scan.Comparison;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.estimate.KnownColumns;
import org.almagest.optimizer.estimate.RowEstimate;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// What a tree of inner joins joins: its inputs, numbered, and the parts of its conditions, each with
/// the inputs that it names and the share of pairs that it keeps. Sets of inputs are bits of a long.
final class JoinGraph {
    /// A part of a condition. An `edge` equates something of one set of inputs with something of
    /// another: who joins them has a key.
    record Part(Expression condition, long inputs, long left, long right, double selectivity) {
        boolean isEdge() {
            return left != 0;
        }

        /// Answers whether two sets of inputs have a key by it.
        boolean connects(long a, long b) {
            return isEdge() && (contains(a, left) && contains(b, right) || contains(a, right) && contains(b, left));
        }
    }

    private final List<LogicalPlan> inputs = new ArrayList<>();
    private final List<Expression> conditions = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final double[] rows;

    private JoinGraph(LogicalPlan.Join root) {
        collect(root);
        filterByConstants();
        rows = new double[inputs.size()];
        RowEstimate estimate = new RowEstimate(new KnownColumns(root));
        Map<Integer, Integer> owners = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            rows[i] = Math.max(1, estimate.rows(inputs.get(i)));
            for (LogicalPlan.Column column : inputs.get(i).columns()) {
                owners.put(column.number(), i);
            }
        }
        conditions.forEach(condition -> parts.add(part(condition, owners, estimate)));
    }

    /// Reads the joins below a root.
    static JoinGraph of(LogicalPlan.Join root) {
        return new JoinGraph(root);
    }

    private void collect(LogicalPlan plan) {
        if (plan instanceof LogicalPlan.Join join && join.kind() == LogicalPlan.Join.Kind.INNER) {
            collect(join.left());
            collect(join.right());
            conditions.addAll(join.condition().map(Conjuncts::split).orElse(List.of()));
        } else {
            inputs.add(plan);
        }
    }

    /// A condition that names no column belongs to no pair of inputs: it filters the first one, so
    /// that where it does not hold the joins have nothing to do.
    private void filterByConstants() {
        List<Expression> constants = conditions.stream()
                .filter(condition -> Conjuncts.columns(condition).isEmpty())
                .toList();
        conditions.removeAll(constants);
        for (Expression constant : constants) {
            inputs.set(0, new LogicalPlan.Filter(inputs.getFirst(), constant));
        }
    }

    private Part part(Expression condition, Map<Integer, Integer> owners, RowEstimate estimate) {
        long all = named(condition, owners);
        List<Expression> sides = sides(condition);
        long left = sides.isEmpty() ? 0 : named(sides.get(0), owners);
        long right = sides.isEmpty() ? 0 : named(sides.get(1), owners);
        boolean edge = left != 0 && right != 0 && (left & right) == 0;
        double selectivity =
                edge ? estimate.joinSelectivity(condition, least(left), least(right)) : estimate.selectivity(condition);
        return new Part(condition, all, edge ? left : 0, edge ? right : 0, selectivity);
    }

    private static List<Expression> sides(Expression condition) {
        return switch (condition) {
            case Expression.Compare(var comparison, var a, var b) ->
                comparison == Comparison.EQUAL ? List.of(a, b) : List.of();
            case Expression.NotDistinct(var a, var b, boolean negated) -> negated ? List.of() : List.of(a, b);
            default -> List.of();
        };
    }

    private double least(long set) {
        return rows[Long.numberOfTrailingZeros(set)];
    }

    private static long named(Expression expression, Map<Integer, Integer> owners) {
        long set = 0;
        for (int number : Conjuncts.columns(expression)) {
            Integer owner = owners.get(number);
            set |= owner == null ? 0 : 1L << owner;
        }
        return set;
    }

    static boolean contains(long set, long some) {
        return (set & some) == some;
    }

    int size() {
        return inputs.size();
    }

    LogicalPlan input(int number) {
        return inputs.get(number);
    }

    double rows(int number) {
        return rows[number];
    }

    List<Part> parts() {
        return parts;
    }

    /// Answers whether all conditions may be evaluated anywhere.
    boolean isDeterministic() {
        return conditions.stream().allMatch(Conjuncts::isDeterministic);
    }

    boolean areConnected(long a, long b) {
        return parts.stream().anyMatch(part -> part.connects(a, b));
    }

    /// Answers the share of pairs that the conditions keep which can be evaluated when two sets are
    /// joined and not before.
    double selectivity(long a, long b) {
        double share = 1;
        for (Part part : parts) {
            if (isNew(part, a, b)) {
                share *= part.selectivity();
            }
        }
        return share;
    }

    /// Answers those conditions.
    List<Expression> conditions(long a, long b) {
        return parts.stream()
                .filter(part -> isNew(part, a, b))
                .map(Part::condition)
                .toList();
    }

    private static boolean isNew(Part part, long a, long b) {
        return contains(a | b, part.inputs()) && !contains(a, part.inputs()) && !contains(b, part.inputs());
    }
}
