package org.almagest.exec.kernel;

import org.almagest.columnar.kernel.FilterKernels;

/// Tells which values lie outside of a range.
public final class RangeKernels {
    private RangeKernels() {}

    /// Sets the bits of values below `count` that are not within `low .. high` (NaN never is), and clears
    /// the others of their words; answers whether there is one. -0.0 equals 0.0.
    public static boolean outside(double[] values, int count, double low, double high, long[] out) {
        int words = count + 63 >>> 6;
        if (words << 6 <= values.length) {
            FilterKernels.rangeDoubles(values, count, low, high, out);
        } else {
            oneByOne(values, count, low, high, out);
        }
        long any = 0;
        for (int word = 0; word < words; word++) {
            int rows = count - (word << 6);
            out[word] = ~out[word] & (rows < Long.SIZE ? (1L << rows) - 1 : -1L);
            any |= out[word];
        }
        return any != 0;
    }

    /// Arrays that do not end with a whole word, such as those of constants.
    private static void oneByOne(double[] values, int count, double low, double high, long[] out) {
        for (int word = 0; word << 6 < count; word++) {
            long bits = 0;
            for (int i = word << 6; i < Math.min(count, word + 1 << 6); i++) {
                bits |= (values[i] >= low && values[i] <= high ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }
}
