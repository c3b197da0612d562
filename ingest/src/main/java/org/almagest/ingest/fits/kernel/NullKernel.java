package org.almagest.ingest.fits.kernel;

/// Counts the values that mean NULL, so that the common case of none costs one fast pass.
public final class NullKernel {
    private NullKernel() {}

    public static int countEqual(int[] values, int from, int count, int wanted) {
        int found = 0;
        for (int i = from; i < from + count; i++) {
            found += values[i] == wanted ? 1 : 0;
        }
        return found;
    }

    public static int countEqual(long[] values, int from, int count, long wanted) {
        int found = 0;
        for (int i = from; i < from + count; i++) {
            found += values[i] == wanted ? 1 : 0;
        }
        return found;
    }

    public static int countNaN(float[] values, int from, int count) {
        int found = 0;
        for (int i = from; i < from + count; i++) {
            found += values[i] != values[i] ? 1 : 0;
        }
        return found;
    }

    public static int countNaN(double[] values, int from, int count) {
        int found = 0;
        for (int i = from; i < from + count; i++) {
            found += values[i] != values[i] ? 1 : 0;
        }
        return found;
    }

    /// Counts the bytes of `source`, `stride` apart, that are neither `T` nor `F`.
    public static int countNotLogical(byte[] source, int start, int stride, int count) {
        int found = 0;
        for (int i = 0, p = start; i < count; i++, p += stride) {
            found += source[p] != 'T' & source[p] != 'F' ? 1 : 0;
        }
        return found;
    }
}
