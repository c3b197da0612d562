package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;

/// Finds the conditions that a scan understands: one column against constants.
///
/// ```text
/// m < 5            Compare          name LIKE 'M%'     Like
/// 5 > m            Compare          id IN (1, 2)       In
/// m >= 1 AND m <= 5   Between       m IS NOT NULL      IsNull
/// NOT m < 5    Compare >=
/// ```
final class PredicateExtraction {
    /// A predicate and the conditions that it stands for.
    record Found(ColumnPredicate predicate, List<Expression> conditions) {}

    private final Map<Integer, Integer> positions;

    /// Takes the positions in the source of the columns' numbers.
    PredicateExtraction(Map<Integer, Integer> positions) {
        this.positions = Map.copyOf(positions);
    }

    /// Answers the predicates among the conditions; a lower and an upper bound of one column become
    /// one.
    List<Found> extract(List<Expression> conditions) {
        List<Found> found = new ArrayList<>();
        for (Expression condition : conditions) {
            one(condition).ifPresent(predicate -> found.add(new Found(predicate, List.of(condition))));
        }
        return paired(found);
    }

    private Optional<ColumnPredicate> one(Expression condition) {
        return switch (condition) {
            case Expression.Compare(var comparison, var left, Expression.Literal(var value, var type)) ->
                compare(left, comparison, value);
            case Expression.Compare(var comparison, Expression.Literal(var value, var type), var right) ->
                compare(right, comparison.flipped(), value);
            case Expression.Not(Expression.Compare(var comparison, var left, var right)) ->
                one(new Expression.Compare(comparison.negated(), left, right));
            case Expression.InList(Expression.ColumnRef ref, var values, boolean negated)
            when !negated && isScannable(ref) -> in(ref, values);
            case Expression.IsNull(Expression.ColumnRef ref, boolean negated) ->
                position(ref).map(p -> new ColumnPredicate.IsNull(p, negated));
            case Expression.Like(
                    Expression.ColumnRef ref,
                    Expression.Literal(Value.OfText(var pattern), var type),
                    char escape,
                    boolean ignoreCase,
                    boolean negated)
            when !ignoreCase -> position(ref).map(p -> new ColumnPredicate.Like(p, pattern, escape, negated));
            case Expression.ColumnRef ref
            when ref.type() == ScalarType.BOOLEAN ->
                position(ref).map(p -> new ColumnPredicate.Compare(p, Comparison.EQUAL, Value.of(true)));
            case Expression.Not(Expression.ColumnRef ref) ->
                position(ref).map(p -> new ColumnPredicate.Compare(p, Comparison.EQUAL, Value.of(false)));
            default -> Optional.empty();
        };
    }

    /// A NULL in the list is equal to nothing.
    private Optional<ColumnPredicate> in(Expression.ColumnRef ref, List<Value> values) {
        List<Value> comparable =
                values.stream().filter(value -> !value.isNull()).toList();
        return position(ref).map(p -> new ColumnPredicate.In(p, comparable));
    }

    private static boolean isScannable(Expression.ColumnRef ref) {
        return !(ref.type() instanceof ArrayType);
    }

    private Optional<Integer> position(Expression.ColumnRef ref) {
        return Optional.ofNullable(positions.get(ref.index()));
    }

    private Optional<ColumnPredicate> compare(Expression side, Comparison comparison, Value value) {
        if (value.isNull()) {
            return Optional.empty();
        }
        return switch (side) {
            case Expression.ColumnRef ref
            when isScannable(ref) && !(value instanceof Value.OfBytes) ->
                position(ref).map(p -> new ColumnPredicate.Compare(p, comparison, value));
            case Expression.Cast(Expression.ColumnRef ref, var type, boolean orNull)
            when ref.type() == ScalarType.REAL
                    && type == ScalarType.DOUBLE
                    && value instanceof Value.OfDouble(double constant) ->
                position(ref).flatMap(p -> FloatBounds.compare(p, comparison, constant));
            default -> Optional.empty();
        };
    }

    private static List<Found> paired(List<Found> found) {
        List<Found> result = new ArrayList<>();
        Map<Integer, Found> lowers = new HashMap<>();
        Map<Integer, Found> uppers = new HashMap<>();
        for (Found each : found) {
            boolean bound = each.predicate() instanceof ColumnPredicate.Compare compare
                    && (compare.comparison() == Comparison.GREATER_OR_EQUAL
                                    && lowers.putIfAbsent(compare.column(), each) == null
                            || compare.comparison() == Comparison.LESS_OR_EQUAL
                                    && uppers.putIfAbsent(compare.column(), each) == null);
            if (!bound) {
                result.add(each);
            }
        }
        lowers.forEach((column, lower) -> {
            Found upper = uppers.remove(column);
            result.add(upper == null ? lower : between(column, lower, upper));
        });
        result.addAll(uppers.values());
        return result;
    }

    private static Found between(int column, Found lower, Found upper) {
        Value low = ((ColumnPredicate.Compare) lower.predicate()).value();
        Value high = ((ColumnPredicate.Compare) upper.predicate()).value();
        return new Found(
                new ColumnPredicate.Between(column, low, high),
                List.of(lower.conditions().getFirst(), upper.conditions().getFirst()));
    }
}
