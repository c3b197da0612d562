package org.almagest.exec.kernel;

/// Arc sine and arc cosine.
///
/// ```text
/// |x| < 1/2    asin x = x + x * R(x^2)                     acos x = pi/2 - asin x
/// |x| >= 1/2   t = (1 - |x|) / 2, s = sqrt(t)
///              asin |x| = pi/2 - 2 * (s + s * R(t))        acos |x| = 2 * (s + s * R(t))
///              asin x = -asin |x|, acos x = pi - acos |x|  for x < 0
/// ```
///
/// R is the rational approximation of fdlibm (Sun Microsystems, 1993); both sides are computed and
/// chosen by products with 0 and 1, which are exact. Usual numbers lie between -1 and 1 and are not
/// tiny.
public final class ArcStages implements StagedFunction {
    private static final double LEAST = 0x1p-27;
    private static final double HALF_PI_HIGH = 1.57079632679489655800e+00;
    private static final double HALF_PI_LOW = 6.12323399573676603587e-17;
    private static final double QUARTER_PI_HIGH = 7.85398163397448278999e-01;
    private static final double PI = 3.14159265358979311600e+00;
    private static final double P0 = 1.66666666666666657415e-01;
    private static final double P1 = -3.25565818622400915405e-01;
    private static final double P2 = 2.01212532134862925881e-01;
    private static final double P3 = -4.00555345006794114027e-02;
    private static final double P4 = 7.91534994289814532176e-04;
    private static final double P5 = 3.47933107596021167570e-05;
    private static final double Q1 = -2.40339491173441421878e+00;
    private static final double Q2 = 2.02094576023350569471e+00;
    private static final double Q3 = -6.88283971605453293030e-01;
    private static final double Q4 = 7.70381505559019352791e-02;

    /// Cuts a number to its upper 26 bits (Veltkamp).
    private static final double SPLIT = 134_217_729;

    private final boolean cosine;
    private final double[] outer;
    private final double[] square;
    private final double[] ratio;
    private final double[] high;
    private final double[] low;

    public ArcStages(boolean cosine, int capacity) {
        this.cosine = cosine;
        outer = new double[capacity];
        square = new double[capacity];
        ratio = new double[capacity];
        high = new double[capacity];
        low = new double[capacity];
    }

    @Override
    public void run(double[] x, int count, double[] out) {
        squareStage(x, count, outer, square);
        ratioStage(square, count, ratio);
        rootStage(square, count, high, low);
        if (cosine) {
            arcCosineStage(x, outer, ratio, high, low, count, out);
        } else {
            arcSineStage(x, outer, ratio, high, low, count, out);
        }
    }

    private static void squareStage(double[] x, int count, double[] outer, double[] square) {
        for (int i = 0; i < count; i++) {
            double size = Math.abs(x[i]);
            double far = Math.floor(2.0 * size);
            outer[i] = far;
            square[i] = (1.0 - far) * (x[i] * x[i]) + far * ((1.0 - size) * 0.5);
        }
    }

    private static void ratioStage(double[] square, int count, double[] ratio) {
        for (int i = 0; i < count; i++) {
            double t = square[i];
            double p = t * (P0 + t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5)))));
            double q = 1.0 + t * (Q1 + t * (Q2 + t * (Q3 + t * Q4)));
            ratio[i] = p / q;
        }
    }

    /// Gives the root in two parts: the upper bits, whose square is exact, and the rest.
    private static void rootStage(double[] square, int count, double[] high, double[] low) {
        for (int i = 0; i < count; i++) {
            double t = square[i];
            double s = Math.sqrt(t);
            double cut = s * SPLIT;
            double h = cut - (cut - s);
            high[i] = h;
            low[i] = (t - h * h) / (s + h);
        }
    }

    private static void arcSineStage(
            double[] x, double[] outer, double[] ratio, double[] high, double[] low, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            double near = x[i] + x[i] * ratio[i];
            double s = high[i] + low[i];
            double p = 2.0 * s * ratio[i] - (HALF_PI_LOW - 2.0 * low[i]);
            double q = QUARTER_PI_HIGH - 2.0 * high[i];
            double far = Math.copySign(QUARTER_PI_HIGH - (p - q), x[i]);
            out[i] = (1.0 - outer[i]) * near + outer[i] * far;
        }
    }

    private static void arcCosineStage(
            double[] x, double[] outer, double[] ratio, double[] high, double[] low, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            double near = HALF_PI_HIGH - (x[i] - (HALF_PI_LOW - x[i] * ratio[i]));
            double s = high[i] + low[i];
            double above = 2.0 * (high[i] + (ratio[i] * s + low[i]));
            double below = PI - 2.0 * (s + (ratio[i] * s - HALF_PI_LOW));
            double negative = 0.5 - Math.copySign(0.5, x[i]);
            double far = (1.0 - negative) * above + negative * below;
            out[i] = (1.0 - outer[i]) * near + outer[i] * far;
        }
    }

    @Override
    public boolean anyUnusual(double[] x, int count) {
        boolean unusual = false;
        for (int i = 0; i < count; i++) {
            double size = Math.abs(x[i]);
            unusual |= !(size >= LEAST & size < 1.0);
        }
        return unusual;
    }

    @Override
    public boolean isUsual(double x) {
        return Math.abs(x) >= LEAST && Math.abs(x) < 1.0;
    }

    @Override
    public double exact(double x) {
        return cosine ? StrictMath.acos(x) : StrictMath.asin(x);
    }
}
