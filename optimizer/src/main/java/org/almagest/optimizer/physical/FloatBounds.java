package org.almagest.optimizer.physical;

import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.type.Value;

/// Says in REAL which floats lie in a range of doubles, exactly: between two neighbouring floats
/// nothing lies.
///
/// ```text
/// c < 0.1   =>   c <= 0.099999994f      (the greatest float below 0.1)
/// ```
final class FloatBounds {
    private FloatBounds() {}

    /// Answers the range of floats, in which nothing may lie: then its lower end is the greater.
    static ValueRange floats(ValueRange doubles) {
        Value low = doubles.low();
        boolean includesLow = doubles.includesLow();
        if (doubles.hasLow() && !isFloat(low)) {
            low = Value.of(neighbour(low, true));
            includesLow = true;
        }
        Value high = doubles.high();
        boolean includesHigh = doubles.includesHigh();
        if (doubles.hasHigh() && !isFloat(high)) {
            high = Value.of(neighbour(high, false));
            includesHigh = true;
        }
        return new ValueRange(low, includesLow, high, includesHigh);
    }

    private static double number(Value value) {
        return ((Value.OfDouble) value).value();
    }

    private static boolean isFloat(Value value) {
        return (float) number(value) == number(value) || Double.isNaN(number(value));
    }

    /// Answers the nearest float above or below a number that is none.
    private static double neighbour(Value value, boolean above) {
        float nearest = (float) number(value);
        if (above) {
            return nearest > number(value) ? nearest : Math.nextUp(nearest);
        }
        return nearest < number(value) ? nearest : Math.nextDown(nearest);
    }
}
