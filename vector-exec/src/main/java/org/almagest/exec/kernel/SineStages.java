package org.almagest.exec.kernel;

/// Sine and cosine.
///
/// ```text
/// x = n * pi/2 + r, |r| <= pi/4        three parts of pi/2, r as a sum of two doubles
/// sin x = sin r, cos r, -sin r, -cos r      for n mod 4 = 0, 1, 2, 3
/// cos x = cos r, -sin r, -cos r, sin r
/// ```
///
/// The parts of pi/2 and the polynomials are those of fdlibm (Sun Microsystems, 1993; the cosine as
/// in FreeBSD's k_cos.c), but all three steps of the reduction are always done. Usual numbers are
/// those below 2^19 whose sine is not simply the number.
public final class SineStages implements StagedFunction {
    private static final double LEAST = 0x1p-26;
    private static final double MOST = 0x1p19;
    private static final double INVERSE_HALF_PI = 6.36619772367581382433e-01;
    private static final double HALF_PI_1 = 1.57079632673412561417e+00;
    private static final double HALF_PI_2 = 6.07710050630396597660e-11;
    private static final double HALF_PI_3 = 2.02226624871116645580e-21;
    private static final double HALF_PI_REST = 8.47842766036889956997e-32;
    private static final double S1 = -1.66666666666666324348e-01;
    private static final double S2 = 8.33333333332248946124e-03;
    private static final double S3 = -1.98412698298579493134e-04;
    private static final double S4 = 2.75573137070700676789e-06;
    private static final double S5 = -2.50507602534068634195e-08;
    private static final double S6 = 1.58969099521155010221e-10;
    private static final double C1 = 4.16666666666666019037e-02;
    private static final double C2 = -1.38888888888741095749e-03;
    private static final double C3 = 2.48015872894767294178e-05;
    private static final double C4 = -2.75573143513906633035e-07;
    private static final double C5 = 2.08757232129817482790e-09;
    private static final double C6 = -1.13596475577881948265e-11;

    private final boolean cosine;
    private final double[] turns;
    private final double[] rest;
    private final double[] tail;
    private final double[] sine;

    public SineStages(boolean cosine, int capacity) {
        this.cosine = cosine;
        turns = new double[capacity];
        rest = new double[capacity];
        tail = new double[capacity];
        sine = new double[capacity];
    }

    @Override
    public void run(double[] x, int count, double[] out) {
        turnsStage(x, count, turns);
        reduceStage(x, turns, count, rest, tail);
        sineStage(rest, tail, count, sine);
        cosineStage(rest, tail, count, out);
        chooseStage(turns, cosine ? 1 : 0, sine, count, out);
    }

    private static void turnsStage(double[] x, int count, double[] turns) {
        for (int i = 0; i < count; i++) {
            turns[i] = Math.rint(x[i] * INVERSE_HALF_PI);
        }
    }

    /// What a step's rounding loses goes into the tail; the first step is exact.
    private static void reduceStage(double[] x, double[] turns, int count, double[] rest, double[] tail) {
        for (int i = 0; i < count; i++) {
            double n = turns[i];
            double r1 = x[i] - n * HALF_PI_1;
            double w2 = n * HALF_PI_2;
            double r2 = r1 - w2;
            double lost2 = (r1 - r2) - w2;
            double w3 = n * HALF_PI_3;
            double r3 = r2 - w3;
            double lost3 = (r2 - r3) - w3;
            double w = n * HALF_PI_REST - lost3 - lost2;
            double y = r3 - w;
            rest[i] = y;
            tail[i] = (r3 - y) - w;
        }
    }

    private static void sineStage(double[] rest, double[] tail, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            double x = rest[i];
            double y = tail[i];
            double z = x * x;
            double v = z * x;
            double r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
            out[i] = x - ((z * (0.5 * y - v * r) - y) - v * S1);
        }
    }

    private static void cosineStage(double[] rest, double[] tail, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            double x = rest[i];
            double y = tail[i];
            double z = x * x;
            double w = z * z;
            double r = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6));
            double h = 0.5 * z;
            double u = 1.0 - h;
            out[i] = u + (((1.0 - u) - h) + (z * r - x * y));
        }
    }

    /// Chooses by products with 0, 1 and -1, which are exact.
    private static void chooseStage(double[] turns, double ahead, double[] sine, int count, double[] cosineAndOut) {
        for (int i = 0; i < count; i++) {
            double n = turns[i] + ahead;
            double half = Math.floor(n * 0.5);
            double odd = n - 2.0 * half;
            double sign = 1.0 - 2.0 * (half - 2.0 * Math.floor(half * 0.5));
            cosineAndOut[i] = sign * (sine[i] * (1.0 - odd) + cosineAndOut[i] * odd);
        }
    }

    @Override
    public boolean anyUnusual(double[] x, int count) {
        boolean unusual = false;
        for (int i = 0; i < count; i++) {
            double size = Math.abs(x[i]);
            unusual |= !(size >= LEAST & size < MOST);
        }
        return unusual;
    }

    @Override
    public boolean isUsual(double x) {
        return Math.abs(x) >= LEAST && Math.abs(x) < MOST;
    }

    @Override
    public double exact(double x) {
        return cosine ? StrictMath.cos(x) : StrictMath.sin(x);
    }
}
