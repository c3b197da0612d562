package org.almagest.exec.kernel;

import org.almagest.columnar.kernel.VectorWidth;

/// Logarithms in stages: each stage is a plain loop over arrays that the JIT vectorises, which one
/// loop over everything would not be. Four to six times as fast as `Math`, and the same bits on
/// every machine and at every stage of compilation.
///
/// ```text
/// x = 2^k * m, m in [sqrt(1/2), sqrt(2))          bits of x -> k, bits of m -> m
/// f = m - 1, s = f / (2 + f), z = s * s
/// log(1 + f) = f - (f*f/2 - s * (f*f/2 + R(z)))   R: the minimax polynomial of fdlibm
/// ```
///
/// The reduction and the polynomials are those of fdlibm (Sun Microsystems, 1993; log10 and log2
/// with the split sums of FreeBSD's e_log10.c and e_log2.c); errors stay below 1 ulp. Numbers that
/// are not positive, finite and normal come out wrong and are mended by the caller. An object holds
/// the intermediate arrays of one thread.
public final class LogStages {
    static final long SQRT_HALF_BITS = 0x3FE6_A09E_667F_3BCDL;
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    static final double LG1 = 6.666666666666735130e-01;
    static final double LG2 = 3.999999999940941908e-01;
    static final double LG3 = 2.857142874366239149e-01;
    static final double LG4 = 2.222219843214978396e-01;
    static final double LG5 = 1.818357216161805012e-01;
    static final double LG6 = 1.531383769920937332e-01;
    static final double LG7 = 1.479819860511658591e-01;
    static final double INVERSE_LN10_HIGH = 4.34294481878168880939e-01;
    static final double INVERSE_LN10_LOW = 2.50829467116452752298e-11;
    static final double LOG10_2_HIGH = 3.01029995663611771306e-01;
    static final double LOG10_2_LOW = 3.69423907715893078616e-13;
    private static final double INVERSE_LN2_HIGH = 1.44269504072144627571e+00;
    private static final double INVERSE_LN2_LOW = 1.67517131648865118353e-10;

    /// Cuts a number to its upper 26 bits (Veltkamp).
    static final double SPLIT = 134_217_729;

    private final long[] bits;
    private final double[] exponent;
    private final double[] mantissa;
    private final double[] low;
    private final double[] high;

    public LogStages(int capacity) {
        bits = new long[capacity];
        exponent = new double[capacity];
        mantissa = new double[capacity];
        low = new double[capacity];
        high = new double[capacity];
    }

    public void ln(double[] x, int count, double[] out) {
        reduce(x, count);
        lnStage(mantissa, exponent, count, out);
    }

    public void log10(double[] x, int count, double[] out) {
        if (VectorWidth.WIDE && count >= VectorMath.LEAST && KernelSwitch.vectorBlock()) {
            VectorMath.log10(x, count, out);
        } else {
            log10ByStages(x, count, out);
        }
    }

    /// Computes the same without vectors of a known width.
    void log10ByStages(double[] x, int count, double[] out) {
        reduce(x, count);
        split(count);
        log10Stage(high, low, exponent, count, out);
    }

    public void log2(double[] x, int count, double[] out) {
        reduce(x, count);
        split(count);
        log2Stage(high, low, exponent, count, out);
    }

    /// Gives the logarithm of the mantissa in two parts, `high` and `low`.
    private void split(int count) {
        highStage(mantissa, count, high);
        lowStage(mantissa, high, count, low);
    }

    private void reduce(double[] x, int count) {
        toBits(x, count, bits);
        splitStage(bits, count, exponent);
        fromBits(bits, count, mantissa);
    }

    private static void toBits(double[] x, int count, long[] bits) {
        for (int i = 0; i < count; i++) {
            bits[i] = Double.doubleToRawLongBits(x[i]);
        }
    }

    private static void fromBits(long[] bits, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = Double.longBitsToDouble(bits[i]);
        }
    }

    private static void splitStage(long[] bits, int count, double[] exponent) {
        for (int i = 0; i < count; i++) {
            long k = bits[i] - SQRT_HALF_BITS >> 52;
            exponent[i] = (double) k;
            bits[i] -= k << 52;
        }
    }

    private static void lnStage(double[] m, double[] k, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            double f = m[i] - 1.0;
            double s = f / (2.0 + f);
            double z = s * s;
            double w = z * z;
            double r = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7))) + w * (LG2 + w * (LG4 + w * LG6));
            double h = 0.5 * f * f;
            out[i] = k[i] * LN2_HIGH - ((h - (s * (h + r) + k[i] * LN2_LOW)) - f);
        }
    }

    /// Gives the upper 26 bits of log(1 + f).
    private static void highStage(double[] m, int count, double[] high) {
        for (int i = 0; i < count; i++) {
            double f = m[i] - 1.0;
            double most = f - 0.5 * f * f;
            double cut = most * SPLIT;
            high[i] = cut - (cut - most);
        }
    }

    /// Gives what is missing to log(1 + f). The JIT vectorises the sums in this order; in others,
    /// equal on paper, it does not.
    private static void lowStage(double[] m, double[] high, int count, double[] low) {
        for (int i = 0; i < count; i++) {
            double f = m[i] - 1.0;
            double s = f / (2.0 + f);
            double z = s * s;
            double w = z * z;
            double even = w * (LG2 + w * (LG4 + w * LG6));
            double odd = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
            double r = odd + even;
            double h = 0.5 * f * f;
            low[i] = (f - high[i]) - (h - s * (h + r));
        }
    }

    private static void log10Stage(double[] high, double[] low, double[] k, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            double y = k[i] * LOG10_2_HIGH;
            double sum = high[i] * INVERSE_LN10_HIGH;
            double rest = k[i] * LOG10_2_LOW + (low[i] + high[i]) * INVERSE_LN10_LOW + low[i] * INVERSE_LN10_HIGH;
            double total = y + sum;
            out[i] = rest + ((y - total) + sum) + total;
        }
    }

    private static void log2Stage(double[] high, double[] low, double[] k, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            double sum = high[i] * INVERSE_LN2_HIGH;
            double rest = (low[i] + high[i]) * INVERSE_LN2_LOW + low[i] * INVERSE_LN2_HIGH;
            double total = k[i] + sum;
            out[i] = rest + ((k[i] - total) + sum) + total;
        }
    }

    /// Answers whether a number is not positive, finite and normal.
    public static boolean isUnusual(double x) {
        return !(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE);
    }

    /// Sets the bits of such numbers and clears those of others; answers whether there is one.
    public static boolean listUnusual(double[] x, int count, long[] out) {
        return RangeKernels.outside(x, count, Double.MIN_NORMAL, Double.MAX_VALUE, out);
    }
}
