package org.almagest.ingest.csv.kernel;

import java.math.BigInteger;

/// Turns `digits * 10^exponent` into the nearest double, ties to even, by the 128-bit product of
/// Eisel and Lemire ("Number parsing at a gigabyte per second", 2021). It is exact, never a guess:
/// what it cannot settle it refuses. (Clinger's fast path, a division where digits and power both
/// fit a double, gains nothing: in a column of full-mantissa floats one cannot foresee which
/// values it takes.)
public final class DecimalToDouble {
    /// What `convert` answers when the caller must take a slower way.
    public static final double REFUSED = Double.NaN;

    private static final int MIN_EXPONENT = -64;
    private static final int MAX_EXPONENT = 64;

    /// High and low half of 5^q, normalised to 128 bits; rounded up for q < 0, down for q >= 0.
    private static final long[] FIVE_HIGH = new long[MAX_EXPONENT - MIN_EXPONENT + 1];

    private static final long[] FIVE_LOW = new long[FIVE_HIGH.length];

    static {
        for (int q = MIN_EXPONENT; q <= MAX_EXPONENT; q++) {
            BigInteger power =
                    q < 0 ? reciprocal(-q) : truncated(BigInteger.valueOf(5).pow(q));
            FIVE_HIGH[q - MIN_EXPONENT] = power.shiftRight(64).longValue();
            FIVE_LOW[q - MIN_EXPONENT] = power.longValue();
        }
    }

    private DecimalToDouble() {}

    private static BigInteger truncated(BigInteger value) {
        int excess = value.bitLength() - 128;
        return excess > 0 ? value.shiftRight(excess) : value.shiftLeft(-excess);
    }

    private static BigInteger reciprocal(int power) {
        BigInteger five = BigInteger.valueOf(5).pow(power);
        int bits = five.subtract(BigInteger.ONE).bitLength();
        int shift = power <= 27 ? bits + 127 : 2 * bits + 128;
        BigInteger quotient = BigInteger.ONE.shiftLeft(shift).divide(five).add(BigInteger.ONE);
        return quotient.bitLength() > 128 ? quotient.shiftRight(quotient.bitLength() - 128) : quotient;
    }

    /// Answers the double nearest to `digits` (unsigned) times `10^exponent`, or `REFUSED`.
    public static double convert(long digits, int exponent) {
        if (digits == 0) {
            return 0;
        }
        return exponent >= MIN_EXPONENT && exponent <= MAX_EXPONENT ? product(digits, exponent) : REFUSED;
    }

    private static double product(long digits, int exponent) {
        int leading = Long.numberOfLeadingZeros(digits);
        long w = digits << leading;
        int at = exponent - MIN_EXPONENT;
        long high = Math.unsignedMultiplyHigh(w, FIVE_HIGH[at]);
        long low = w * FIVE_HIGH[at];
        if ((high & 0x1FF) == 0x1FF) {
            long carry = Math.unsignedMultiplyHigh(w, FIVE_LOW[at]);
            low += carry;
            high += Long.compareUnsigned(carry, low) > 0 ? 1 : 0;
        }
        if (low == -1L && (exponent < -27 || exponent > 55)) {
            return REFUSED;
        }
        int upper = (int) (high >>> 63);
        int shift = upper + 64 - 52 - 3;
        long mantissa = high >>> shift;
        int power = (152170 + 65536) * exponent >> 16;
        int biased = power + 63 + upper - leading + 1023;
        if (biased <= 0 || biased >= 2046) {
            return REFUSED;
        }
        boolean tie = Long.compareUnsigned(low, 1) <= 0 && exponent >= -4 && exponent <= 23 && (mantissa & 3) == 1;
        if (tie && mantissa << shift == high) {
            mantissa &= ~1L;
        }
        mantissa += mantissa & 1;
        mantissa >>>= 1;
        if (mantissa >= 2L << 52) {
            mantissa = 1L << 52;
            biased++;
        }
        return Double.longBitsToDouble(mantissa & ~(1L << 52) | (long) biased << 52);
    }
}
