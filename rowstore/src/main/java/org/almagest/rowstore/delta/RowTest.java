package org.almagest.rowstore.delta;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.LikePattern;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.scan.ValueSet;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Answers of one row of a vector whether it satisfies a predicate.
@FunctionalInterface
interface RowTest {
    boolean holds(ColumnVector vector, int row);

    /// Makes the test of a predicate on a column; empty for those that are not tested here.
    static Optional<RowTest> of(ColumnPredicate predicate, DataType type) {
        return switch (predicate) {
            case ColumnPredicate.Compare(int _, Comparison comparison, Value value) -> compare(comparison, value, type);
            case ColumnPredicate.Between(int _, Value low, Value high) ->
                both(compare(Comparison.GREATER_OR_EQUAL, low, type), compare(Comparison.LESS_OR_EQUAL, high, type));
            case ColumnPredicate.In(int _, List<Value> values) -> ListedValues.test(values, type);
            case ColumnPredicate.IsNull(int _, boolean negated) ->
                Optional.of((vector, row) -> vector.isNull(row) != negated);
            case ColumnPredicate.OrNull(ColumnPredicate accepted) ->
                of(accepted, type).map(test -> (vector, row) -> vector.isNull(row) || test.holds(vector, row));
            case ColumnPredicate.Like(int _, String pattern, char escape, boolean negated) ->
                type.physical() == PhysicalType.BYTES
                        ? Optional.of(like(LikePattern.of(pattern, escape), negated))
                        : Optional.empty();
            case ColumnPredicate.RangeSet set ->
                ValueSet.of(set, type).flatMap(normal -> ranges(normal.ranges(), type));
            case ColumnPredicate.Keys _ -> Optional.empty();
        };
    }

    private static Optional<RowTest> both(Optional<RowTest> first, Optional<RowTest> second) {
        return first.flatMap(a -> second.map(b -> (vector, row) -> a.holds(vector, row) && b.holds(vector, row)));
    }

    private static Optional<RowTest> compare(Comparison comparison, Value value, DataType type) {
        if (value.isNull()) {
            return Optional.of((vector, row) -> false);
        }
        return ValueOrder.against(value, type)
                .map(order ->
                        (vector, row) -> !vector.isNull(row) && satisfies(comparison, order.compare(vector, row)));
    }

    private static boolean satisfies(Comparison comparison, int order) {
        return switch (comparison) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private static RowTest like(LikePattern pattern, boolean negated) {
        return (vector, row) -> {
            TextColumnVector text = (TextColumnVector) vector;
            return !text.isNull(row) && pattern.matches(text.bytes(), text.start(row), text.length(row)) != negated;
        };
    }

    /// Ranges ascend and are disjoint: a row may lie in the last alone of those that begin at or before it.
    private static Optional<RowTest> ranges(List<ValueRange> ranges, DataType type) {
        RowTest[] lows = new RowTest[ranges.size()];
        RowTest[] highs = new RowTest[ranges.size()];
        for (int i = 0; i < lows.length; i++) {
            ValueRange range = ranges.get(i);
            Optional<RowTest> low = range.hasLow()
                    ? compare(range.includesLow() ? Comparison.GREATER_OR_EQUAL : Comparison.GREATER, range.low(), type)
                    : Optional.of((vector, row) -> !vector.isNull(row));
            Optional<RowTest> high = range.hasHigh()
                    ? compare(range.includesHigh() ? Comparison.LESS_OR_EQUAL : Comparison.LESS, range.high(), type)
                    : Optional.of((vector, row) -> !vector.isNull(row));
            if (low.isEmpty() || high.isEmpty()) {
                return Optional.empty();
            }
            lows[i] = low.get();
            highs[i] = high.get();
        }
        return Optional.of((vector, row) -> {
            int last = last(lows, vector, row);
            return last >= 0 && highs[last].holds(vector, row);
        });
    }

    /// Answers the last of tests that hold up to one and not behind it; -1 where none does.
    private static int last(RowTest[] tests, ColumnVector vector, int row) {
        int low = 0;
        int high = tests.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (tests[middle].holds(vector, row)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
