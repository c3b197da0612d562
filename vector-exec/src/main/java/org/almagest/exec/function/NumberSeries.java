package org.almagest.exec.function;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// The numbers from a first to a last one by a step.
public final class NumberSeries {
    private NumberSeries() {}

    /// Counts the numbers without overflow: the span is taken as an unsigned number. A step of 0 is
    /// an error.
    public static long count(long first, long last, long step, boolean inclusive) {
        if (step == 0) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "the step of a series cannot be 0");
        }
        boolean none = step > 0 ? first > last : first < last;
        if (none || !inclusive && first == last) {
            return 0;
        }
        long span = step > 0 ? last - first : first - last;
        long width = step > 0 ? step : -step;
        long whole = Long.divideUnsigned(inclusive ? span : span - 1, width);
        return whole == -1 || whole + 1 < 0 ? Long.MAX_VALUE : whole + 1;
    }
}
