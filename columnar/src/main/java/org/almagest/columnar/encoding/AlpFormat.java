package org.almagest.columnar.encoding;

/// Layout of a block of decimal-like floats, and the arithmetic that writer and reader must share.
///
/// After Afroozeh, Kuffo and Boncz, "ALP: Adaptive Lossless floating-Point Compression" (SIGMOD
/// 2024). Most floats in tables were decimals once. `digits = rint(value * 10^e * 10^-f)` is then a
/// small integer, and `digits * 10^f * 10^-e`, rounded after each product, gives back every bit.
/// Values for which it does not (and with them -0.0, NaN with its payload, infinities) are
/// exceptions: their slot repeats a neighbour's digits, and they are patched.
///
/// ```text
/// DOUBLE block                     FLOAT block
///  0  u8   exponent e, 0-18         0  u8   exponent e, 0-10
///  1  u8   factor f, at most e      1  u8   factor f, at most e
///  2  u8   width w, 0-57            2  u8   width w, 0-25
///  3  u8   0                        3  u8   0
///  4  u16  exceptions x             4  u16  exceptions x
///  6  i64  base                     6  i32  base
/// 14  packed digits - base         10  packed digits - base     (BitPacking)
///  .  u16 x  ordinals of the exceptions in the block, ascending
///  .  x values as they are, 8 or 4 bytes
/// ```
///
/// `e = 255` marks a raw block: its values as they are, 8 or 4 bytes each, start at byte 8 and the
/// bytes between are 0.
final class AlpFormat {
    static final int EXPONENT_AT = 0;
    static final int FACTOR_AT = 1;
    static final int WIDTH_AT = 2;
    static final int EXCEPTIONS_AT = 4;
    static final int BASE_AT = 6;

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

    /// Powers of ten that are exact floats, and their nearest inverses.
    static final float[] FLOAT_POWER = {1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f};

    static final float[] FLOAT_INVERSE = {1e-0f, 1e-1f, 1e-2f, 1e-3f, 1e-4f, 1e-5f, 1e-6f, 1e-7f, 1e-8f, 1e-9f, 1e-10f};

    private AlpFormat() {}

    static int maxExponent(ValueKind kind) {
        return kind == ValueKind.DOUBLE ? 18 : 10;
    }

    static int maxWidth(ValueKind kind) {
        return kind == ValueKind.DOUBLE ? 57 : 25;
    }

    static int headerBytes(ValueKind kind) {
        return BASE_AT + kind.valueBytes();
    }

    /// Answers the first digits in `from .. end` whose value is at least `bound`, or above it; `end`
    /// where there are none. Values never fall as digits grow.
    static long firstDigits(
            ValueKind kind, int exponent, int factor, long from, long end, double bound, boolean above) {
        long low = from;
        long high = end;
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
                ? (double) digits * POWER[factor] * INVERSE[exponent]
                : (float) digits * FLOAT_POWER[factor] * FLOAT_INVERSE[exponent];
        return above ? value > bound : value >= bound;
    }

    /// Answers the digits of a value given by its bits; [#valueBits] tells whether they are exact.
    static long digits(ValueKind kind, long bits, int exponent, int factor) {
        if (kind == ValueKind.DOUBLE) {
            return (long) Math.rint(Double.longBitsToDouble(bits) * POWER[exponent] * INVERSE[factor]);
        }
        return (int) Math.rint(Float.intBitsToFloat((int) bits) * FLOAT_POWER[exponent] * FLOAT_INVERSE[factor]);
    }

    /// Answers the bits of the value that digits decode to.
    static long valueBits(ValueKind kind, long digits, int exponent, int factor) {
        if (kind == ValueKind.DOUBLE) {
            return Double.doubleToRawLongBits((double) digits * POWER[factor] * INVERSE[exponent]);
        }
        return Float.floatToRawIntBits((float) (int) digits * FLOAT_POWER[factor] * FLOAT_INVERSE[exponent]);
    }
}
