package org.almagest.exec.kernel;

/// Compares two arrays element by element into bytes of 0 and 1, XOR `flip`. Floating numbers in
/// SQL's order: NaN equals itself and is greater than every number, -0.0 equals 0.0. `bias` turns
/// signed order into unsigned order: `Long.MIN_VALUE` for unsigned, 0 for signed numbers.
public final class CompareKernels {
    private CompareKernels() {}

    public static void lessBytes(byte[] a, byte[] b, int flip, int count, byte[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = (byte) ((a[i] < b[i] ? 1 : 0) ^ flip);
        }
    }

    public static void equalBytes(byte[] a, byte[] b, int flip, int count, byte[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = (byte) ((a[i] == b[i] ? 1 : 0) ^ flip);
        }
    }

    public static void lessInts(int[] a, int[] b, int flip, int count, byte[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = (byte) ((a[i] < b[i] ? 1 : 0) ^ flip);
        }
    }

    public static void equalInts(int[] a, int[] b, int flip, int count, byte[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = (byte) ((a[i] == b[i] ? 1 : 0) ^ flip);
        }
    }

    public static void lessLongs(long[] a, long[] b, long bias, int flip, int count, byte[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = (byte) (((a[i] ^ bias) < (b[i] ^ bias) ? 1 : 0) ^ flip);
        }
    }

    public static void equalLongs(long[] a, long[] b, int flip, int count, byte[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = (byte) ((a[i] == b[i] ? 1 : 0) ^ flip);
        }
    }

    public static void lessFloats(float[] a, float[] b, int flip, int count, byte[] out) {
        for (int i = 0; i < count; i++) {
            boolean less = a[i] < b[i] | (b[i] != b[i] & a[i] == a[i]);
            out[i] = (byte) ((less ? 1 : 0) ^ flip);
        }
    }

    public static void equalFloats(float[] a, float[] b, int flip, int count, byte[] out) {
        for (int i = 0; i < count; i++) {
            boolean equal = a[i] == b[i] | (a[i] != a[i] & b[i] != b[i]);
            out[i] = (byte) ((equal ? 1 : 0) ^ flip);
        }
    }

    public static void lessDoubles(double[] a, double[] b, int flip, int count, byte[] out) {
        for (int i = 0; i < count; i++) {
            boolean less = a[i] < b[i] | (b[i] != b[i] & a[i] == a[i]);
            out[i] = (byte) ((less ? 1 : 0) ^ flip);
        }
    }

    public static void equalDoubles(double[] a, double[] b, int flip, int count, byte[] out) {
        for (int i = 0; i < count; i++) {
            boolean equal = a[i] == b[i] | (a[i] != a[i] & b[i] != b[i]);
            out[i] = (byte) ((equal ? 1 : 0) ^ flip);
        }
    }
}
