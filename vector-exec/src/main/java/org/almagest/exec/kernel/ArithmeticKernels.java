package org.almagest.exec.kernel;

/// Arithmetic on arrays, element by element. Integer kernels answer whether some element
/// overflowed; the caller then looks for the row that counts. Plain loops that the JIT vectorises.
public final class ArithmeticKernels {
    /// Products below have 38 digits for sure, and lie within 128 bits.
    private static final double NEAR_38_DIGITS = 0.99e38;

    private ArithmeticKernels() {}

    public static boolean add(int[] a, int[] b, int count, int[] out) {
        int wrong = 0;
        for (int i = 0; i < count; i++) {
            int sum = a[i] + b[i];
            out[i] = sum;
            wrong |= (a[i] ^ sum) & (b[i] ^ sum);
        }
        return wrong < 0;
    }

    public static boolean subtract(int[] a, int[] b, int count, int[] out) {
        int wrong = 0;
        for (int i = 0; i < count; i++) {
            int difference = a[i] - b[i];
            out[i] = difference;
            wrong |= (a[i] ^ b[i]) & (a[i] ^ difference);
        }
        return wrong < 0;
    }

    public static boolean multiply(int[] a, int[] b, int count, int[] out) {
        long wrong = 0;
        for (int i = 0; i < count; i++) {
            long product = (long) a[i] * b[i];
            out[i] = (int) product;
            wrong |= product + 0x8000_0000L;
        }
        return wrong >>> 32 != 0;
    }

    public static boolean add(long[] a, long[] b, int count, long[] out) {
        long wrong = 0;
        for (int i = 0; i < count; i++) {
            long sum = a[i] + b[i];
            out[i] = sum;
            wrong |= (a[i] ^ sum) & (b[i] ^ sum);
        }
        return wrong < 0;
    }

    public static boolean subtract(long[] a, long[] b, int count, long[] out) {
        long wrong = 0;
        for (int i = 0; i < count; i++) {
            long difference = a[i] - b[i];
            out[i] = difference;
            wrong |= (a[i] ^ b[i]) & (a[i] ^ difference);
        }
        return wrong < 0;
    }

    /// Multiplies plainly where the operands have at most 62 bits between them, which is nearly
    /// always and needs no look at single products.
    public static boolean multiply(long[] a, long[] b, int count, long[] out) {
        if (significantBits(a, count) + significantBits(b, count) <= 62) {
            for (int i = 0; i < count; i++) {
                out[i] = a[i] * b[i];
            }
            return false;
        }
        long wrong = 0;
        for (int i = 0; i < count; i++) {
            long product = a[i] * b[i];
            out[i] = product;
            wrong |= Math.multiplyHigh(a[i], b[i]) ^ product >> 63;
        }
        return wrong != 0;
    }

    private static int significantBits(long[] values, int count) {
        long all = 0;
        for (int i = 0; i < count; i++) {
            all |= values[i] ^ values[i] >> 63;
        }
        return 64 - Long.numberOfLeadingZeros(all);
    }

    public static boolean addUnsigned(long[] a, long[] b, int count, long[] out) {
        long wrong = 0;
        for (int i = 0; i < count; i++) {
            long sum = a[i] + b[i];
            out[i] = sum;
            wrong |= (a[i] & b[i]) | (a[i] | b[i]) & ~sum;
        }
        return wrong < 0;
    }

    public static boolean subtractUnsigned(long[] a, long[] b, int count, long[] out) {
        long wrong = 0;
        for (int i = 0; i < count; i++) {
            long difference = a[i] - b[i];
            out[i] = difference;
            wrong |= (~a[i] & b[i]) | (~a[i] | b[i]) & difference;
        }
        return wrong < 0;
    }

    public static boolean multiplyUnsigned(long[] a, long[] b, int count, long[] out) {
        long wrong = 0;
        for (int i = 0; i < count; i++) {
            out[i] = a[i] * b[i];
            wrong |= Math.unsignedMultiplyHigh(a[i], b[i]);
        }
        return wrong != 0;
    }

