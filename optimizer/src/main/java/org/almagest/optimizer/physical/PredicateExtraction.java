package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ValueSet;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;

/// Finds the conditions that a scan understands: one column against constants. What conditions say
/// of the values of one column becomes one predicate.
///
/// ```text
/// m < 5                       Compare          name LIKE 'M%'     Like
/// m >= 1 AND m <= 5           Between          m IS NOT NULL      IsNull
/// m < 5 OR m IN (7, 9)        RangeSet            m < 5 OR m IS NULL   OrNull
/// ```
final class PredicateExtraction {
    /// A predicate and the conditions that it stands for; none where it only follows from some, which
    /// are still to be checked.
    record Found(ColumnPredicate predicate, List<Expression> conditions) {}

    private final Map<Integer, Integer> positions;
    private final List<Found> found = new ArrayList<>();
    private final Map<Integer, List<ColumnValues.Known>> exact = new LinkedHashMap<>();
    private final Map<Integer, List<Expression>> conditionsOf = new HashMap<>();
    private final Map<Integer, ValueSet> implied = new LinkedHashMap<>();

    private PredicateExtraction(Map<Integer, Integer> positions) {
        this.positions = Map.copyOf(positions);
    }

    /// Takes the conditions apart; `positions` are those in the source of the columns' numbers.
    static PredicateExtraction of(Map<Integer, Integer> positions, List<Expression> conditions) {
        PredicateExtraction extraction = new PredicateExtraction(positions);
        ColumnValues values = new ColumnValues(positions);
        for (Expression condition : conditions) {
            extraction.add(condition, values);
        }
        return extraction;
    }

    private void add(Expression condition, ColumnValues values) {
        Optional<ColumnValues.Known> known = values.exactly(condition);
        if (known.isPresent()) {
            int position = known.get().position();
            exact.computeIfAbsent(position, p -> new ArrayList<>()).add(known.get());
            conditionsOf.computeIfAbsent(position, p -> new ArrayList<>()).add(condition);
            return;
        }
        other(condition)
                .or(() -> values.orNull(condition))
                .ifPresent(predicate -> found.add(new Found(predicate, List.of(condition))));
        values.atMost(condition)
                .forEach((position, set) ->
                        implied.merge(position, set, (a, b) -> ValueSet.intersection(List.of(a, b))));
    }

    private Optional<ColumnPredicate> other(Expression condition) {
        return switch (condition) {
            case Expression.IsNull(Expression.ColumnRef ref, boolean negated) ->
                position(ref).map(p -> new ColumnPredicate.IsNull(p, negated));
            case Expression.Like(
                    Expression.ColumnRef ref,
                    Expression.Literal(Value.OfText(var pattern), var type),
                    char escape,
                    boolean ignoreCase,
                    boolean negated)
            when !ignoreCase -> position(ref).map(p -> new ColumnPredicate.Like(p, pattern, escape, negated));
            default -> Optional.empty();
        };
    }

    private Optional<Integer> position(Expression.ColumnRef ref) {
        return Optional.ofNullable(positions.get(ref.index()));
    }

    /// Answers the predicates.
    List<Found> found() {
        List<Found> all = new ArrayList<>(found);
        exact.forEach((position, known) -> {
            ColumnPredicate predicate = known.size() == 1
                    ? known.getFirst().predicate()
                    : values(known).predicate(position);
            all.add(new Found(predicate, conditionsOf.get(position)));
        });
        implied.forEach((position, set) -> {
            ColumnPredicate predicate = set.predicate(position);
            // That no value is NULL would be tested row by row, for nothing.
            if (!(predicate instanceof ColumnPredicate.IsNull)) {
                all.add(new Found(predicate, List.of()));
            }
        });
        return all;
    }

    private static ValueSet values(List<ColumnValues.Known> known) {
        return ValueSet.intersection(
                known.stream().map(ColumnValues.Known::values).toList());
    }

    /// Answers whether the conditions exclude each other: no row can satisfy them all.
    boolean isContradiction() {
        for (var entry : exact.entrySet()) {
            ValueSet values = values(entry.getValue());
            ValueSet at = implied.containsKey(entry.getKey())
                    ? ValueSet.intersection(List.of(values, implied.get(entry.getKey())))
                    : values;
            if (at.isEmpty()) {
                return true;
            }
        }
        return implied.values().stream().anyMatch(ValueSet::isEmpty);
    }
}
