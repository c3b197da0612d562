package org.almagest.columnar.kernel;

/// Filter kernels in plain Java: the specification of what `VectorFilter` computes. Arguments as in
/// `FilterKernels`.
final class ScalarFilter {
    private ScalarFilter() {}

    static void rangeInts(int[] values, int rows, int low, int span, long[] out) {
        int unsignedSpan = span + Integer.MIN_VALUE;
        for (int from = 0, word = 0; from < rows; from += 64, word++) {
            long bits = 0;
            for (int i = 0; i < 64; i++) {
                bits |= (values[from + i] - low + Integer.MIN_VALUE <= unsignedSpan ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void rangeLongs(long[] values, int rows, long low, long span, long[] out) {
        long unsignedSpan = span + Long.MIN_VALUE;
        for (int from = 0, word = 0; from < rows; from += 64, word++) {
            long bits = 0;
            for (int i = 0; i < 64; i++) {
                bits |= (values[from + i] - low + Long.MIN_VALUE <= unsignedSpan ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void rangeFloats(float[] values, int rows, float low, float high, long[] out) {
        for (int from = 0, word = 0; from < rows; from += 64, word++) {
            long bits = 0;
            for (int i = 0; i < 64; i++) {
                float value = values[from + i];
                bits |= (value >= low & value <= high ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void rangeDoubles(double[] values, int rows, double low, double high, long[] out) {
        for (int from = 0, word = 0; from < rows; from += 64, word++) {
            long bits = 0;
            for (int i = 0; i < 64; i++) {
                double value = values[from + i];
                bits |= (value >= low & value <= high ? 1L : 0L) << i;
            }
            out[word] = bits;
        }
    }

    static void codes(int[] codes, int rows, byte[] table, long[] out) {
        for (int from = 0, word = 0; from < rows; from += 64, word++) {
            long bits = 0;
            int count = Math.min(64, rows - from);
            for (int i = 0; i < count; i++) {
                bits |= (long) table[codes[from + i]] << i;
            }
            out[word] = bits;
        }
    }

    static int select(long[] mask, int rows, int[] out) {
        int count = 0;
        for (int from = 0, word = 0; from < rows; from += 64, word++) {
            long bits = mask[word];
            while (bits != 0) {
                out[count++] = from + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
            }
        }
        return count;
    }
}
