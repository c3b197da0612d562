package org.almagest.optimizer.estimate;

import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;

/// The numbers between two ends, as they are stored (a DECIMAL unscaled, a date in days). Without an upper end
/// NaN is among them, as the greatest number.
record NumberRange(double low, boolean withLow, double high, boolean withHigh) {
    /// All numbers.
    static final NumberRange ALL = new NumberRange(Double.NEGATIVE_INFINITY, true, Double.NaN, true);

    /// Answers the numbers of the range that compare with a constant as is said; not for inequality.
    NumberRange and(Comparison comparison, double constant) {
        return switch (comparison) {
            case EQUAL -> from(constant, true).to(constant, true);
            case GREATER -> from(constant, false);
            case GREATER_OR_EQUAL -> from(constant, true);
            case LESS -> to(constant, false);
            case LESS_OR_EQUAL -> to(constant, true);
            case NOT_EQUAL -> throw new IllegalArgumentException("an inequality is no range");
        };
    }

    private NumberRange from(double constant, boolean with) {
        int order = Double.compare(constant, low);
        return order < 0 || order == 0 && with ? this : new NumberRange(constant, with, high, withHigh);
    }

    private NumberRange to(double constant, boolean with) {
        int order = Double.compare(constant, high);
        return order > 0 || order == 0 && with ? this : new NumberRange(low, withLow, constant, with);
    }

    boolean isEmpty() {
        int order = Double.compare(low, high);
        return order > 0 || order == 0 && !(withLow && withHigh);
    }

    boolean has(double number) {
        int low = Double.compare(number, this.low);
        int high = Double.compare(number, this.high);
        return (low > 0 || low == 0 && withLow) && (high < 0 || high == 0 && withHigh);
    }

    /// Answers the range that has another one as well.
    NumberRange with(double from, double to) {
        return new NumberRange(
                Math.min(low, from),
                withLow || from <= low,
                Double.compare(to, high) > 0 ? to : high,
                withHigh || Double.compare(to, high) >= 0);
    }

    /// Answers how wide the range is within bounds; integers take up the room up to their next.
    double width(double least, double greatest, DataType type) {
        double from = Math.max(low, least);
        double to = Double.isNaN(high) ? greatest : Math.min(high, greatest);
        double ends = type.isInteger() ? (withLow || low < least ? 0.5 : -0.5) + (withHigh ? 0.5 : -0.5) : 0;
        return Math.max(0, to - from + ends);
    }
}
