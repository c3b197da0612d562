package org.almagest.ingest.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.LikePattern;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;

/// Tells whether rows with given bounds can satisfy a predicate. NaN lies above every bound and in
/// none: for REAL and DOUBLE nothing is concluded from an upper bound where NaN would count.
record BoundsCheck(DataType type, Bounds bounds, long rows) {
    boolean canSatisfy(ColumnPredicate predicate) {
        boolean allNull = bounds.nulls().isPresent() && bounds.nulls().getAsLong() == rows;
        return switch (predicate) {
            case ColumnPredicate.IsNull(var column, var negated) ->
                negated ? !allNull : bounds.nulls().orElse(1) > 0;
            case ColumnPredicate.OrNull(var accepted) -> bounds.nulls().orElse(1) > 0 || canSatisfy(accepted);
            case ColumnPredicate.Compare(var column, var comparison, var value) ->
                !allNull && (value.isNull() || compares(comparison, value));
            case ColumnPredicate.Between(var column, var low, var high) ->
                !allNull
                        && (low.isNull()
                                || high.isNull()
                                || compares(Comparison.GREATER_OR_EQUAL, low)
                                        && compares(Comparison.LESS_OR_EQUAL, high));
            case ColumnPredicate.In(var column, var values) ->
                !allNull && values.stream().anyMatch(value -> value.isNull() || compares(Comparison.EQUAL, value));
            case ColumnPredicate.RangeSet(var column, var ranges) ->
                !allNull && ranges.stream().anyMatch(this::reaches);
            case ColumnPredicate.Keys _ -> !allNull;
            case ColumnPredicate.Like like -> !allNull && (like.negated() || mayStartWith(like));
        };
    }

    /// The numbers of ranges are signed, and so are those of UBIGINT when they are asked for: bounds
    /// that cross the sign bit say nothing.
    private boolean reaches(ValueRange range) {
        return (!range.hasLow() || compares(Comparison.GREATER_OR_EQUAL, range.low()))
                && (!range.hasHigh() || compares(Comparison.LESS_OR_EQUAL, range.high()));
    }

    private boolean compares(Comparison comparison, Value value) {
        boolean floating = type.isFloating();
        if (floating && value instanceof Value.OfDouble(double number) && Double.isNaN(number)) {
            return true;
        }
        Optional<Value> least = bounds.least();
        Optional<Value> greatest = bounds.greatest();
        return switch (comparison) {
            case EQUAL ->
                (least.isEmpty() || compare(least.get(), value) <= 0)
                        && (greatest.isEmpty() || compare(greatest.get(), value) >= 0);
            case NOT_EQUAL -> true;
            case LESS -> least.isEmpty() || compare(least.get(), value) < 0;
            case LESS_OR_EQUAL -> least.isEmpty() || compare(least.get(), value) <= 0;
            case GREATER -> floating || greatest.isEmpty() || compare(greatest.get(), value) > 0;
            case GREATER_OR_EQUAL -> floating || greatest.isEmpty() || compare(greatest.get(), value) >= 0;
        };
    }

    private boolean mayStartWith(ColumnPredicate.Like like) {
        byte[] prefix = LikePattern.of(like.pattern(), like.escape()).prefix();
        if (bounds.least().isEmpty() || bounds.greatest().isEmpty() || prefix.length == 0) {
            return true;
        }
        byte[] least = utf8(bounds.least().get());
        byte[] greatest = utf8(bounds.greatest().get());
        boolean below = Arrays.compareUnsigned(greatest, prefix) < 0;
        int start = Math.min(prefix.length, least.length);
        return !below && Arrays.compareUnsigned(least, 0, start, prefix, 0, prefix.length) <= 0;
    }

    private int compare(Value a, Value b) {
        return compare(type, a, b);
    }

    static int compare(DataType type, Value a, Value b) {
        if (a instanceof Value.OfLong(long x) && b instanceof Value.OfLong(long y)) {
            return type == ScalarType.UBIGINT ? Long.compareUnsigned(x, y) : Long.compare(x, y);
        }
        if (a instanceof Value.OfDouble(double x) && b instanceof Value.OfDouble(double y)) {
            return x == y ? 0 : Double.compare(x, y);
        }
        if (a instanceof Value.OfHuge(var x) && b instanceof Value.OfHuge(var y)) {
            return x.compareTo(y);
        }
        return Arrays.compareUnsigned(utf8(a), utf8(b));
    }

    private static byte[] utf8(Value value) {
        if (value instanceof Value.OfText(String text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new IllegalArgumentException("a bound of another kind than the column's: " + value);
    }
}
