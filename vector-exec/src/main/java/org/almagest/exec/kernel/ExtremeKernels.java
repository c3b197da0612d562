package org.almagest.exec.kernel;

/// The greater or the lesser of two values, element by element; the first of equals. NaN is greater
/// than every number. Plain loops that the JIT vectorises where it can.
public final class ExtremeKernels {
    private ExtremeKernels() {}

    public static void greatest(int[] a, int[] b, int count, int[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.max(a[i], b[i]);
        }
    }

    public static void least(int[] a, int[] b, int count, int[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.min(a[i], b[i]);
        }
    }

    public static void greatest(long[] a, long[] b, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.max(a[i], b[i]);
        }
    }

    public static void least(long[] a, long[] b, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.min(a[i], b[i]);
        }
    }

    public static void greatest(double[] a, double[] b, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            double x = a[i];
            double y = b[i];
            out[i] = y > x || y != y && x == x ? y : x;
        }
    }

    public static void least(double[] a, double[] b, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            double x = a[i];
            double y = b[i];
            out[i] = y < x || x != x && y == y ? y : x;
        }
    }

    public static void greatest(float[] a, float[] b, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            float x = a[i];
            float y = b[i];
            out[i] = y > x || y != y && x == x ? y : x;
        }
    }

    public static void least(float[] a, float[] b, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            float x = a[i];
            float y = b[i];
            out[i] = y < x || x != x && y == y ? y : x;
        }
    }
}
