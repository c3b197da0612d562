package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.ValueSet;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.TypeOrder;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.rule.Conjuncts;

/// Finds which values of columns make a condition TRUE.
///
/// ```text
/// exactly    m < 5, 5 > m, m IN (1, 2), flag, NOT m < 5, m >= 1 AND m <= 5,
///            m BETWEEN 1 AND 5 OR m = 7
/// at most    (m = 1 AND n = 3) OR m BETWEEN 5 AND 7 AND chance() < 0.5      m: 1 or 5 to 7
/// ```
///
/// NULL makes none of these TRUE, however they are negated; that it does beside such values is said
/// by a predicate of its own (`m < 5 OR m IS NULL`).
final class ColumnValues {
    /// The values of the column with a number that make a condition TRUE, as a predicate on its
    /// position in the source.
    record Known(int position, ValueSet values, ColumnPredicate predicate) {}

    private final Map<Integer, Integer> positions;

    /// Takes the positions in the source of the columns' numbers.
    ColumnValues(Map<Integer, Integer> positions) {
        this.positions = Map.copyOf(positions);
    }

    /// Answers the values for which the condition is TRUE, and no others are; empty where it is not
    /// about the values of a single column.
    Optional<Known> exactly(Expression condition) {
        return exactly(condition, false);
    }

    private Optional<Known> exactly(Expression condition, boolean negated) {
        return switch (condition) {
            case Expression.Not(var input) -> exactly(input, !negated);
            case Expression.And(var operands) -> combined(operands, negated, negated);
            case Expression.Or(var operands) -> combined(operands, negated, !negated);
            case Expression.Compare(var comparison, var left, Expression.Literal(var value, var type)) ->
                compared(left, negated ? comparison.negated() : comparison, value);
            case Expression.Compare(var comparison, Expression.Literal(var value, var type), var right) ->
                compared(right, (negated ? comparison.negated() : comparison).flipped(), value);
            case Expression.InList(var input, var values, boolean not) -> inList(input, values, not != negated);
            case Expression.ColumnRef ref
            when ref.type() == ScalarType.BOOLEAN -> compared(ref, Comparison.EQUAL, Value.of(!negated));
            default -> Optional.empty();
        };
    }

