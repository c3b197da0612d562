package org.almagest.optimizer.estimate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.statistics.Quantiles;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// How many rows a plan will give, from row counts, bounds and quantiles of columns: values are taken
/// as evenly spread and conditions as independent, where statistics do not say better. Good enough to
/// choose a join's build side.
public final class RowEstimate {
    private static final double UNKNOWN_ROWS = 100_000;
    private static final double UNKNOWN_SELECTIVITY = 0.25;
    private static final double EQUALITY_SELECTIVITY = 0.01;
    private static final double PATTERN_SELECTIVITY = 0.1;
    private static final double BEGINNING_SELECTIVITY = 0.03;

    private static final double HALF = 0.5;

    /// So many rows are taken to have no partner, at least.
    private static final double LEAST_ALONE = 0.1;

    /// Two comparisons leave at least this share of a column's values.
    private static final double LEAST_RANGE = 1e-4;
    private static final double VALUES_OF_ROW = 10;
    private static final double STEPS = 100;
    private static final double GROUP_SHARE = 0.1;

    private final KnownColumns known;
    private final Map<LogicalPlan, Double> estimated = new IdentityHashMap<>();

    public RowEstimate(KnownColumns known) {
        this.known = known;
    }

    /// Plans are estimated again and again, as parts of what stands above them.
    public double rows(LogicalPlan plan) {
        Double found = estimated.get(plan);
        if (found == null) {
            found = estimate(plan);
            estimated.put(plan, found);
        }
        return found;
    }

