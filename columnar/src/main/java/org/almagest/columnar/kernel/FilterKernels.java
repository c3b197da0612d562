package org.almagest.columnar.kernel;

/// The one door to the filter kernels: scalar code or the Vector API behind the same signatures, as
/// `DecodeKernels` chooses. Each sets bit `i % 64` of `out[i / 64]` where row `i` lies in the
/// range, for whole words: bits beyond the rows are unspecified. Arrays hold a multiple of 64
/// elements, but for those of `keys`. No kernel allocates anything to speak of.
public final class FilterKernels {
    private static final KernelSet SET = new KernelSet("almagest-filter-kernels", FilterRounds::new);

    /// Those that ask filters of keys, which only joins need, win or lose for themselves.
    private static final KernelSet KEYS = new KernelSet("almagest-key-kernels", KeyFilterRounds::new);

    private FilterKernels() {}

    /// As [KernelSet#warmUp].
    public static boolean warmUp() {
        return SET.warmUp() & KEYS.warmUp();
    }

    /// Rows with `low <= value <= low + span`, both taken as unsigned distances from `low`: right
    /// for signed and for unsigned ranges.
    public static void rangeInts(int[] values, int rows, int low, int span, long[] out) {
        if (vectorBlock()) {
            VectorFilter.rangeInts(values, rows, low, span, out);
        } else {
            ScalarFilter.rangeInts(values, rows, low, span, out);
        }
    }

    public static void rangeLongs(long[] values, int rows, long low, long span, long[] out) {
        if (vectorBlock()) {
            VectorFilter.rangeLongs(values, rows, low, span, out);
        } else {
            ScalarFilter.rangeLongs(values, rows, low, span, out);
        }
    }

    /// Rows with `low <= value <= high` as primitive comparisons go: NaN lies in no range, -0.0
    /// equals 0.0.
    public static void rangeFloats(float[] values, int rows, float low, float high, long[] out) {
        if (vectorBlock()) {
            VectorFilter.rangeFloats(values, rows, low, high, out);
        } else {
            ScalarFilter.rangeFloats(values, rows, low, high, out);
        }
    }

    public static void rangeDoubles(double[] values, int rows, double low, double high, long[] out) {
        if (vectorBlock()) {
            VectorFilter.rangeDoubles(values, rows, low, high, out);
        } else {
            ScalarFilter.rangeDoubles(values, rows, low, high, out);
        }
    }

    /// Rows whose code has a 1 in the table.
    public static void codes(int[] codes, int rows, byte[] table, long[] out) {
        ScalarFilter.codes(codes, rows, table, out);
    }

    /// Lists the rows whose bit is set, ascending, and answers how many; `out` holds `rows` rounded
    /// up to 64 elements.
    public static int select(long[] mask, int rows, int[] out) {
        return vectorBlock() ? VectorFilter.select(mask, rows, out) : ScalarFilter.select(mask, rows, out);
    }

    /// Clears the bits of rows whose value is refused by a filter of keys (`KeyFilter`) whose parts go by hash;
    /// values of rows that are out already may be anything.
    public static void keys(long[] values, int rows, long[] words, long[] places, long[] mask) {
        if (KEYS.vectorBlock()) {
            VectorKeyFilter.longs(values, rows, words, places, mask);
        } else {
            KeyFilterKernels.longs(values, 0, rows, words, places, mask);
        }
    }

    public static void keys(int[] values, int rows, long[] words, long[] places, long[] mask) {
        if (KEYS.vectorBlock()) {
            VectorKeyFilter.ints(values, rows, words, places, mask);
        } else {
            KeyFilterKernels.ints(values, 0, rows, words, places, mask);
        }
    }

    /// As `keys`, where parts are ranges of 2^shift values from `low` on.
    public static void keysByRange(
            long[] values, int rows, long[] words, long[] places, long low, int shift, long[] mask) {
        if (KEYS.vectorBlock()) {
            VectorKeyFilter.longsByRange(values, rows, words, places, low, shift, mask);
        } else {
            KeyFilterKernels.longsByRange(values, 0, rows, words, places, low, shift, mask);
        }
    }

    public static void keysByRange(
            int[] values, int rows, long[] words, long[] places, long low, int shift, long[] mask) {
        if (KEYS.vectorBlock()) {
            VectorKeyFilter.intsByRange(values, rows, words, places, low, shift, mask);
        } else {
            KeyFilterKernels.intsByRange(values, 0, rows, words, places, low, shift, mask);
        }
    }

    /// Answers whether to take the vector version for this block.
    static boolean vectorBlock() {
        return SET.vectorBlock();
    }
}
