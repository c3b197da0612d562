package org.almagest.columnar.scan;

import org.almagest.columnar.type.Value;

/// Values between two ends in the order of their type. NULL as an end is none: from the least value
/// on, or up to the greatest (NaN among them).
public record ValueRange(Value low, boolean includesLow, Value high, boolean includesHigh) {
    /// Every value but NULL.
    public static final ValueRange ALL = new ValueRange(Value.NULL, true, Value.NULL, true);

    /// Makes the range of one value.
    public static ValueRange of(Value value) {
        return between(value, value);
    }

    /// Both ends count.
    public static ValueRange between(Value low, Value high) {
        return new ValueRange(low, true, high, true);
    }

    public static ValueRange atLeast(Value low) {
        return new ValueRange(low, true, Value.NULL, true);
    }

    public static ValueRange above(Value low) {
        return new ValueRange(low, false, Value.NULL, true);
    }

    public static ValueRange atMost(Value high) {
        return new ValueRange(Value.NULL, true, high, true);
    }

    public static ValueRange below(Value high) {
        return new ValueRange(Value.NULL, true, high, false);
    }

    public boolean hasLow() {
        return !low.isNull();
    }

    public boolean hasHigh() {
        return !high.isNull();
    }

    /// Answers whether the range is a single value.
    public boolean isPoint() {
        return hasLow() && hasHigh() && includesLow && includesHigh && low.equals(high);
    }
}
