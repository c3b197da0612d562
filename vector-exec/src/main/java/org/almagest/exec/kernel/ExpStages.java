package org.almagest.exec.kernel;

/// The exponential function.
///
/// ```text
/// x = k * ln 2 + r, |r| <= ln(2) / 2       r in two parts
/// exp x = 2^k * (1 + r + r * R(r^2) / (2 - R(r^2)))
/// ```
///
/// The parts of ln 2 and the polynomial are those of fdlibm (Sun Microsystems, 1993). Usual numbers
/// have a normal result: -708 to 709.
public final class ExpStages implements StagedFunction {
    private static final double LEAST = -708;
    private static final double MOST = 709;
    private static final double INVERSE_LN2 = 1.44269504088896338700e+00;
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    private static final double P1 = 1.66666666666666019037e-01;
    private static final double P2 = -2.77777777770155933842e-03;
    private static final double P3 = 6.61375632143793436117e-05;
    private static final double P4 = -1.65339022054652515390e-06;
    private static final double P5 = 4.13813679705723846039e-08;

    private final double[] power;
    private final double[] fraction;
    private final long[] bits;

    public ExpStages(int capacity) {
        power = new double[capacity];
        fraction = new double[capacity];
        bits = new long[capacity];
    }

    @Override
    public void run(double[] x, int count, double[] out) {
        powerStage(x, count, power);
        fractionStage(x, power, count, fraction);
        scaleStage(power, count, bits);
        productStage(bits, fraction, count, out);
    }

    private static void powerStage(double[] x, int count, double[] power) {
        for (int i = 0; i < count; i++) {
            power[i] = Math.rint(x[i] * INVERSE_LN2);
        }
    }

    private static void fractionStage(double[] x, double[] power, int count, double[] fraction) {
        for (int i = 0; i < count; i++) {
            double high = x[i] - power[i] * LN2_HIGH;
            double low = power[i] * LN2_LOW;
            double r = high - low;
            double t = r * r;
            double c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
            fraction[i] = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
        }
    }

    private static void scaleStage(double[] power, int count, long[] bits) {
        for (int i = 0; i < count; i++) {
            bits[i] = (long) power[i] + 1023 << 52;
        }
    }

    private static void productStage(long[] bits, double[] fraction, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = fraction[i] * Double.longBitsToDouble(bits[i]);
        }
    }

    @Override
    public boolean anyUnusual(double[] x, int count) {
        boolean unusual = false;
        for (int i = 0; i < count; i++) {
            unusual |= !(x[i] >= LEAST & x[i] <= MOST);
        }
        return unusual;
    }

    @Override
    public boolean isUsual(double x) {
        return x >= LEAST && x <= MOST;
    }

    @Override
    public double exact(double x) {
        return StrictMath.exp(x);
    }
}
