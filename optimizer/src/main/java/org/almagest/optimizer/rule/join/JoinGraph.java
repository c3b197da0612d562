package org.almagest.optimizer.rule.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.cost.OperatorCost;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.estimate.KnownColumns;
import org.almagest.optimizer.estimate.RowEstimate;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.ImpliedConditions;

/// What a tree of joins joins: its inputs, numbered, and the parts of its conditions, each with
/// the inputs that it names and the share of pairs that it keeps. Sets of inputs are bits of a long.
/// The right side of a join that is not inner is an input that others hang on (`HangingJoin`).
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

    /// A join that hangs on inputs, by numbers.
    ///
    /// @param needs the inputs that must be there
    /// @param hasKey whether an equality finds its partners
    /// @param right its right side
    record Hanging(HangingJoin join, long needs, boolean hasKey, JoinSide right) {
        long bit() {
            return 1L << join.input();
        }

        /// Answers whether it may be joined to a set of inputs.
        boolean mayJoin(long set) {
            return contains(set, needs) && (set & bit()) == 0;
        }

        /// Answers what it costs to join it to a left side: the right one is built, or the left one where it is
        /// far smaller.
        double joined(JoinSide left, JoinSide result, OperatorCost costs) {
            double nanos = result.copied();
            if (!hasKey) {
                return nanos + costs.pairs(left.rows(), right.rows());
            }
            boolean mark = join.join().kind() == LogicalPlan.Join.Kind.MARK;
            return !mark && OperatorCost.buildsLeft(left.rows(), right.rows())
                    ? nanos + right.probing(left, right.rows())
                    : nanos + left.probing(right, found(left.rows(), result.rows()));
        }

        private double found(double left, double result) {
            return switch (join.join().kind()) {
                case SEMI -> result;
                case ANTI -> Math.max(0, left - result);
                case INNER, LEFT, FULL, SINGLE, MARK -> left;
            };
        }
    }

    private final JoinInputs inputs;
    private final List<Part> parts = new ArrayList<>();
    private final List<EqualColumns> groups;
    private final List<double[]> groupValues = new ArrayList<>();
    private final List<Correction> corrections = new ArrayList<>();
    private final List<Hanging> hanging = new ArrayList<>();

    /// The rows of inputs, and how many rows of a set each of them makes of one.
    private final double[] rows;

    private final double[] factors;
    private final double[] widths;
    private final int[] columns;
    private final boolean wideEdges;
    private final long[] neighbours;

    private JoinGraph(LogicalPlan root, OperatorCost costs, Feedback feedback) {
        inputs = JoinInputs.of(root);
        rows = new double[size()];
        widths = new double[size()];
        columns = new int[size()];
        RowEstimate estimate = new RowEstimate(new KnownColumns(root), feedback);
        for (int i = 0; i < size(); i++) {
            rows[i] = Math.max(1, estimate.rows(input(i)));
            measure(i, input(i).columns());
        }
        factors = rows.clone();
        inputs.hanging().forEach(hangs -> addHanging(hangs, estimate, costs));
        groups = EqualColumns.of(inputs.conditions(), inputs.owners());
        for (int group = 0; group < groups.size(); group++) {
            addGroup(group, estimate);
        }
        for (Expression condition : inputs.conditions()) {
            if (groups.stream().noneMatch(group -> group.has(condition))) {
                parts.add(part(condition, estimate));
            }
        }
        keysTogether(estimate);
        wideEdges = parts.stream()
                .anyMatch(part -> part.isEdge() && (Long.bitCount(part.left()) > 1 || Long.bitCount(part.right()) > 1));
        neighbours = new long[size()];
        Arrays.setAll(neighbours, this::neighboursOf);
    }

    private void measure(int input, List<LogicalPlan.Column> given) {
        List<DataType> types = given.stream().map(LogicalPlan.Column::type).toList();
        widths[input] = OperatorCost.width(types);
        columns[input] = types.size();
    }

    /// Its right side is as wide as it is; what it adds to a row may be less.
    private void addHanging(HangingJoin hangs, RowEstimate estimate, OperatorCost costs) {
        int input = hangs.input();
        JoinSide right = JoinSide.of(rows[input], widths[input], columns[input], costs);
        long named = inputs.owning(hangs.named());
        boolean hasKey = hangs.conditions().stream().anyMatch(condition -> isKey(condition, 1L << input));
        hanging.add(new Hanging(hangs, hasKey ? named : hangs.left(), hasKey, right));
        factors[input] = estimate.rows(hangs.join())
                / Math.max(1, estimate.rows(hangs.join().left()));
        measure(input, hangs.made());
    }

    private boolean isKey(Expression condition, long right) {
        List<Long> sides = sides(condition).stream().map(inputs::named).toList();
        return sides.size() == 2
                && (sides.get(0) == right && sides.get(1) != 0 && (sides.get(1) & right) == 0
                        || sides.get(1) == right && sides.get(0) != 0 && (sides.get(0) & right) == 0);
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
    static JoinGraph of(LogicalPlan root, OperatorCost costs, Feedback feedback) {
        return new JoinGraph(root, costs, feedback);
    }

    private Part part(Expression condition, RowEstimate estimate) {
        long all = inputs.named(condition);
        List<Expression> sides = sides(condition);
        long left = sides.isEmpty() ? 0 : inputs.named(sides.get(0));
        long right = sides.isEmpty() ? 0 : inputs.named(sides.get(1));
        boolean edge = left != 0 && right != 0 && (left & right) == 0;
        double selectivity =
                edge ? estimate.joinSelectivity(condition, least(left), least(right)) : share(condition, estimate);
        return new Part(condition, all, edge ? left : 0, edge ? right : 0, selectivity, NO_GROUP);
    }

    /// What a condition leaves of the pairs, beyond what it implies for single inputs: that is a filter of
    /// theirs already, unless they hang.
    private double share(Expression condition, RowEstimate estimate) {
        double share = estimate.selectivity(condition);
        for (int i = 0; i < size(); i++) {
            double implied = inputs.hangs(i)
                    ? 1
                    : ImpliedConditions.of(condition, Conjuncts.columns(input(i)))
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
        return Math.max(1, estimate.unfiltered(input(Long.numberOfTrailingZeros(set)), keys));
    }

    private double least(long set) {
        return rows[Long.numberOfTrailingZeros(set)];
    }

    static boolean contains(long set, long some) {
        return (set & some) == some;
    }

    int size() {
        return inputs.inputs().size();
    }

    LogicalPlan input(int number) {
        return inputs.inputs().get(number);
    }

    /// Answers the joins that are not inner.
    List<Hanging> hanging() {
        return hanging;
    }

    /// Answers whether an input is the right side of such a join.
    boolean hangs(int input) {
        return inputs.hangs(input);
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
            all *= (set >>> i & 1) == 0 ? 1 : factors[i];
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

    /// Answers how many columns a set of inputs has.
    int columns(long set) {
        int all = 0;
        for (int i = 0; i < columns.length; i++) {
            all += (set >>> i & 1) == 0 ? 0 : columns[i];
        }
        return all;
    }

    /// Answers the bytes of a row of a set of inputs.
    double width(long set) {
        double all = 0;
        for (int i = 0; i < widths.length; i++) {
            all += (set >>> i & 1) == 0 ? 0 : widths[i];
        }
        return all;
    }

    /// Answers whether all conditions may be evaluated anywhere.
    boolean isDeterministic() {
        return inputs.areDeterministic();
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

    /// An inner join of two inputs has conditions that name both; those that name what hangs alone are
    /// evaluated above the join that gives it.
    private boolean isNew(Part part, long a, long b) {
        boolean hangs = Long.bitCount(b) == 1 && inputs.hangs(Long.numberOfTrailingZeros(b));
        return contains(a | b, part.inputs()) && !contains(a, part.inputs()) && (hangs || !contains(b, part.inputs()));
    }
}
