package org.almagest.exec.kernel;

import org.almagest.columnar.kernel.VectorWidth;

/// Conversions between arrays of numbers. Plain loops that the JIT vectorises.
public final class ConvertKernels {
    private ConvertKernels() {}

    public static void widen(byte[] from, int count, long[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i];
        }
    }

    public static void widen(int[] from, int count, long[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i];
        }
    }

    public static void narrow(long[] from, int count, int[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = (int) from[i];
        }
    }

    public static void toDoubles(byte[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i];
        }
    }

    public static void toDoubles(int[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i];
        }
    }

    public static void toDoubles(long[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i];
        }
    }

    /// Unsigned integers; the low bit is kept as a sticky one, so that halves round right.
    public static void unsignedToDoubles(long[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            long v = from[i];
            to[i] = v >= 0 ? (double) v : (double) (v >>> 1 | v & 1) * 2.0;
        }
    }

    public static void unsignedToFloats(long[] from, int count, float[] to) {
        for (int i = 0; i < count; i++) {
            long v = from[i];
            to[i] = v >= 0 ? (float) v : (float) (v >>> 1 | v & 1) * 2.0f;
        }
    }

    public static void toDoubles(float[] from, int count, double[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i];
        }
    }

    public static void toFloats(byte[] from, int count, float[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i];
        }
    }

    public static void toFloats(int[] from, int count, float[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i];
        }
    }

    public static void toFloats(long[] from, int count, float[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i];
        }
    }

    /// Answers whether a finite number became infinite.
    public static boolean toFloats(double[] from, int count, float[] to) {
        boolean wrong = false;
        for (int i = 0; i < count; i++) {
            float value = (float) from[i];
            to[i] = value;
            wrong |= Math.abs(value) == Float.POSITIVE_INFINITY & Math.abs(from[i]) < Double.POSITIVE_INFINITY;
        }
        return wrong;
    }

    /// Unscaled decimals; answers whether some value has more than 53 bits, so that its quotient
    /// may be rounded twice.
    public static boolean unscaledToDoubles(long[] from, double divisor, int count, double[] to) {
        long large = 0;
        for (int i = 0; i < count; i++) {
            long v = from[i];
            large |= v ^ v >> 63;
            to[i] = v / divisor;
        }
        return large >>> 53 != 0;
    }

    /// The same for 128 bits: those that are not small are left to the caller.
    public static boolean unscaledToDoubles(long[] high, long[] low, double divisor, int count, double[] to) {
        long large = 0;
        long wide = 0;
        for (int i = 0; i < count; i++) {
            long v = low[i];
            large |= v ^ v >> 63;
            wide |= high[i] ^ v >> 63;
            to[i] = v / divisor;
        }
        return (large >>> 53 | wide) != 0;
    }

    /// Rounds half to even; answers whether some value does not lie in `[low, high)`.
    public static boolean roundToLongs(double[] from, double low, double high, int count, long[] to) {
        boolean vectors = VectorWidth.WIDE && count >= VectorMath.LEAST && KernelSwitch.vectorBlock();
        if (vectors && VectorMath.roundToLongs(from, (long) low, (long) high - 1, count, to)) {
            return false;
        }
        return roundOneByOne(from, low, high, count, to);
    }

    /// The same without vectors of a known width.
    static boolean roundOneByOne(double[] from, double low, double high, int count, long[] to) {
        boolean wrong = false;
        for (int i = 0; i < count; i++) {
            double value = Math.rint(from[i]);
            to[i] = (long) value;
            wrong |= !(value >= low & value < high);
        }
        return wrong;
    }

    /// The same to 32 bits, which hold the bounds as well. What is written for a value outside of them is
    /// not said.
    public static boolean roundToInts(double[] from, double low, double high, int count, int[] to) {
        if (VectorWidth.WIDE && count >= VectorMath.LEAST && KernelSwitch.vectorBlock()) {
            return VectorMath.roundToInts(from, (long) low, (long) high - 1, count, to);
        }
        return roundOneByOne(from, low, high, count, to);
    }

    /// The same without vectors of a known width.
    static boolean roundOneByOne(double[] from, double low, double high, int count, int[] to) {
        boolean wrong = false;
        for (int i = 0; i < count; i++) {
            double value = Math.rint(from[i]);
            to[i] = (int) value;
            wrong |= !(value >= low & value < high);
        }
        return wrong;
    }

    public static void multiply(long[] from, long factor, int count, long[] to) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i] * factor;
        }
    }

    /// Divides by a positive number, rounding half away from zero.
    public static void divideRounding(long[] from, long divisor, int count, long[] to) {
        for (int i = 0; i < count; i++) {
            long v = from[i];
            long quotient = v / divisor;
            long rest = Math.abs(v - quotient * divisor);
            to[i] = rest >= divisor - rest ? quotient + (v < 0 ? -1 : 1) : quotient;
        }
    }

    public static boolean anyOutside(long[] values, long low, long high, int count) {
        boolean wrong = false;
        for (int i = 0; i < count; i++) {
            wrong |= values[i] < low | values[i] > high;
        }
        return wrong;
    }

    /// Multiplies by a positive number into 128 bits.
    public static void multiplyWide(long[] from, long factor, int count, long[] high, long[] low) {
        for (int i = 0; i < count; i++) {
            low[i] = from[i] * factor;
            high[i] = Math.multiplyHigh(from[i], factor);
        }
    }
}
