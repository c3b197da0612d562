package org.almagest.exec.kernel;

/// Functions of numbers, element by element, as plain loops that the JIT vectorises.
public final class MathKernels {
    private MathKernels() {}

    public static void abs(float[] from, int count, float[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = Math.abs(from[i]);
        }
    }

    public static void abs(double[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = Math.abs(from[i]);
        }
    }

    /// Answers whether some value was the smallest, which has no opposite.
    public static boolean abs(int[] from, int count, int[] to) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            int size = Math.abs(from[i]);
            to[i] = size;
            all |= size;
        }
        return all < 0;
    }

    /// The same of 64 bits.
    public static boolean abs(long[] from, int count, long[] to) {
        long all = 0;
        for (int i = 0; i < count; i++) {
            long size = Math.abs(from[i]);
            to[i] = size;
            all |= size;
        }
        return all < 0;
    }

    public static void floor(float[] from, int count, float[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = (float) Math.floor(from[i]);
        }
    }

    public static void floor(double[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = Math.floor(from[i]);
        }
    }

    public static void ceil(float[] from, int count, float[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = (float) Math.ceil(from[i]);
        }
    }

    public static void ceil(double[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = Math.ceil(from[i]);
        }
    }

    /// Rounds towards zero.
    public static void truncate(float[] from, int count, float[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = Math.copySign((float) Math.floor(Math.abs(from[i])), from[i]);
        }
    }

    public static void truncate(double[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = Math.copySign(Math.floor(Math.abs(from[i])), from[i]);
        }
    }

    /// Rounds half away from zero.
    public static void round(float[] from, int count, float[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = (float) round(from[i]);
        }
    }

    public static void round(double[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = round(from[i]);
        }
    }

    /// Rounds half away from zero: the whole part, and one more where the rest is at least a half.
    /// Adding the half first would round 0.49999999999999994 up.
    public static double round(double value) {
        double size = Math.abs(value);
        double whole = Math.floor(size);
        return Math.copySign(size - whole >= 0.5 ? whole + 1 : whole, value);
    }

    public static void sqrt(double[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = Math.sqrt(from[i]);
        }
    }

    public static void toDegrees(double[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = Math.toDegrees(from[i]);
        }
    }

    public static void toRadians(double[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = Math.toRadians(from[i]);
        }
    }
}
