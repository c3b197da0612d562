package org.almagest.optimizer.rule.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.estimate.KnownColumns;
import org.almagest.optimizer.estimate.RowEstimate;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.ImpliedConditions;

/// What a tree of inner joins joins: its inputs, numbered, and the parts of its conditions, each with
/// the inputs that it names and the share of pairs that it keeps. Sets of inputs are bits of a long.
final class JoinGraph {
    /// A part of a condition. An `edge` equates something of one set of inputs with something of
    /// another: who joins them has a key. Of the parts of a `group`, of equal columns, one is enough
    /// wherever two sets are joined; -1 is none.
    record Part(Expression condition, long inputs, long left, long right, double selectivity, int group) {
        boolean isEdge() {
            return left != 0;
        }

        /// Answers whether two sets of inputs have a key by it.
        boolean connects(long a, long b) {
            return isEdge() && (contains(a, left) && contains(b, right) || contains(a, right) && contains(b, left));
        }
    }

    private static final double MOST_ROWS = 1e100;
    private static final int NO_GROUP = -1;

    /// What the estimates of a set of inputs leave out too much.
    private record Correction(long inputs, double factor) {}

    private final List<LogicalPlan> inputs = new ArrayList<>();
    private final List<Expression> conditions = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<EqualColumns> groups;
    private final List<double[]> groupValues = new ArrayList<>();
    private final List<Correction> corrections = new ArrayList<>();
    private final double[] rows;
    private final boolean wideEdges;
    private final long[] neighbours;

