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

    static double sumRange(double[] values, int from, int to) {
        double l0 = 0;
        double l1 = 0;
        double l2 = 0;
        double l3 = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            l0 += values[i];
            l1 += values[i + 1];
            l2 += values[i + 2];
            l3 += values[i + 3];
        }
        for (; i < to; i++) {
            l0 += values[i];
        }
        return (l0 + l1) + (l2 + l3);
    }

    /// Sums the values whose bit is set.
    static double sum(double[] values, int count, long[] bits) {
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
            l0 += isSet(bits, i + 0) ? values[i] : 0;
            l1 += isSet(bits, i + 1) ? values[i + 1] : 0;
            l2 += isSet(bits, i + 2) ? values[i + 2] : 0;
            l3 += isSet(bits, i + 3) ? values[i + 3] : 0;
            l4 += isSet(bits, i + 4) ? values[i + 4] : 0;
            l5 += isSet(bits, i + 5) ? values[i + 5] : 0;
            l6 += isSet(bits, i + 6) ? values[i + 6] : 0;
            l7 += isSet(bits, i + 7) ? values[i + 7] : 0;
        }
        l0 += full + 0 < count && isSet(bits, full + 0) ? values[full] : 0;
        l1 += full + 1 < count && isSet(bits, full + 1) ? values[full + 1] : 0;
        l2 += full + 2 < count && isSet(bits, full + 2) ? values[full + 2] : 0;
        l3 += full + 3 < count && isSet(bits, full + 3) ? values[full + 3] : 0;
        l4 += full + 4 < count && isSet(bits, full + 4) ? values[full + 4] : 0;
        l5 += full + 5 < count && isSet(bits, full + 5) ? values[full + 5] : 0;
        l6 += full + 6 < count && isSet(bits, full + 6) ? values[full + 6] : 0;
        return ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7));
    }

    static double sumOfSquares(double[] values, int count, double mean, long[] bits) {
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
            l0 += isSet(bits, i + 0) ? square(values[i] - mean) : 0;
            l1 += isSet(bits, i + 1) ? square(values[i + 1] - mean) : 0;
            l2 += isSet(bits, i + 2) ? square(values[i + 2] - mean) : 0;
            l3 += isSet(bits, i + 3) ? square(values[i + 3] - mean) : 0;
            l4 += isSet(bits, i + 4) ? square(values[i + 4] - mean) : 0;
            l5 += isSet(bits, i + 5) ? square(values[i + 5] - mean) : 0;
            l6 += isSet(bits, i + 6) ? square(values[i + 6] - mean) : 0;
            l7 += isSet(bits, i + 7) ? square(values[i + 7] - mean) : 0;
        }
        l0 += full + 0 < count && isSet(bits, full + 0) ? square(values[full] - mean) : 0;
        l1 += full + 1 < count && isSet(bits, full + 1) ? square(values[full + 1] - mean) : 0;
        l2 += full + 2 < count && isSet(bits, full + 2) ? square(values[full + 2] - mean) : 0;
        l3 += full + 3 < count && isSet(bits, full + 3) ? square(values[full + 3] - mean) : 0;
        l4 += full + 4 < count && isSet(bits, full + 4) ? square(values[full + 4] - mean) : 0;
        l5 += full + 5 < count && isSet(bits, full + 5) ? square(values[full + 5] - mean) : 0;
        l6 += full + 6 < count && isSet(bits, full + 6) ? square(values[full + 6] - mean) : 0;
        return ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7));
    }

    private static boolean isSet(long[] bits, int i) {
        return (bits[i >>> 6] >>> i & 1) != 0;
    }

    /// Bounds the values whose bit is set.
    static int bounds(double[] values, int count, long[] bits, double[] out) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        int nans = 0;
        for (int i = 0; i < count; i++) {
            if (isSet(bits, i)) {
                double value = values[i];
                least = value < least ? value : least;
                greatest = value > greatest ? value : greatest;
                nans += value != value ? 1 : 0;
            }
        }
        out[0] = least == 0 ? 0.0 : least;
        out[1] = greatest == 0 ? 0.0 : greatest;
        return nans;
    }

    /// Sets `out` to the least and the greatest of the values that are not NaN (+infinity and
    /// -infinity where there is none; zero is 0.0), and answers how many are NaN.
    static int bounds(double[] values, int count, double[] out) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        double leastOdd = least;
        double greatestOdd = greatest;
        int nans = 0;
        int even = count & ~1;
        for (int i = 0; i < even; i += 2) {
            double a = values[i];
            double b = values[i + 1];
            least = a < least ? a : least;
            leastOdd = b < leastOdd ? b : leastOdd;
            greatest = a > greatest ? a : greatest;
            greatestOdd = b > greatestOdd ? b : greatestOdd;
            nans += (a != a ? 1 : 0) + (b != b ? 1 : 0);
        }
        if (even < count) {
            double a = values[even];
            least = a < least ? a : least;
            greatest = a > greatest ? a : greatest;
            nans += a != a ? 1 : 0;
        }
        least = leastOdd < least ? leastOdd : least;
        greatest = greatestOdd > greatest ? greatestOdd : greatest;
        out[0] = least == 0 ? 0.0 : least;
        out[1] = greatest == 0 ? 0.0 : greatest;
        return nans;
    }

    /// Copies the values whose validity bit is set; answers how many there are.
    static int packValid(double[] values, long[] validity, int count, double[] out) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            out[found] = values[i];
            found += (int) (validity[i >>> 6] >>> i & 1);
        }
        return found;
    }

    /// Lists the rows below `count` whose validity bit is set; answers how many there are.
    static int validRows(long[] validity, int count, int[] out) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            out[found] = i;
            found += (int) (validity[i >>> 6] >>> i & 1);
        }
        return found;
    }

    /// Lists the rows whose word is not above `most` (unsigned); answers how many there are.
    static int notAbove(long[] words, long most, int count, int[] out) {
        int found = 0;
        long bound = most ^ Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            out[found] = i;
            found += (words[i] ^ Long.MIN_VALUE) <= bound ? 1 : 0;
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
