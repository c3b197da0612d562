package org.almagest.exec.kernel;

/// Sets of integers from a small domain, a bit each.
public final class DenseKernels {
    private DenseKernels() {}

    /// Sets the bits of `values[from .. to)`, each counted from `low` on; answers the place of the first
    /// value that is not within `low .. high`, `to` if there is none.
    public static int set(long[] values, int from, int to, long low, long high, long[] bits) {
        for (int i = from; i < to; i++) {
            long value = values[i];
            if (value < low || value > high) {
                return i;
            }
            long bit = value - low;
            bits[(int) (bit >>> 6)] |= 1L << bit;
        }
        return to;
    }

    /// Adds the members of another set of the same domain.
    public static void or(long[] bits, long[] into) {
        for (int i = 0; i < bits.length; i++) {
            into[i] |= bits[i];
        }
    }

    /// Counts the members.
    public static long count(long[] bits) {
        long count = 0;
        for (long word : bits) {
            count += Long.bitCount(word);
        }
        return count;
    }
}
