package org.almagest.optimizer.estimate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.statistics.Quantiles;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.rule.Conjuncts;

/// The share of rows for which a condition is TRUE, from bounds and quantiles of columns: values are taken
/// as evenly spread and conditions as independent, where statistics do not say better.
final class Selectivity {
    private static final double UNKNOWN_SELECTIVITY = 0.25;
    private static final double EQUALITY_SELECTIVITY = 0.01;
    private static final double NULL_SELECTIVITY = 0.1;
    private static final double PATTERN_SELECTIVITY = 0.1;
    private static final double BEGINNING_SELECTIVITY = 0.03;

    /// Two comparisons leave at least this share of a column's values.
    private static final double LEAST_RANGE = 1e-4;

    private final KnownColumns known;

    Selectivity(KnownColumns known) {
        this.known = known;
    }

    /// Answers how many different values filters of a column leave of those that it has, where that is known: a key
    /// that is compared with constants on both sides of a join keeps the pairs of the values that are left.
    OptionalDouble left(Expression expression) {
        OptionalDouble all = distinct(expression);
        Expression column = expression instanceof Expression.Cast cast ? cast.input() : expression;
        if (all.isEmpty() || !(column instanceof Expression.ColumnRef ref)) {
            return all;
        }
        double share =
                Conjuncts.join(known.conditions(ref.index())).map(this::of).orElse(1.0);
        return OptionalDouble.of(Math.max(1, all.getAsDouble() * share));
    }

    /// Answers how many different values an expression has, where that is known.
    OptionalDouble distinct(Expression expression) {
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

    /// Answers the share of rows for which a condition is TRUE.
    double of(Expression condition) {
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
            case Expression.IsNull isNull -> isNull.negated() ? 1 - nulls(isNull.input()) : nulls(isNull.input());
            case Expression.Not not -> 1 - one(not.input());
            case Expression.Or or ->
                Math.min(1, or.operands().stream().mapToDouble(this::one).sum());
            case Expression.And and -> of(and);
            case Expression.Like like -> like.negated() ? 1 - like(like) : like(like);
            default -> UNKNOWN_SELECTIVITY;
        };
    }

    /// Answers the share of NULLs: those of a column of a table are counted.
    private double nulls(Expression input) {
        if (input instanceof Expression.ColumnRef ref && !known.isPadded(ref.index())) {
            Optional<KnownColumns.Origin> origin = known.origin(ref.index());
            OptionalLong rows = origin.map(from -> from.source().rowCount()).orElse(OptionalLong.empty());
            OptionalLong nulls = known.statistics(ref.index())
                    .map(ColumnStatistics::nullCount)
                    .orElse(OptionalLong.empty());
            if (rows.isPresent() && nulls.isPresent()) {
                return nulls.getAsLong() / (double) Math.max(1, rows.getAsLong());
            }
        }
        return NULL_SELECTIVITY;
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
        OptionalDouble value = SampledColumn.stored(literal.value());
        Optional<ColumnStatistics> statistics = known.statistics(ref.index());
        if (value.isEmpty() || statistics.isEmpty() || ref.type() == ScalarType.UBIGINT) {
            return OptionalDouble.empty();
        }
        OptionalDouble low = statistics.get().min().map(SampledColumn::stored).orElse(OptionalDouble.empty());
        OptionalDouble high = statistics.get().max().map(SampledColumn::stored).orElse(OptionalDouble.empty());
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

    private double equal(Expression.ColumnRef ref) {
        OptionalDouble distinct = distinct(ref);
        return distinct.isPresent() ? 1 / Math.max(1, distinct.getAsDouble()) : EQUALITY_SELECTIVITY;
    }
}