    private JoinGraph(LogicalPlan.Join root) {
        collect(root);
        Map<Integer, Integer> owners = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            for (LogicalPlan.Column column : inputs.get(i).columns()) {
                owners.put(column.number(), i);
            }
        }
        if (inputs.size() <= Long.SIZE) {
            filterInputs(owners);
        }
        rows = new double[inputs.size()];
        RowEstimate estimate = new RowEstimate(new KnownColumns(root));
        for (int i = 0; i < inputs.size(); i++) {
            rows[i] = Math.max(1, estimate.rows(inputs.get(i)));
        }
        groups = EqualColumns.of(conditions, owners);
        for (int group = 0; group < groups.size(); group++) {
            addGroup(group, estimate);
        }
        for (Expression condition : conditions) {
            if (groups.stream().noneMatch(group -> group.has(condition))) {
                parts.add(part(condition, owners, estimate));
            }
        }
        keysTogether(estimate);
        wideEdges = parts.stream()
                .anyMatch(part -> part.isEdge() && (Long.bitCount(part.left()) > 1 || Long.bitCount(part.right()) > 1));
        neighbours = new long[inputs.size()];
        Arrays.setAll(neighbours, this::neighboursOf);
    }

    private void addGroup(int group, RowEstimate estimate) {
        EqualColumns equal = groups.get(group);
        double[] values = new double[rows.length];
        for (int i = 0; i < equal.columns().size(); i++) {
            int input = equal.inputs().get(i);
            values[input] = Math.max(1, estimate.values(equal.columns().get(i), rows[input]));
        }
        groupValues.add(values);
        equal.equalities().forEach((pair, equality) -> {
            long first = Long.lowestOneBit(pair);
            double most = Math.max(
                    values[Long.numberOfTrailingZeros(pair)], values[Long.numberOfTrailingZeros(pair & ~first)]);
            parts.add(new Part(equality, pair, first, pair & ~first, 1 / most, group));
        });
    }

    /// Several equalities of the same two inputs are one key: its values are hardly more than the rows of
    /// one of them.
    private void keysTogether(RowEstimate estimate) {
        Map<Long, List<Part>> pairs = new LinkedHashMap<>();
        for (Part part : parts) {
            if (part.isEdge() && Long.bitCount(part.inputs()) == 2) {
                pairs.computeIfAbsent(part.inputs(), inputs -> new ArrayList<>())
                        .add(part);
            }
        }
        pairs.forEach((inputs, edges) -> {
            if (edges.size() > 1) {
                double product = 1;
                double most = 1;
                for (Part edge : edges) {
                    product /= edge.selectivity();
                    most = Math.max(most, 1 / edge.selectivity());
                }
                double values = RowEstimate.together(
                        estimate.combined(edges.stream().map(Part::condition).toList(), product),
                        most,
                        unfiltered(inputs, edges, estimate),
                        unfiltered(inputs & inputs - 1, edges, estimate));
                corrections.add(new Correction(inputs, product / values));
            }
        });
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

    /// A condition that names no column, or those of one input, belongs to no pair of inputs: it
    /// filters that input, or else the first one, so that where it does not hold the joins have
    /// nothing to do.
    private void filterInputs(Map<Integer, Integer> owners) {
        List<Expression> ofOne = conditions.stream()
                .filter(Conjuncts::isDeterministic)
                .filter(condition -> Long.bitCount(named(condition, owners)) <= 1)
                .toList();
        conditions.removeAll(ofOne);
        for (Expression condition : ofOne) {
            long set = named(condition, owners);
            int input = set == 0 ? 0 : Long.numberOfTrailingZeros(set);
            inputs.set(input, new LogicalPlan.Filter(inputs.get(input), condition));
        }
    }

    private Part part(Expression condition, Map<Integer, Integer> owners, RowEstimate estimate) {
        long all = named(condition, owners);
        List<Expression> sides = sides(condition);
        long left = sides.isEmpty() ? 0 : named(sides.get(0), owners);
        long right = sides.isEmpty() ? 0 : named(sides.get(1), owners);
        boolean edge = left != 0 && right != 0 && (left & right) == 0;
        double selectivity =
                edge ? estimate.joinSelectivity(condition, least(left), least(right)) : share(condition, estimate);
        return new Part(condition, all, edge ? left : 0, edge ? right : 0, selectivity, NO_GROUP);
    }

    /// What a condition leaves of the pairs, beyond what it implies for single inputs: that is a filter of
    /// theirs already.
    private double share(Expression condition, RowEstimate estimate) {
        double share = estimate.selectivity(condition);
        for (LogicalPlan input : inputs) {
            double implied = ImpliedConditions.of(condition, Conjuncts.columns(input))
                    .map(estimate::selectivity)
                    .orElse(1.0);
            share /= Math.max(Math.max(implied, share), Double.MIN_NORMAL);
        }
        return Math.min(1, share);
    }

    private static List<Expression> sides(Expression condition) {
        return switch (condition) {
            case Expression.Compare(var comparison, var a, var b) ->
                comparison == Comparison.EQUAL ? List.of(a, b) : List.of();
            case Expression.NotDistinct(var a, var b, boolean negated) -> negated ? List.of() : List.of(a, b);
            default -> List.of();
        };
    }

    /// Answers the rows of the table that the first of some inputs has the keys of its edges from.
    private double unfiltered(long set, List<Part> edges, RowEstimate estimate) {
        Set<Integer> keys = new HashSet<>();
        edges.forEach(edge -> keys.addAll(Conjuncts.columns(edge.condition())));
        return Math.max(1, estimate.unfiltered(inputs.get(Long.numberOfTrailingZeros(set)), keys));
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

    /// Answers the inputs that an equality with one input alone connects with this one.
    long neighbours(int number) {
        return neighbours[number];
    }

    private long neighboursOf(int number) {
        long all = 0;
        for (Part part : parts) {
            if (part.isEdge() && Long.bitCount(part.left()) == 1 && Long.bitCount(part.right()) == 1) {
                all |= part.left() == 1L << number ? part.right() : 0;
                all |= part.right() == 1L << number ? part.left() : 0;
            }
        }
        return all;
    }

    /// Answers whether some equality names several inputs on a side.
    boolean hasWideEdges() {
        return wideEdges;
    }

    /// Answers how many rows a set of inputs gives, all conditions on it applied.
    double rowsOf(long set) {
        double all = 1;
        for (int i = 0; i < rows.length; i++) {
            all *= (set >>> i & 1) == 0 ? 1 : rows[i];
        }
        for (Part part : parts) {
            all *= part.group() == NO_GROUP && contains(set, part.inputs()) ? part.selectivity() : 1;
        }
        for (double[] values : groupValues) {
            all *= shareOfGroup(set, values);
        }
        for (Correction correction : corrections) {
            all *= contains(set, correction.inputs()) ? correction.factor() : 1;
        }
        return Math.min(all, MOST_ROWS);
    }

    /// Answers the share of combinations of rows in which equal columns are equal: one over the numbers
    /// of their values, but for the least of them.
    private static double shareOfGroup(long set, double[] values) {
        double share = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            if ((set >>> i & 1) != 0 && values[i] > 0) {
                share /= values[i];
                least = Math.min(least, values[i]);
            }
        }
        return least == Double.POSITIVE_INFINITY ? 1 : share * least;
    }

    /// Answers whether all conditions may be evaluated anywhere.
    boolean isDeterministic() {
        return conditions.stream().allMatch(Conjuncts::isDeterministic);
    }

    /// Answers whether an equality connects two sets of inputs.
    boolean areConnected(long a, long b) {
        for (long left = a; left != 0; left &= left - 1) {
            if ((neighbours[Long.numberOfTrailingZeros(left)] & b) != 0) {
                return true;
            }
        }
        return wideEdges && parts.stream().anyMatch(part -> part.connects(a, b));
    }

    /// Answers the conditions that can be evaluated when two sets are joined and not before.
    List<Expression> conditions(long a, long b) {
        List<Expression> found = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        for (Part part : parts) {
            if (isNew(part, a, b) && (part.group() == NO_GROUP || taken.add(part.group()))) {
                found.add(part.condition());
            }
        }
        return found;
    }

    private static boolean isNew(Part part, long a, long b) {
        return contains(a | b, part.inputs()) && !contains(a, part.inputs()) && !contains(b, part.inputs());
    }
}
