package org.almagest.exec.kernel;

/// The specification of the reductions. Value i goes to lane i mod 8, and the lanes are combined in
/// a fixed tree, so that a version over vectors of eight gives the same bits.
///
/// ```text
/// ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7))
/// ```
final class ScalarSums {
    private ScalarSums() {}

    static double sum(double[] values, int count) {
        double l0 = 0;
        double l1 = 0;
        double l2 = 0;
        double l3 = 0;
        double l4 = 0;
        double l5 = 0;
        double l6 = 0;
        double l7 = 0;
        int full = count & ~7;
        for (int i = 0; i < full; i += 8) {
            l0 += values[i];
            l1 += values[i + 1];
            l2 += values[i + 2];
            l3 += values[i + 3];
            l4 += values[i + 4];
            l5 += values[i + 5];
            l6 += values[i + 6];
            l7 += values[i + 7];
        }
        int rest = count - full;
        l0 += rest > 0 ? values[full] : 0;
        l1 += rest > 1 ? values[full + 1] : 0;
        l2 += rest > 2 ? values[full + 2] : 0;
        l3 += rest > 3 ? values[full + 3] : 0;
        l4 += rest > 4 ? values[full + 4] : 0;
        l5 += rest > 5 ? values[full + 5] : 0;
        l6 += rest > 6 ? values[full + 6] : 0;
        return ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7));
    }

    static double sumOfSquares(double[] values, int count, double mean) {
        double l0 = 0;
        double l1 = 0;
        double l2 = 0;
        double l3 = 0;
        double l4 = 0;
        double l5 = 0;
        double l6 = 0;
        double l7 = 0;
        int full = count & ~7;
        for (int i = 0; i < full; i += 8) {
            double d0 = values[i] - mean;
            double d1 = values[i + 1] - mean;
            double d2 = values[i + 2] - mean;
            double d3 = values[i + 3] - mean;
            double d4 = values[i + 4] - mean;
            double d5 = values[i + 5] - mean;
            double d6 = values[i + 6] - mean;
            double d7 = values[i + 7] - mean;
            l0 += d0 * d0;
            l1 += d1 * d1;
            l2 += d2 * d2;
            l3 += d3 * d3;
            l4 += d4 * d4;
            l5 += d5 * d5;
            l6 += d6 * d6;
            l7 += d7 * d7;
        }
        int rest = count - full;
        l0 += rest > 0 ? square(values[full] - mean) : 0;
        l1 += rest > 1 ? square(values[full + 1] - mean) : 0;
        l2 += rest > 2 ? square(values[full + 2] - mean) : 0;
        l3 += rest > 3 ? square(values[full + 3] - mean) : 0;
        l4 += rest > 4 ? square(values[full + 4] - mean) : 0;
        l5 += rest > 5 ? square(values[full + 5] - mean) : 0;
        l6 += rest > 6 ? square(values[full + 6] - mean) : 0;
        return ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7));
    }

    private static double square(double value) {
        return value * value;
    }

    /// The least of the values that are not NaN, +infinity where there is none. Of -0.0 and 0.0
    /// either may come out, the same one each time.
    static double min(double[] values, int count) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            least = values[i] < least ? values[i] : least;
        }
        return least == 0 ? 0.0 : least;
    }

    /// The greatest of the values that are not NaN, -infinity where there is none.
    static double max(double[] values, int count) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            greatest = values[i] > greatest ? values[i] : greatest;
        }
        return greatest == 0 ? 0.0 : greatest;
    }

    static int countNaN(double[] values, int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            found += values[i] != values[i] ? 1 : 0;
        }
        return found;
    }

    static long sum(long[] values, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum;
    }

    /// The sum of the upper halves, signed.
    static long sumHigh(long[] values, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i] >> 32;
        }
        return sum;
    }

    /// The sum of the lower halves, unsigned.
    static long sumLow(long[] values, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i] & 0xFFFF_FFFFL;
        }
        return sum;
    }

    /// The least of at least one value, in the order of `value ^ flip`.
    static long min(long[] values, int count, long flip) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, values[i] ^ flip);
        }
        return least ^ flip;
    }

    /// The greatest of at least one value, in the order of `value ^ flip`.
    static long max(long[] values, int count, long flip) {
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            greatest = Math.max(greatest, values[i] ^ flip);
        }
        return greatest ^ flip;
    }
}