    private Optional<Known> combined(List<Expression> operands, boolean negated, boolean either) {
        List<Known> parts = new ArrayList<>();
        for (Expression operand : operands) {
            Optional<Known> part = exactly(operand, negated);
            boolean same = part.isPresent()
                    && (parts.isEmpty()
                            || parts.getFirst().position() == part.get().position());
            if (!same) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        List<ValueSet> sets = parts.stream().map(Known::values).toList();
        ValueSet all = either ? ValueSet.union(sets) : ValueSet.intersection(sets);
        int position = parts.getFirst().position();
        return Optional.of(new Known(position, all, all.predicate(position)));
    }

    private Optional<Known> compared(Expression side, Comparison comparison, Value value) {
        return known(side, new ColumnPredicate.Compare(0, comparison, value), false);
    }

    /// A NULL in the list is equal to nothing, and never known to be different.
    private Optional<Known> inList(Expression input, List<Value> values, boolean negated) {
        List<Value> comparable =
                values.stream().filter(value -> !value.isNull()).toList();
        return negated && comparable.size() < values.size()
                ? known(input, new ColumnPredicate.In(0, List.of()), false)
                : known(input, new ColumnPredicate.In(0, comparable), negated);
    }

    /// Answers the values of a column for which what is compared, the column or a conversion of it
    /// that keeps its order, satisfies a predicate.
    private Optional<Known> known(Expression side, ColumnPredicate predicate, boolean negated) {
        Expression source = side instanceof Expression.Cast cast ? cast.input() : side;
        boolean scannable = source instanceof Expression.ColumnRef ref
                && positions.containsKey(ref.index())
                && source.type() != ScalarType.BLOB
                && (source == side || keepsOrder(source.type(), side.type()));
        if (!scannable) {
            return Optional.empty();
        }
        int position = positions.get(((Expression.ColumnRef) source).index());
        Optional<ValueSet> sought = ValueSet.of(predicate, side.type()).map(set -> negated ? set.complement() : set);
        Optional<ValueSet> values = source.type() == ScalarType.REAL && side.type() == ScalarType.DOUBLE
                ? sought.map(ColumnValues::floats)
                : sought;
        boolean asWritten = source == side && !negated;
        return values.map(set -> new Known(
                position, set, asWritten && !set.isEmpty() ? at(position, predicate) : set.predicate(position)));
    }

    private static ValueSet floats(ValueSet doubles) {
        TypeOrder order = TypeOrder.of(ScalarType.REAL).orElseThrow();
        return ValueSet.of(
                order, doubles.ranges().stream().map(FloatBounds::floats).toList());
    }

    /// REAL to DOUBLE, and integers to wider ones, but for UBIGINT, whose order is another.
    private static boolean keepsOrder(DataType from, DataType to) {
        if (from == ScalarType.REAL && to == ScalarType.DOUBLE) {
            return true;
        }
        return from instanceof ScalarType narrow
                && to instanceof ScalarType wide
                && narrow.isInteger()
                && wide.isInteger()
                && wide.isSigned()
                && narrow.integerBits() < wide.integerBits();
    }

    private static ColumnPredicate at(int position, ColumnPredicate predicate) {
        return switch (predicate) {
            case ColumnPredicate.Compare(int _, var comparison, var value) ->
                new ColumnPredicate.Compare(position, comparison, value);
            case ColumnPredicate.In(int _, var values)
            when values.size() > 1 -> new ColumnPredicate.In(position, values);
            case ColumnPredicate.In(int _, var values) ->
                new ColumnPredicate.Compare(position, Comparison.EQUAL, values.getFirst());
            default -> throw new IllegalStateException("not a predicate of a comparison: " + predicate);
        };
    }

    /// Answers the predicate of an OR that is TRUE for NULL of a column and for some of its values.
    Optional<ColumnPredicate> orNull(Expression condition) {
        if (!(condition instanceof Expression.Or(var operands))) {
            return Optional.empty();
        }
        List<Expression> others = new ArrayList<>();
        Set<Optional<Integer>> nullable = new HashSet<>();
        for (Expression operand : operands) {
            if (operand instanceof Expression.IsNull(Expression.ColumnRef ref, boolean negated) && !negated) {
                nullable.add(Optional.ofNullable(positions.get(ref.index())));
            } else {
                others.add(operand);
            }
        }
        if (nullable.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        return combined(others, false, true)
                .filter(known -> nullable.equals(Set.of(Optional.of(known.position()))))
                .map(known -> new ColumnPredicate.OrNull(known.predicate()));
    }

    /// Answers for columns a set that holds every value with which the condition can be TRUE, by
    /// position in the source.
    Map<Integer, ValueSet> atMost(Expression condition) {
        Optional<Known> exact = exactly(condition);
        if (exact.isPresent()) {
            return Map.of(exact.get().position(), exact.get().values());
        }
        Map<Integer, ValueSet> all = new HashMap<>();
        switch (condition) {
            case Expression.And and -> {
                for (Expression operand : Conjuncts.split(and)) {
                    atMost(operand).forEach((position, values) -> all.merge(position, values, ColumnValues::both));
                }
            }
            case Expression.Or(var operands) -> {
                Map<Integer, List<ValueSet>> branches = new HashMap<>();
                for (Expression operand : operands) {
                    atMost(operand)
                            .forEach((position, values) -> branches.computeIfAbsent(position, p -> new ArrayList<>())
                                    .add(values));
                }
                branches.forEach((position, values) -> {
                    if (values.size() == operands.size()) {
                        all.put(position, ValueSet.union(values));
                    }
                });
            }
            default -> {}
        }
        return all;
    }

    private static ValueSet both(ValueSet a, ValueSet b) {
        return ValueSet.intersection(List.of(a, b));
    }
}
