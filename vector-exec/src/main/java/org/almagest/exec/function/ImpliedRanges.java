package org.almagest.exec.function;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate.Range;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;

/// Finds the ranges of HEALPix cells (NESTED, order 29) that the truth of a condition implies for a
/// position, from what functions declare (`SkyBound`).
///
/// ```text
/// distance(ra, dec, 83.6, 22.0) < 0.5      the cells of a cone
/// in_cone(ra, dec, 83.6, 22.0, 0.5)        likewise
/// _healpix_29 BETWEEN 17 AND 40            17 to 40
/// either OR other                          both
/// ```
public final class ImpliedRanges {
    private ImpliedRanges() {}

    /// Answers ascending ranges that do not touch; empty where nothing is implied.
    public static Optional<List<Range>> of(Expression condition, PositionRef position) {
        return found(condition, position).map(ImpliedRanges::merged);
    }

    private static Optional<List<Range>> found(Expression condition, PositionRef position) {
        return switch (condition) {
            case Expression.Call call ->
                bound(call, position, Optional.of(Value.of(true)), Optional.of(Value.of(true)));
            case Expression.Compare(var comparison, Expression.Call call, Expression.Literal(var value, var type)) ->
                compared(call, comparison, value, position);
            case Expression.Compare(var comparison, Expression.Literal(var value, var type), Expression.Call call) ->
                compared(call, comparison.flipped(), value, position);
            case Expression.Not(Expression.Compare(var comparison, var left, var right)) ->
                found(new Expression.Compare(comparison.negated(), left, right), position);
            case Expression.InList(Expression.Call call, var values, boolean negated)
            when !negated ->
                union(values.stream()
                        .filter(value -> !value.isNull())
                        .map(value -> bound(call, position, Optional.of(value), Optional.of(value)))
                        .toList());
            case Expression.Or(var operands) ->
                union(operands.stream().map(operand -> found(operand, position)).toList());
            case Expression.And(var operands) ->
                operands.stream()
                        .map(operand -> found(operand, position))
                        .flatMap(Optional::stream)
                        .findFirst();
            default -> Optional.empty();
        };
    }

    /// All must imply something: a row may satisfy any of them.
    private static Optional<List<Range>> union(List<Optional<List<Range>>> parts) {
        List<Range> all = new ArrayList<>();
        for (Optional<List<Range>> part : parts) {
            if (part.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(part.get());
        }
        return Optional.of(all);
    }

    private static Optional<List<Range>> compared(
            Expression.Call call, Comparison comparison, Value value, PositionRef position) {
        if (value.isNull()) {
            return Optional.empty();
        }
        Optional<Value> bound = Optional.of(value);
        return switch (comparison) {
            case EQUAL -> bound(call, position, bound, bound);
            case LESS, LESS_OR_EQUAL -> bound(call, position, Optional.empty(), bound);
            case GREATER, GREATER_OR_EQUAL -> bound(call, position, bound, Optional.empty());
            case NOT_EQUAL -> Optional.empty();
        };
    }

    private static Optional<List<Range>> bound(
            Expression.Call call, PositionRef position, Optional<Value> low, Optional<Value> high) {
        return call.function().skyBound().flatMap(of -> of.ranges(call.arguments(), position, low, high));
    }

    private static List<Range> merged(List<Range> ranges) {
        List<Range> sorted =
                ranges.stream().sorted(Comparator.comparingLong(Range::low)).toList();
        List<Range> merged = new ArrayList<>();
        for (Range range : sorted) {
            Range last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && range.low() <= last.high() + 1) {
                merged.set(merged.size() - 1, new Range(last.low(), Math.max(last.high(), range.high())));
            } else {
                merged.add(range);
            }
        }
        return List.copyOf(merged);
    }
}
