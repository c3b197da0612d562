package org.almagest.exec.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Arithmetic on 128-bit integers in two `long`s.
final class Wide {
    private static final double TWO_64 = 0x1p64;

    private Wide() {}

    static double unsignedToDouble(long value) {
        if (value >= 0) {
            return value;
        }
        // Halves, keeping the lost bit sticky so that the one rounding is the right one.
        return (double) (value >>> 1 | value & 1) * 2;
    }

    static BigInteger toBig(long high, long low) {
        BigInteger unsigned = BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1));
        return BigInteger.valueOf(high).shiftLeft(64).add(unsigned);
    }

    /// Answers the value divided by `10^scale`.
    static double toDouble(long high, long low, int scale) {
        if (scale > 0) {
            return new BigDecimal(toBig(high, low), scale).doubleValue();
        }
        return high == low >> 63 ? (double) low : high * TWO_64 + unsignedToDouble(low);
    }

    static int compare(long highA, long lowA, long highB, long lowB) {
        return highA != highB ? Long.compare(highA, highB) : Long.compareUnsigned(lowA, lowB);
    }
}
