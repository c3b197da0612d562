package org.almagest.optimizer.estimate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Comparison;
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
    private static final double VALUES_OF_ROW = 10;
    private static final double STEPS = 100;
    private static final double GROUP_SHARE = 0.1;

    private final KnownColumns known;

    public RowEstimate(KnownColumns known) {
        this.known = known;
    }

    public double rows(LogicalPlan plan) {
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
            case SEMI, ANTI -> left / 2;
        };
    }

    private double pairs(LogicalPlan.Join join, double left, double right) {
        double share = 1;
        for (Expression conjunct : join.condition().map(Conjuncts::split).orElse(List.of())) {
            share *= joinSelectivity(conjunct, left, right);
        }
        return left * right * share;
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
        OptionalDouble ofA = distinct(a);
        OptionalDouble ofB = distinct(b);
        double known = Math.max(ofA.orElse(0), ofB.orElse(0));
        if (ofA.isPresent() && ofB.isPresent()) {
            return Math.max(1, known);
        }
        return Math.max(1, Math.max(known, Math.min(leftRows, rightRows)));
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
            OptionalDouble distinct = distinct(key.expression());
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
        for (Expression conjunct : Conjuncts.split(condition)) {
            share *= one(conjunct);
        }
        return share;
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
            default -> UNKNOWN_SELECTIVITY;
        };
    }

    private double compare(Comparison comparison, Expression.ColumnRef ref, Expression.Literal literal) {
        Optional<Interval> bounds = Interval.of(ref, known);
        Optional<Interval> value = Interval.of(literal, known);
        if (literal.value() == Value.NULL) {
            return 0;
        }
        if (bounds.isEmpty()
                || value.isEmpty()
                || bounds.get().high() <= bounds.get().low()) {
            return comparison == Comparison.EQUAL ? equal(ref) : UNKNOWN_SELECTIVITY;
        }
        double below = below(ref, value.get().low(), bounds.get());
        return switch (comparison) {
            case LESS, LESS_OR_EQUAL -> below;
            case GREATER, GREATER_OR_EQUAL -> 1 - below;
            case EQUAL -> equal(ref);
            case NOT_EQUAL -> 1 - equal(ref);
        };
    }

    /// Answers the share of a column's values below a value: by its quantiles, where it has some, else
    /// as if values were spread evenly between the bounds.
    private double below(Expression.ColumnRef ref, double value, Interval bounds) {
        double even = Math.clamp((value - bounds.low()) / (bounds.high() - bounds.low()), 0, 1);
        return known.statistics(ref.index())
                .flatMap(statistics -> statistics.sketch().quantiles())
                .map(quantiles -> quantiles.rank(value))
                .orElse(even);
    }

    private double equal(Expression.ColumnRef ref) {
        OptionalDouble distinct = distinct(ref);
        return distinct.isPresent() ? 1 / Math.max(1, distinct.getAsDouble()) : EQUALITY_SELECTIVITY;
    }
}