    private double estimate(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Scan scan ->
                scan.source().rowCount().isPresent() ? scan.source().rowCount().getAsLong() : UNKNOWN_ROWS;
            case LogicalPlan.Values values -> values.rows().size();
            case LogicalPlan.Filter filter -> rows(filter.input()) * selectivity(filter.condition());
            case LogicalPlan.Project project -> rows(project.input());
            case LogicalPlan.Aggregate aggregate -> groups(aggregate);
            case LogicalPlan.Join join -> join(join);
            case LogicalPlan.DependentJoin dependent -> join(dependent.join());
            case LogicalPlan.Unnest unnest -> rows(unnest.input()) * VALUES_OF_ROW;
            case LogicalPlan.Recursive recursive -> rows(recursive.seed()) * STEPS;
            case LogicalPlan.WorkingTable working -> UNKNOWN_ROWS / STEPS;
            case LogicalPlan.Shared shared -> rows(shared.input());
            case LogicalPlan.Sort sort -> rows(sort.input());
            case LogicalPlan.Window window -> rows(window.input());
            case LogicalPlan.Limit limit -> Math.min(rows(limit.input()), limit.limit());
            case LogicalPlan.UnionAll union ->
                union.inputs().stream().mapToDouble(this::rows).sum();
        };
    }

    private double join(LogicalPlan.Join join) {
        double left = rows(join.left());
        double right = rows(join.right());
        return switch (join.kind()) {
            case INNER -> pairs(join, left, right);
            case LEFT -> Math.max(left, pairs(join, left, right));
            case FULL -> Math.max(left + right, pairs(join, left, right));
            case SINGLE, MARK -> left;
            case SEMI -> left * partnered(join, left, right);
            case ANTI -> left * Math.max(LEAST_ALONE, 1 - partnered(join, left, right));
        };
    }

    /// Answers the share of rows of the left side that have a partner: of the values of its key those that
    /// the right side can have.
    private double partnered(LogicalPlan.Join join, double left, double right) {
        double share = 1;
        boolean known = false;
        for (Expression conjunct : join.condition().map(Conjuncts::split).orElse(List.of())) {
            if (isEquality(conjunct) && conjunct instanceof Expression.Compare(var comparison, var a, var b)) {
                boolean straight = Conjuncts.columns(join.left()).containsAll(Conjuncts.columns(a));
                double ofLeft = left(straight ? a : b).orElse(left);
                double ofRight = Math.min(right, left(straight ? b : a).orElse(right));
                share = Math.min(share, ofRight / Math.max(1, ofLeft));
                known = true;
            }
        }
        return known ? share : HALF;
    }

    private double pairs(LogicalPlan.Join join, double left, double right) {
        double share = 1;
        double keys = 1;
        double most = 1;
        int equalities = 0;
        Set<Integer> columns = new HashSet<>();
        for (Expression conjunct : join.condition().map(Conjuncts::split).orElse(List.of())) {
            double kept = joinSelectivity(conjunct, left, right);
            if (isEquality(conjunct)) {
                columns.addAll(Conjuncts.columns(conjunct));
                keys /= kept;
                most = Math.max(most, 1 / kept);
                equalities++;
            } else {
                share *= kept;
            }
        }
        if (equalities < 2) {
            return left * right * share / keys;
        }
        double ofLeft = unfiltered(join.left(), columns);
        double ofRight = unfiltered(join.right(), columns);
        return left * right * share / together(keys, most, ofLeft, ofRight);
    }

    /// Answers how many rows there are of the table that a plan has all of its `keys` from, before any is left
    /// out; those of the plan where they come from several.
    public double unfiltered(LogicalPlan plan, Set<Integer> keys) {
        return switch (plan) {
            case LogicalPlan.Filter filter -> unfiltered(filter.input(), keys);
            case LogicalPlan.Join join -> {
                Set<Integer> ofLeft = shared(join.left(), keys);
                Set<Integer> ofRight = shared(join.right(), keys);
                boolean both = !ofLeft.isEmpty() && !ofRight.isEmpty();
                yield both
                        ? rows(plan)
                        : ofRight.isEmpty() ? unfiltered(join.left(), keys) : unfiltered(join.right(), keys);
            }
            default -> rows(plan);
        };
    }

    private static Set<Integer> shared(LogicalPlan plan, Set<Integer> keys) {
        Set<Integer> shared = new HashSet<>(Conjuncts.columns(plan));
        shared.retainAll(keys);
        return shared;
    }

    /// Answers how many different values several keys have together, from the product and the greatest
    /// of their numbers of values, and the rows of the tables that they come from: the keys of one are hardly
    /// more than its rows.
    public static double together(double product, double most, double leftRows, double rightRows) {
        return Math.max(most, Math.min(product, Math.max(1, Math.min(leftRows, rightRows))));
    }

    private static boolean isEquality(Expression conjunct) {
        return conjunct instanceof Expression.Compare(var comparison, var a, var b)
                && comparison == Comparison.EQUAL
                && !Conjuncts.columns(a).isEmpty()
                && !Conjuncts.columns(b).isEmpty();
    }

    /// Answers the share of pairs of two inputs for which a part of a join's condition is TRUE. An
    /// equality holds for one of the different values of the side that has more of them; where they
    /// are not known, one side's are taken for a key.
    public double joinSelectivity(Expression conjunct, double leftRows, double rightRows) {
        return switch (conjunct) {
            case Expression.Compare(var comparison, var a, var b)
            when comparison == Comparison.EQUAL
                    && !Conjuncts.columns(a).isEmpty()
                    && !Conjuncts.columns(b).isEmpty() -> 1 / different(a, b, leftRows, rightRows);
            case Expression.NotDistinct(var a, var b, boolean negated)
            when !negated -> 1 / different(a, b, leftRows, rightRows);
            default -> one(conjunct);
        };
    }

    private double different(Expression a, Expression b, double leftRows, double rightRows) {
        OptionalDouble ofA = left(a);
        OptionalDouble ofB = left(b);
        double known = Math.max(ofA.orElse(0), ofB.orElse(0));
        if (ofA.isPresent() && ofB.isPresent()) {
            return Math.max(1, known);
        }
        return Math.max(1, Math.max(known, Math.min(leftRows, rightRows)));
    }

    /// Answers how many different values an expression has, as many as `rows` where that is not known.
    public double values(Expression expression, double rows) {
        return left(expression).orElse(rows);
    }

    /// Answers how many different values filters of a column leave of those that it has, where that is known: a key
    /// that is compared with constants on both sides of a join keeps the pairs of the values that are left.
    private OptionalDouble left(Expression expression) {
        OptionalDouble all = distinct(expression);
        Expression column = expression instanceof Expression.Cast cast ? cast.input() : expression;
        if (all.isEmpty() || !(column instanceof Expression.ColumnRef ref)) {
            return all;
        }
        double share = Conjuncts.join(known.conditions(ref.index()))
                .map(this::selectivity)
                .orElse(1.0);
        return OptionalDouble.of(Math.max(1, all.getAsDouble() * share));
    }

    /// Answers how many different values an expression has, where that is known.
    private OptionalDouble distinct(Expression expression) {
        return switch (expression) {
            case Expression.ColumnRef ref -> {
                OptionalLong distinct = known.statistics(ref.index())
                        .map(ColumnStatistics::distinct)
                        .orElse(OptionalLong.empty());
                yield distinct.isPresent() ? OptionalDouble.of(distinct.getAsLong()) : OptionalDouble.empty();
            }
            case Expression.Cast cast -> distinct(cast.input());
            default -> OptionalDouble.empty();
        };
    }

    private double groups(LogicalPlan.Aggregate aggregate) {
        double input = rows(aggregate.input());
        double groups = 1;
        for (LogicalPlan.Assignment key : aggregate.keys()) {
            OptionalDouble distinct = left(key.expression());
            if (distinct.isEmpty()) {
                return Math.max(1, input * GROUP_SHARE);
            }
            groups *= distinct.getAsDouble();
        }
        return Math.max(1, Math.min(input, groups));
    }

    /// Answers the share of rows for which a condition is TRUE.
    public double selectivity(Expression condition) {
        double share = 1;
        Map<Expression.ColumnRef, double[]> ranges = new HashMap<>();
        for (Expression conjunct : Conjuncts.split(condition)) {
            if (!isRange(conjunct, ranges)) {
                share *= one(conjunct);
            }
        }
        for (double[] range : ranges.values()) {
            boolean both = range[0] > 0 && range[1] < 1;
            share *= Math.max(range[1] - range[0], both ? LEAST_RANGE : 0);
        }
        return share;
    }

    /// Notes what a comparison of a column with a constant leaves of the column's values: the shares
    /// below its lower and its upper end, so that two of them make a range.
    private boolean isRange(Expression conjunct, Map<Expression.ColumnRef, double[]> ranges) {
        if (!(conjunct
                instanceof Expression.Compare(var comparison, Expression.ColumnRef ref, Expression.Literal literal))) {
            return false;
        }
        boolean lower = comparison == Comparison.GREATER || comparison == Comparison.GREATER_OR_EQUAL;
        boolean upper = comparison == Comparison.LESS || comparison == Comparison.LESS_OR_EQUAL;
        OptionalDouble below = lower || upper ? below(ref, literal) : OptionalDouble.empty();
        if (below.isEmpty()) {
            return false;
        }
        double[] range = ranges.computeIfAbsent(ref, column -> new double[] {0, 1});
        if (lower) {
            range[0] = Math.max(range[0], below.getAsDouble());
        } else {
            range[1] = Math.min(range[1], below.getAsDouble());
        }
        return true;
    }

    private double one(Expression conjunct) {
        return switch (conjunct) {
            case Expression.Compare(var comparison, Expression.ColumnRef ref, Expression.Literal literal) ->
                compare(comparison, ref, literal);
            case Expression.InList in ->
                Math.min(
                        1,
                        (in.input() instanceof Expression.ColumnRef ref ? equal(ref) : EQUALITY_SELECTIVITY)
                                * in.values().size());
            case Expression.IsNull isNull -> isNull.negated() ? 0.9 : 0.1;
            case Expression.Not not -> 1 - one(not.input());
            case Expression.Or or ->
                Math.min(1, or.operands().stream().mapToDouble(this::one).sum());
            case Expression.And and -> selectivity(and);
            case Expression.Like like -> like.negated() ? 1 - like(like) : like(like);
            default -> UNKNOWN_SELECTIVITY;
        };
    }

    /// A text that begins with what is given is rarer than one that has it anywhere.
    private static double like(Expression.Like like) {
        return like.pattern() instanceof Expression.Literal(Value.OfText(var pattern), var type)
                        && !pattern.startsWith("%")
                ? BEGINNING_SELECTIVITY
                : PATTERN_SELECTIVITY;
    }

    private double compare(Comparison comparison, Expression.ColumnRef ref, Expression.Literal literal) {
        if (literal.value() == Value.NULL) {
            return 0;
        }
        return switch (comparison) {
            case LESS, LESS_OR_EQUAL -> below(ref, literal).orElse(UNKNOWN_SELECTIVITY);
            case GREATER, GREATER_OR_EQUAL -> 1 - below(ref, literal).orElse(1 - UNKNOWN_SELECTIVITY);
            case EQUAL -> equal(ref);
            case NOT_EQUAL -> 1 - equal(ref);
        };
    }

    /// Answers the share of a column's values below a constant: by its quantiles, where it has some,
    /// else as if values were spread evenly between the bounds. Quantiles, bounds and constant stand as
    /// they are stored (a DECIMAL unscaled, a date in days).
    private OptionalDouble below(Expression.ColumnRef ref, Expression.Literal literal) {
        OptionalDouble value = stored(literal.value());
        Optional<ColumnStatistics> statistics = known.statistics(ref.index());
        if (value.isEmpty() || statistics.isEmpty() || ref.type() == ScalarType.UBIGINT) {
            return OptionalDouble.empty();
        }
        OptionalDouble low = statistics.get().min().map(RowEstimate::stored).orElse(OptionalDouble.empty());
        OptionalDouble high = statistics.get().max().map(RowEstimate::stored).orElse(OptionalDouble.empty());
        if (low.isEmpty() || high.isEmpty() || high.getAsDouble() <= low.getAsDouble()) {
            return OptionalDouble.empty();
        }
        Optional<Quantiles> quantiles = statistics.get().sketch().quantiles();
        return quantiles.isPresent()
                ? OptionalDouble.of(quantiles.get().rank(value.getAsDouble()))
                : even(value.getAsDouble(), low.getAsDouble(), high.getAsDouble());
    }

    /// Answers the share below a value of values spread evenly; nothing where a bound is infinite or
    /// NaN. NaN is the greatest value.
    private static OptionalDouble even(double value, double low, double high) {
        if (Double.isNaN(value)) {
            return OptionalDouble.of(1);
        }
        return Double.isFinite(high - low)
                ? OptionalDouble.of(Math.clamp((value - low) / (high - low), 0, 1))
                : OptionalDouble.empty();
    }

    private static OptionalDouble stored(Value value) {
        return switch (value) {
            case Value.OfLong(long number) -> OptionalDouble.of(number);
            case Value.OfDouble(double number) -> OptionalDouble.of(number);
            case Value.OfHuge(var number) -> OptionalDouble.of(number.doubleValue());
            default -> OptionalDouble.empty();
        };
    }

    private double equal(Expression.ColumnRef ref) {
        OptionalDouble distinct = distinct(ref);
        return distinct.isPresent() ? 1 / Math.max(1, distinct.getAsDouble()) : EQUALITY_SELECTIVITY;
    }
}
