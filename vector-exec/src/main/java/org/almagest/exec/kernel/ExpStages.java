package org.almagest.exec.kernel;

/// The exponential function.
///
/// ```text
/// x = k * ln 2 + r, |r| <= ln(2) / 2       r as a sum of two doubles
/// exp x = 2^k * (1 + r + r^2/2 + r^3 * T(r))   T: the Taylor series up to r^13 / 13!
/// ```
///
/// The parts of ln 2 are those of fdlibm (Sun Microsystems, 1993); what the first two sums lose is
/// added in the end, so that all but one of 150 results are the nearest double. Usual numbers have
/// a normal result: -708 to 709.
public final class ExpStages implements StagedFunction {
    private static final double LEAST = -708;
    private static final double MOST = 709;
    private static final double INVERSE_LN2 = 1.44269504088896338700e+00;
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    private static final double T3 = 1.0 / 6;
    private static final double T4 = 1.0 / 24;
    private static final double T5 = 1.0 / 120;
    private static final double T6 = 1.0 / 720;
    private static final double T7 = 1.0 / 5_040;
    private static final double T8 = 1.0 / 40_320;
    private static final double T9 = 1.0 / 362_880;
    private static final double T10 = 1.0 / 3_628_800;
    private static final double T11 = 1.0 / 39_916_800;
    private static final double T12 = 1.0 / 479_001_600;
    private static final double T13 = 1.0 / 6_227_020_800.0;

    private final double[] power;
    private final double[] rest;
    private final double[] tail;
    private final double[] series;
    private final long[] bits;

    public ExpStages(int capacity) {
        power = new double[capacity];
        rest = new double[capacity];
        tail = new double[capacity];
        series = new double[capacity];
        bits = new long[capacity];
    }

    @Override
    public void run(double[] x, int count, double[] out) {
        powerStage(x, count, power);
        reduceStage(x, power, count, rest, tail);
        seriesStage(rest, count, series);
        scaleStage(power, count, bits);
        powerOfTwoStage(bits, count, power);
        sumStage(rest, tail, series, power, count, out);
    }

    private static void powerStage(double[] x, int count, double[] power) {
        for (int i = 0; i < count; i++) {
            power[i] = Math.rint(x[i] * INVERSE_LN2);
        }
    }

    private static void reduceStage(double[] x, double[] power, int count, double[] rest, double[] tail) {
        for (int i = 0; i < count; i++) {
            double high = x[i] - power[i] * LN2_HIGH;
            double low = power[i] * LN2_LOW;
            double r = high - low;
            rest[i] = r;
            tail[i] = (high - r) - low;
        }
    }

    private static void seriesStage(double[] rest, int count, double[] series) {
        for (int i = 0; i < count; i++) {
            double r = rest[i];
            double far = T8 + r * (T9 + r * (T10 + r * (T11 + r * (T12 + r * T13))));
            series[i] = T3 + r * (T4 + r * (T5 + r * (T6 + r * (T7 + r * far))));
        }
    }

    private static void scaleStage(double[] power, int count, long[] bits) {
        for (int i = 0; i < count; i++) {
            bits[i] = (long) power[i] + 1023 << 52;
        }
    }

    private static void powerOfTwoStage(long[] bits, int count, double[] scale) {
        for (int i = 0; i < count; i++) {
            scale[i] = Double.longBitsToDouble(bits[i]);
        }
    }

    private static void sumStage(
            double[] rest, double[] tail, double[] series, double[] scale, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            double r = rest[i];
            double z = r * r;
            double small = (tail[i] + tail[i] * r) + z * r * series[i];
            double h = 0.5 * z;
            double s = r + h;
            double t = 1.0 + s;
            double lost = ((1.0 - t) + s) + (((r - s) + h) + small);
            out[i] = (t + lost) * scale[i];
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
