package org.almagest.exec.kernel;

import java.util.Arrays;

/// Finds values by their rank without sorting all of them.
///
/// Digits are those of the value's bits with the sign inverted, so that they order as the signed
/// values do; a prefix is what stands above the digit that is looked at.
public final class SelectKernels {
    /// The bits of a digit.
    public static final int DIGIT_BITS = 16;

    /// The number of digits that there are.
    public static final int DIGITS = 1 << DIGIT_BITS;

    private SelectKernels() {}

    /// Brings the value of rank `rank` (counted from index 0 on) of `values[from .. to)` to its place,
    /// smaller ones before it, larger ones behind it: Hoare's selection with the median of three.
    public static long select(long[] values, int from, int to, int rank) {
        int left = from;
        int right = to - 1;
        while (left < right) {
            long pivot = medianOfThree(values[left], values[left + (right - left >>> 1)], values[right]);
            int i = left;
            int j = right;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    long swap = values[i];
                    values[i++] = values[j];
                    values[j--] = swap;
                }
            }
            if (rank <= j) {
                right = j;
            } else if (rank >= i) {
                left = i;
            } else {
                return values[rank];
            }
        }
        return values[rank];
    }

    private static long medianOfThree(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    /// Copies to `out` the values of `values[0 .. count)` around the one of a rank, with those of
    /// the ranks beside it: all that share their digits. There are as many digits as `counts` has
    /// places (a power of two), equal steps from the least value to the greatest. Answers how many
    /// were copied in the lower half, and in the upper half how many values are smaller. `counts`
    /// is used up; `out` has room for one more.
    public static long near(long[] values, int count, int rank, int[] counts, long[] out) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, values[i]);
            greatest = Math.max(greatest, values[i]);
        }
        int digitBits = Integer.numberOfTrailingZeros(counts.length);
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(greatest - least) - digitBits);
        Arrays.fill(counts, 0);
        for (int i = 0; i < count; i++) {
            counts[(int) (values[i] - least >>> shift)]++;
        }
        int low = 0;
        int before = 0;
        while (before + counts[low] <= Math.max(0, rank - 1)) {
            before += counts[low++];
        }
        int high = low;
        int end = before + counts[low];
        while (end <= Math.min(count - 1, rank + 1)) {
            end += counts[++high];
        }
        int found = 0;
        int width = high - low;
        for (int i = 0; i < count; i++) {
            long value = values[i];
            out[found] = value;
            int place = (int) (value - least >>> shift) - low;
            found += (place | width - place) >= 0 ? 1 : 0;
        }
        return (long) before << Integer.SIZE | found;
    }

    /// Counts the highest digits of `values[from .. to)`.
    public static void countDigits(long[] values, int from, int to, long[] counts) {
        for (int i = from; i < to; i++) {
            counts[(int) ((values[i] ^ Long.MIN_VALUE) >>> Long.SIZE - DIGIT_BITS)]++;
        }
    }

    /// Counts the digits at `shift` of the values whose prefix is `prefix`.
    public static void countDigits(long[] values, int from, int to, int shift, long prefix, long[] counts) {
        for (int i = from; i < to; i++) {
            long digits = (values[i] ^ Long.MIN_VALUE) >>> shift;
            if (digits >>> DIGIT_BITS == prefix) {
                counts[(int) digits & DIGITS - 1]++;
            }
        }
    }

    /// Copies the values whose digits down to `shift` lie within `low .. high` to `out` from place `at`
    /// on, which has room for one more than there are; answers the place behind them.
    public static int gather(long[] values, int from, int to, int shift, long low, long high, long[] out, int at) {
        int next = at;
        long width = high - low;
        for (int i = from; i < to; i++) {
            long value = values[i];
            out[next] = value;
            long place = ((value ^ Long.MIN_VALUE) >>> shift) - low;
            next += place >= 0 && place <= width ? 1 : 0;
        }
        return next;
    }
}
