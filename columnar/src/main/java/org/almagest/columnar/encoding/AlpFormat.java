package org.almagest.columnar.encoding;

/// Layout of a block of decimal-like floats, and the arithmetic that writer and reader must share.
///
/// After Afroozeh, Kuffo and Boncz, "ALP: Adaptive Lossless floating-Point Compression" (SIGMOD
/// 2024). Most floats in tables were decimals once. `digits = rint(value * 10^e * 10^-f)` is then a
/// small integer, and `digits * 10^f * 10^-e`, rounded after each product, gives back every bit of a
/// DOUBLE. A FLOAT is `digits * (10^f * 10^-e)` in doubles, rounded to a float at the end: with the 29
/// bits that doubles have to spare, a decimal of up to seven digits comes back with the fewest digits
/// there are, where products of floats miss one in eight and need two digits more.
/// Values for which it does not (and with them -0.0, NaN with its payload, infinities) are
/// exceptions: their slot repeats a neighbour's digits, and they are patched.
///
/// ```text
/// DOUBLE block                     FLOAT block
///  0  u8   exponent e, 0-18         0  u8   exponent e, 0-10
///  1  u8   factor f, at most e      1  u8   factor f, at most e
///  2  u8   width w, 0-57            2  u8   width w, 0-25
///  3  u8   0                        3  u8   1
///  4  u16  exceptions x             4  u16  exceptions x
///  6  i64  base                     6  i32  base
/// 14  packed digits - base         10  packed digits - base     (BitPacking)
///  .  u16 x  ordinals of the exceptions in the block, ascending
///  .  x values as they are, 8 or 4 bytes
/// ```
///
/// Byte 3 of a FLOAT block written before is 0: its values are products of floats, `digits * 10^f *
/// 10^-e`, rounded after each.
///
/// `e = 255` marks a raw block: its values as they are, 8 or 4 bytes each, start at byte 8 and the
/// bytes between are 0.
final class AlpFormat {
    static final int FACTOR_AT = 1;
    static final int WIDTH_AT = 2;
    static final int FORM_AT = 3;
    static final int EXCEPTIONS_AT = 4;
    static final int BASE_AT = 6;

    /// How far the digits of a bound may be from where rounded products put them, mostly.
    private static final long DIGITS_AROUND = 4;

    static final int RAW = 255;
    static final int RAW_VALUES_AT = 8;

    /// Powers of ten that are exact doubles, and their nearest inverses.
    static final double[] POWER = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };
    static final double[] INVERSE = {
        1e-0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16,
        1e-17, 1e-18
    };

    private AlpFormat() {}

    static int maxExponent(ValueKind kind) {
        return kind == ValueKind.DOUBLE ? 18 : 10;
    }

    static int maxWidth(ValueKind kind) {
        return kind == ValueKind.DOUBLE ? 57 : 25;
    }

    /// Products of doubles give the values of a FLOAT block; before, it was products of floats.
    static final int FORM_DOUBLES = 1;

    /// Answers the form that is written.
    static int form(ValueKind kind) {
        return kind == ValueKind.DOUBLE ? 0 : FORM_DOUBLES;
    }

    /// Answers the float that digits decode to in a block of the form before.
    static float floatOfFloats(int digits, int exponent, int factor) {
        return (float) digits * (float) POWER[factor] * (float) INVERSE[exponent];
    }

    /// Answers what the digits of a FLOAT block are multiplied by.
    static double scale(int exponent, int factor) {
        return POWER[factor] * INVERSE[exponent];
    }

    // The first eight bytes of a block are read at once.

    static int exponent(long head) {
        return (int) head & 0xFF;
    }

    static int factor(long head) {
        return (int) (head >>> 8 * FACTOR_AT) & 0xFF;
    }

    static int width(long head) {
        return (int) (head >>> 8 * WIDTH_AT) & 0xFF;
    }

    static int form(long head) {
        return (int) (head >>> 8 * FORM_AT) & 0xFF;
    }

    static int exceptions(long head) {
        return (int) (head >>> 8 * EXCEPTIONS_AT) & 0xFFFF;
    }

    static int headerBytes(ValueKind kind) {
        return BASE_AT + kind.valueBytes();
    }

    /// Answers the first digits from `-most` to `most` whose value is at least `bound`, or above it;
    /// `most` where there are none. Values never fall as digits grow.
    static long firstDigits(ValueKind kind, int exponent, int factor, long most, double bound, boolean above) {
        long near = (long) Math.rint(bound * POWER[exponent] * INVERSE[factor]);
        long low = Math.max(-most, Math.min(most, near) - DIGITS_AROUND);
        long high = Math.min(most, low + 2 * DIGITS_AROUND);
        if (reaches(kind, exponent, factor, low, bound, above)
                || !reaches(kind, exponent, factor, high, bound, above)) {
            low = -most;
            high = most;
        }
        while (low < high) {
            long middle = low + (high - low >>> 1);
            if (reaches(kind, exponent, factor, middle, bound, above)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static boolean reaches(ValueKind kind, int exponent, int factor, long digits, double bound, boolean above) {
        double value = kind == ValueKind.DOUBLE
                ? doubleOf(digits, exponent, factor)
                : (float) ((double) digits * scale(exponent, factor));
        return above ? value > bound : value >= bound;
    }

    static double doubleOf(long digits, int exponent, int factor) {
        return (double) digits * POWER[factor] * INVERSE[exponent];
    }

    static float floatOf(int digits, int exponent, int factor) {
        return (float) ((double) digits * scale(exponent, factor));
    }

    /// Answers the digits of a value given by its bits; [#valueBits] tells whether they are exact.
    static long digits(ValueKind kind, long bits, int exponent, int factor) {
        if (kind == ValueKind.DOUBLE) {
            return (long) Math.rint(Double.longBitsToDouble(bits) * POWER[exponent] * INVERSE[factor]);
        }
        return (int) Math.rint((double) Float.intBitsToFloat((int) bits) * POWER[exponent] * INVERSE[factor]);
    }

    /// Answers the bits of the value that digits decode to.
    static long valueBits(ValueKind kind, long digits, int exponent, int factor) {
        if (kind == ValueKind.DOUBLE) {
            return Double.doubleToRawLongBits(doubleOf(digits, exponent, factor));
        }
        return Float.floatToRawIntBits(floatOf((int) digits, exponent, factor));
    }
}
