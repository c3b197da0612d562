package org.almagest.columnar.scan;

import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.type.Value;

/// What is known of a column's values. `min` and `max` bound every value that is neither NULL nor
/// NaN (text bounds may be truncated: not above, not below); they are absent when unknown or when
/// there is no such value.
public record ColumnStatistics(
        Optional<Value> min,
        Optional<Value> max,
        OptionalLong nullCount,
        OptionalLong nanCount,
        OptionalLong distinct) {}
