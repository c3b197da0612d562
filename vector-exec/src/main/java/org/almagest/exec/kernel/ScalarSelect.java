package org.almagest.exec.kernel;

/// Keeps the listed rows for which a comparison of two arrays holds (XOR `flip`, 0 or 1); branch
/// free, in place if `out` is `rows`; answers how many are left. Orders as [CompareKernels] do.
/// `less` is strict; the other comparisons are `less` with sides exchanged or flipped.
public final class ScalarSelect {
    private ScalarSelect() {}

    /// Keeps rows whose byte is not 0.
    public static int trueBytes(byte[] a, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += a[row] ^ flip;
        }
        return k;
    }

    /// Keeps rows whose bit is set.
    public static int valid(long[] validity, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += (int) (validity[row >>> 6] >>> row & 1) ^ flip;
        }
        return k;
    }

    public static int lessInts(int[] a, int[] b, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += (a[row] < b[row] ? 1 : 0) ^ flip;
        }
        return k;
    }

    public static int equalInts(int[] a, int[] b, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += (a[row] == b[row] ? 1 : 0) ^ flip;
        }
        return k;
    }

    public static int lessLongs(long[] a, long[] b, long bias, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += ((a[row] ^ bias) < (b[row] ^ bias) ? 1 : 0) ^ flip;
        }
        return k;
    }

    public static int equalLongs(long[] a, long[] b, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += (a[row] == b[row] ? 1 : 0) ^ flip;
        }
        return k;
    }

    public static int lessFloats(float[] a, float[] b, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += (a[row] < b[row] | (b[row] != b[row] & a[row] == a[row]) ? 1 : 0) ^ flip;
        }
        return k;
    }

    public static int equalFloats(float[] a, float[] b, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += (a[row] == b[row] | (a[row] != a[row] & b[row] != b[row]) ? 1 : 0) ^ flip;
        }
        return k;
    }

    public static int lessDoubles(double[] a, double[] b, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += (a[row] < b[row] | (b[row] != b[row] & a[row] == a[row]) ? 1 : 0) ^ flip;
        }
        return k;
    }

    public static int equalDoubles(double[] a, double[] b, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += (a[row] == b[row] | (a[row] != a[row] & b[row] != b[row]) ? 1 : 0) ^ flip;
        }
        return k;
    }

    /// Values whose unsigned distance from `low` is at most `span`.
    public static int rangeInts(int[] a, int low, int span, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += (Integer.compareUnsigned(a[row] - low, span) <= 0 ? 1 : 0) ^ flip;
        }
        return k;
    }

    public static int rangeLongs(long[] a, long low, long span, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += (Long.compareUnsigned(a[row] - low, span) <= 0 ? 1 : 0) ^ flip;
        }
        return k;
    }

    /// Values between two bounds that count; NaN lies in no range.
    public static int rangeFloats(float[] a, float low, float high, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += (a[row] >= low & a[row] <= high ? 1 : 0) ^ flip;
        }
        return k;
    }

    public static int rangeDoubles(double[] a, double low, double high, int flip, int[] rows, int count, int[] out) {
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[k] = row;
            k += (a[row] >= low & a[row] <= high ? 1 : 0) ^ flip;
        }
        return k;
    }
}
