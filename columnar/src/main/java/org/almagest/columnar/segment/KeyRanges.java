package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.scan.ValueSet;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;

/// What predicates say of the entries of an index, as ranges of its order.
///
/// ```text
/// index on (a, b)    a = 1 AND b > 5       (1, 5] .. (1, NULL)
///                    a IN (1, 2)           (1) .. (1]   (2) .. (2]
///                    a > 3 AND b = 1       (3] .. (NULL)          b is tested later
/// ```
///
/// Columns are used while those before are equal to something; the first that is not ends it.
///
/// @param ranges in no order; they do not overlap
/// @param exact predicates, by their places in the request, that all entries of the ranges satisfy
record KeyRanges(List<KeyRange> ranges, Set<Integer> exact) {
    /// The most combinations of values that are looked up.
    private static final int MOST_RANGES = 4_096;

    /// What a column may be.
    private record Accepted(List<ValueRange> ranges, boolean nulls, Set<Integer> predicates) {
        boolean isPoints() {
            return ranges.stream().allMatch(ValueRange::isPoint);
        }

        int size() {
            return ranges.size() + (nulls ? 1 : 0);
        }
    }

    /// Answers the ranges; empty where the predicates do not say where to look.
    static Optional<KeyRanges> of(TableSchema schema, IndexKeys keys, List<ColumnPredicate> predicates) {
        return keys.method() == IndexMethod.BTREE
                ? ordered(schema, keys, predicates)
                : hashed(schema, keys, predicates);
    }

    private static Optional<KeyRanges> ordered(TableSchema schema, IndexKeys keys, List<ColumnPredicate> predicates) {
        List<List<Value>> prefixes = List.of(List.of());
        List<KeyRange> ranges = List.of();
        Set<Integer> exact = new HashSet<>();
        for (int k = 0; k < keys.columns().size(); k++) {
            int column = schema.positionOfId(keys.columns().get(k).id());
            Optional<Accepted> found = accepted(column, schema.column(column).type(), predicates);
            if (found.isEmpty() || (long) prefixes.size() * found.get().size() > MOST_RANGES) {
                break;
            }
            Accepted accepted = found.get();
            exact.addAll(accepted.predicates());
            ranges = behind(prefixes, accepted);
            if (!accepted.isPoints()) {
                return Optional.of(new KeyRanges(ranges, exact));
            }
            prefixes = points(prefixes, accepted);
        }
        return exact.isEmpty() ? Optional.empty() : Optional.of(new KeyRanges(ranges, exact));
    }

    private static List<KeyRange> behind(List<List<Value>> prefixes, Accepted accepted) {
        List<KeyRange> ranges = new ArrayList<>();
        for (List<Value> prefix : prefixes) {
            accepted.ranges().forEach(range -> ranges.add(KeyRange.of(prefix, range)));
            if (accepted.nulls()) {
                ranges.add(KeyRange.of(KeyRange.plus(prefix, Value.NULL)));
            }
        }
        return ranges;
    }

    private static List<List<Value>> points(List<List<Value>> prefixes, Accepted accepted) {
        List<List<Value>> longer = new ArrayList<>();
        for (List<Value> prefix : prefixes) {
            accepted.ranges().forEach(range -> longer.add(KeyRange.plus(prefix, range.low())));
            if (accepted.nulls()) {
                longer.add(KeyRange.plus(prefix, Value.NULL));
            }
        }
        return longer;
    }

    /// A hash is looked up where every column is equal to something; rows are tested again.
    private static Optional<KeyRanges> hashed(TableSchema schema, IndexKeys keys, List<ColumnPredicate> predicates) {
        List<List<Value>> all = List.of(List.of());
        for (var key : keys.columns()) {
            int column = schema.positionOfId(key.id());
            Optional<Accepted> found =
                    accepted(column, schema.column(column).type(), predicates).filter(Accepted::isPoints);
            if (found.isEmpty() || (long) all.size() * found.get().size() > MOST_RANGES) {
                return Optional.empty();
            }
            all = points(all, found.get());
        }
        return Optional.of(new KeyRanges(
                all.stream()
                        .map(IndexKeys::hash)
                        .distinct()
                        .map(hash -> KeyRange.of(List.of(Value.of(hash))))
                        .toList(),
                Set.of()));
    }

    private static Optional<Accepted> accepted(int column, DataType type, List<ColumnPredicate> predicates) {
        List<ValueSet> sets = new ArrayList<>();
        boolean nulls = true;
        Set<Integer> used = new HashSet<>();
        for (int p = 0; p < predicates.size(); p++) {
            ColumnPredicate predicate = predicates.get(p);
            Optional<ValueSet> set = predicate.column() == column ? set(predicate, type) : Optional.empty();
            if (set.isPresent()) {
                sets.add(set.get());
                nulls &= predicate.acceptsNull();
                used.add(p);
            }
        }
        return used.isEmpty()
                ? Optional.empty()
                : Optional.of(new Accepted(ValueSet.intersection(sets).ranges(), nulls, used));
    }

    /// Answers the values that satisfy a predicate, NULL apart.
    private static Optional<ValueSet> set(ColumnPredicate predicate, DataType type) {
        return switch (predicate) {
            case ColumnPredicate.IsNull isNull -> {
                List<ValueRange> ranges = isNull.negated() ? List.of(ValueRange.ALL) : List.of();
                yield ValueSet.of(new ColumnPredicate.RangeSet(isNull.column(), ranges), type);
            }
            case ColumnPredicate.OrNull(ColumnPredicate accepted) -> set(accepted, type);
            case ColumnPredicate.Compare _,
                    ColumnPredicate.Between _,
                    ColumnPredicate.In _,
                    ColumnPredicate.RangeSet _ -> ValueSet.of(predicate, type);
            case ColumnPredicate.Like _, ColumnPredicate.Keys _ -> Optional.empty();
        };
    }
}