    /// Answers whether some value does not fit 32 unsigned bits.
    public static boolean beyondUnsignedInt(long[] values, int count) {
        long all = 0;
        for (int i = 0; i < count; i++) {
            all |= values[i];
        }
        return all >>> 32 != 0;
    }

    /// Full products of 128 bits.
    public static void multiplyWide(long[] a, long[] b, int count, long[] high, long[] low) {
        for (int i = 0; i < count; i++) {
            low[i] = a[i] * b[i];
            high[i] = Math.multiplyHigh(a[i], b[i]);
        }
    }

    /// Products of 128 and 64 bits; answers whether some may have more than 38 digits.
    public static boolean multiplyWide(
            long[] high, long[] low, long[] factor, int count, long[] outHigh, long[] outLow) {
        boolean large = false;
        for (int i = 0; i < count; i++) {
            large |= multiplyWide(high[i], low[i], factor[i] >> 63, factor[i], i, outHigh, outLow);
        }
        return large;
    }

    /// Products of 128 bits; answers whether some may have more than 38 digits.
    public static boolean multiplyWide(
            long[] high, long[] low, long[] h2, long[] l2, int count, long[] outHigh, long[] outLow) {
        boolean large = false;
        for (int i = 0; i < count; i++) {
            large |= multiplyWide(high[i], low[i], h2[i], l2[i], i, outHigh, outLow);
        }
        return large;
    }

    private static boolean multiplyWide(long high, long low, long h2, long l2, int at, long[] outHigh, long[] outLow) {
        outHigh[at] = Math.unsignedMultiplyHigh(low, l2) + high * l2 + low * h2;
        outLow[at] = low * l2;
        return Math.abs(approximately(high, low) * approximately(h2, l2)) >= NEAR_38_DIGITS;
    }

    private static double approximately(long high, long low) {
        return high * 0x1p64 + (low >>> 1) * 2.0;
    }

    public static void addWide(
            long[] high, long[] low, long[] h2, long[] l2, int count, long[] outHigh, long[] outLow) {
        for (int i = 0; i < count; i++) {
            long sum = low[i] + l2[i];
            long carry = ((low[i] & l2[i]) | (low[i] | l2[i]) & ~sum) >>> 63;
            outHigh[i] = high[i] + h2[i] + carry;
            outLow[i] = sum;
        }
    }

    public static void subtractWide(
            long[] high, long[] low, long[] h2, long[] l2, int count, long[] outHigh, long[] outLow) {
        for (int i = 0; i < count; i++) {
            long difference = low[i] - l2[i];
            long borrow = ((~low[i] & l2[i]) | (~low[i] | l2[i]) & difference) >>> 63;
            outHigh[i] = high[i] - h2[i] - borrow;
            outLow[i] = difference;
        }
    }

    /// Negates; answers whether some value was the smallest.
    public static boolean negate(int[] a, int count, int[] out) {
        int wrong = 0;
        for (int i = 0; i < count; i++) {
            out[i] = -a[i];
            wrong |= a[i] & out[i];
        }
        return wrong < 0;
    }

    public static boolean negate(long[] a, int count, long[] out) {
        long wrong = 0;
        for (int i = 0; i < count; i++) {
            out[i] = -a[i];
            wrong |= a[i] & out[i];
        }
        return wrong < 0;
    }

    public static void negate(float[] a, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = -a[i];
        }
    }

    public static void negate(double[] a, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = -a[i];
        }
    }

    public static void add(float[] a, float[] b, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] + b[i];
        }
    }

    public static void subtract(float[] a, float[] b, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] - b[i];
        }
    }

    public static void multiply(float[] a, float[] b, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] * b[i];
        }
    }

    public static void divide(float[] a, float[] b, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] / b[i];
        }
    }

    public static void remainder(float[] a, float[] b, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] % b[i];
        }
    }

    public static void add(double[] a, double[] b, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] + b[i];
        }
    }

    public static void subtract(double[] a, double[] b, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] - b[i];
        }
    }

    public static void multiply(double[] a, double[] b, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] * b[i];
        }
    }

    public static void divide(double[] a, double[] b, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] / b[i];
        }
    }

    public static void remainder(double[] a, double[] b, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = a[i] % b[i];
        }
    }
}
