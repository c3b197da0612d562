package org.almagest.columnar.encoding;

/// The digits whose values lie in a range, for one exponent and factor of [AlpFormat]. Blocks of a
/// page mostly share these, so the last answer is kept. One thread.
final class DigitRange {
    /// Beyond this doubles skip integers, and no digits are stored.
    private static final long MOST_DIGITS = 1L << 62;

    private int exponent = -1;
    private int factor;
    private double low;
    private double high;
    private long first;
    private long last;

    /// Finds the digits for a block's exponent and factor.
    void find(ValueKind kind, int ofExponent, int ofFactor, double from, double to) {
        if (exponent == ofExponent && factor == ofFactor && low == from && high == to) {
            return;
        }
        exponent = ofExponent;
        factor = ofFactor;
        low = from;
        high = to;
        first = AlpFormat.firstDigits(kind, exponent, factor, MOST_DIGITS, low, false);
        last = AlpFormat.firstDigits(kind, exponent, factor, MOST_DIGITS, high, true) - 1;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }
}
