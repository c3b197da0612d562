package org.almagest.columnar.scan;

import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.statistics.ColumnSketch;
import org.almagest.columnar.type.Value;

/// What is known of a column's values. `min` and `max` bound every value that is neither NULL nor
/// NaN (text bounds may be truncated: not above, not below); they are absent when unknown or when
/// there is no such value. `distinct` is an estimate, of values that are not NULL.
public record ColumnStatistics(
        Optional<Value> min,
        Optional<Value> max,
        OptionalLong nullCount,
        OptionalLong nanCount,
        OptionalLong distinct,
        ColumnSketch sketch) {
    /// Statistics without sketches.
    public ColumnStatistics(
            Optional<Value> min,
            Optional<Value> max,
            OptionalLong nullCount,
            OptionalLong nanCount,
            OptionalLong distinct) {
        this(min, max, nullCount, nanCount, distinct, ColumnSketch.NONE);
    }

    /// Answers the same with other sketches, whose estimate of distinct values is at most `values`.
    public ColumnStatistics withSketch(ColumnSketch other, long values) {
        OptionalLong estimate = other.distinct()
                .map(distinct -> OptionalLong.of(Math.min(values, distinct.estimate())))
                .orElse(OptionalLong.empty());
        return new ColumnStatistics(min, max, nullCount, nanCount, estimate, other);
    }
}
