package org.almagest.columnar.kernel;

/// Least and greatest values of a run of rows. `validity` is a bitmap over the same rows as
/// `values`, or empty when every row is valid. Bounds go to `out[0]` and `out[1]`; the answer is
/// the number of values seen (NaN apart), and nothing is written when it is 0.
public final class ZoneKernels {
    private ZoneKernels() {}

    /// Counts the NULL rows of `from .. from + count`.
    public static int nulls(long[] validity, int from, int count) {
        if (validity.length == 0 || count == 0) {
            return 0;
        }
        int end = from + count;
        int valid = 0;
        int first = from >>> 6;
        int last = end - 1 >>> 6;
        for (int word = first; word <= last; word++) {
            long bits = validity[word];
            if (word == first) {
                bits &= -1L << from;
            }
            if (word == last) {
                bits &= -1L >>> -end;
            }
            valid += Long.bitCount(bits);
        }
        return count - valid;
    }

    private static boolean isNull(long[] validity, int row) {
        return (validity[row >>> 6] >>> row & 1) == 0;
    }

    /// Bounds of BOOLEAN columns.
    public static int bytes(byte[] values, long[] validity, int from, int count, long[] out) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        int seen = 0;
        for (int i = from; i < from + count; i++) {
            if (validity.length == 0 || !isNull(validity, i)) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
                seen++;
            }
        }
        return store(min, max, seen, out);
    }

    public static int ints(int[] values, long[] validity, int from, int count, long[] out) {
        int min = Integer.MAX_VALUE;
        int max = Integer.MIN_VALUE;
        int seen = count;
        if (validity.length == 0) {
            for (int i = from; i < from + count; i++) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
        } else {
            seen = 0;
            for (int i = from; i < from + count; i++) {
                if (!isNull(validity, i)) {
                    min = Math.min(min, values[i]);
                    max = Math.max(max, values[i]);
                    seen++;
                }
            }
        }
        return store(min, max, seen, out);
    }

    /// Bounds in the order of `value ^ flip` (`Long.MIN_VALUE` for unsigned integers, else 0).
    public static int longs(long[] values, long[] validity, int from, int count, long flip, long[] out) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        int seen = count;
        if (validity.length == 0) {
            for (int i = from; i < from + count; i++) {
                min = Math.min(min, values[i] ^ flip);
                max = Math.max(max, values[i] ^ flip);
            }
        } else {
            seen = 0;
            for (int i = from; i < from + count; i++) {
                if (!isNull(validity, i)) {
                    min = Math.min(min, values[i] ^ flip);
                    max = Math.max(max, values[i] ^ flip);
                    seen++;
                }
            }
        }
        return store(min ^ flip, max ^ flip, seen, out);
    }

    private static int store(long min, long max, int seen, long[] out) {
        if (seen > 0) {
            out[0] = min;
            out[1] = max;
        }
        return seen;
    }

    /// Bounds of what is neither NULL nor NaN; zeros come out positive.
    public static int doubles(double[] values, long[] validity, int from, int count, double[] out) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int seen = 0;
        for (int i = from; i < from + count; i++) {
            double value = values[i];
            if (value == value && (validity.length == 0 || !isNull(validity, i))) {
                min = value < min ? value : min;
                max = value > max ? value : max;
                seen++;
            }
        }
        return store(min, max, seen, out);
    }

    public static int floats(float[] values, long[] validity, int from, int count, double[] out) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        int seen = 0;
        for (int i = from; i < from + count; i++) {
            float value = values[i];
            if (value == value && (validity.length == 0 || !isNull(validity, i))) {
                min = value < min ? value : min;
                max = value > max ? value : max;
                seen++;
            }
        }
        return store(min, max, seen, out);
    }

    private static int store(double min, double max, int seen, double[] out) {
        if (seen > 0) {
            out[0] = min + 0.0;
            out[1] = max + 0.0;
        }
        return seen;
    }
}
