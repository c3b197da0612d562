package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.Band;
import org.almagest.optimizer.rule.Conjuncts;

/// Finds in the conditions of a join without keys what bounds an expression over the build side by
/// expressions over the probe. An expression bounded on both sides is best; then intervals of the build
/// side with both ends bounded; then any bound.
final class BandFinder {
    private static final Set<DataType> NUMBERS = Set.of(
            ScalarType.TINYINT,
            ScalarType.SMALLINT,
            ScalarType.INTEGER,
            ScalarType.BIGINT,
            ScalarType.REAL,
            ScalarType.DOUBLE);

    private static final class Bounds {
        final List<Band.Bound> lower = new ArrayList<>();
        final List<Band.Bound> upper = new ArrayList<>();
    }

    private final Planned probe;
    private final Planned build;
    private final Map<Expression, Bounds> found = new LinkedHashMap<>();

    private BandFinder(Planned probe, Planned build) {
        this.probe = probe;
        this.build = build;
    }

    static Optional<Band> find(List<Expression> conditions, Planned probe, Planned build) {
        BandFinder finder = new BandFinder(probe, build);
        for (Expression condition : conditions) {
            if (condition instanceof Expression.Compare compare && Conjuncts.isDeterministic(compare)) {
                finder.add(compare);
            }
        }
        return finder.best();
    }

    private void add(Expression.Compare compare) {
        Expression left = compare.left();
        Expression right = compare.right();
        if (!Band.sorts(left.type())) {
            return;
        }
        if (JoinKeyPairs.belongs(left, build) && JoinKeyPairs.belongs(right, probe)) {
            bound(left, compare.comparison(), right);
        } else if (JoinKeyPairs.belongs(left, probe) && JoinKeyPairs.belongs(right, build)) {
            bound(right, compare.comparison().flipped(), left);
        } else {
            distance(left, compare.comparison(), right);
            distance(right, compare.comparison().flipped(), left);
        }
    }

    private void bound(Expression ofBuild, Comparison comparison, Expression ofProbe) {
        Band.Bound bound = new Band.Bound(probe.map().translate(ofProbe), 0);
        switch (comparison) {
            case GREATER, GREATER_OR_EQUAL -> bounds(ofBuild).lower.add(bound);
            case LESS, LESS_OR_EQUAL -> bounds(ofBuild).upper.add(bound);
            case EQUAL, NOT_EQUAL -> {
                // The first is a key, the second bounds nothing.
            }
        }
    }

    private Bounds bounds(Expression ofBuild) {
        return found.computeIfAbsent(ofBuild, e -> new Bounds());
    }

    /// `abs(a - b) <= constant`
    private void distance(Expression distance, Comparison comparison, Expression limit) {
        boolean isLess = comparison == Comparison.LESS || comparison == Comparison.LESS_OR_EQUAL;
        Optional<List<Expression>> sides = call("abs", distance).flatMap(inside -> call("-", inside.getFirst()));
        if (!isLess
                || sides.isEmpty()
                || sides.get().size() != 2
                || number(limit).isEmpty()) {
            return;
        }
        Expression a = sides.get().getFirst();
        Expression b = sides.get().getLast();
        double most = number(limit).get();
        if (JoinKeyPairs.belongs(a, probe) && JoinKeyPairs.belongs(b, build)) {
            within(b, a, most);
        } else if (JoinKeyPairs.belongs(a, build) && JoinKeyPairs.belongs(b, probe)) {
            within(a, b, most);
        }
    }

    private void within(Expression ofBuild, Expression ofProbe, double most) {
        if (isNumber(ofBuild) && isNumber(ofProbe)) {
            Expression value = probe.map().translate(ofProbe);
            bounds(ofBuild).lower.add(new Band.Bound(value, -most));
            bounds(ofBuild).upper.add(new Band.Bound(value, most));
        }
    }

    /// Dates and decimals have differences of other types.
    private static boolean isNumber(Expression expression) {
        return NUMBERS.contains(expression.type());
    }

    private static Optional<List<Expression>> call(String name, Expression expression) {
        return expression instanceof Expression.Call call
                        && call.function().name().equals(name)
                ? Optional.of(call.arguments())
                : Optional.empty();
    }

    private static Optional<Double> number(Expression limit) {
        return switch (limit) {
            case Expression.Literal(Value.OfDouble(double value), var type)
            when Double.isFinite(value) -> Optional.of(value);
            case Expression.Literal(Value.OfLong(long value), ScalarType type) -> Optional.of((double) value);
            default -> Optional.empty();
        };
    }

    private Optional<Band> best() {
        Optional<Band> one = Optional.empty();
        for (Map.Entry<Expression, Bounds> entry : found.entrySet()) {
            Band band = band(entry, Optional.empty());
            if (!band.lower().isEmpty() && !band.upper().isEmpty()) {
                return Optional.of(band);
            }
            one = one.isEmpty() ? Optional.of(band) : one;
        }
        for (Map.Entry<Expression, Bounds> starts : found.entrySet()) {
            for (Map.Entry<Expression, Bounds> ends : found.entrySet()) {
                if (!starts.getValue().upper.isEmpty()
                        && !ends.getValue().lower.isEmpty()
                        && ends.getValue().lower.getFirst().offset() == 0) {
                    Expression bound = ends.getValue().lower.getFirst().value();
                    return Optional.of(band(
                            starts, Optional.of(new Band.Ends(build.map().translate(ends.getKey()), bound))));
                }
            }
        }
        return one;
    }

    private Band band(Map.Entry<Expression, Bounds> entry, Optional<Band.Ends> ends) {
        return new Band(build.map().translate(entry.getKey()), entry.getValue().lower, entry.getValue().upper, ends);
    }
}
