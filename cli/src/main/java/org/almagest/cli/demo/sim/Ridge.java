package org.almagest.cli.demo.sim;

/// A curve through given points, straight between them and level beyond its ends.
final class Ridge {
    private final double[] xs;
    private final double[] ys;

    private Ridge(double[] xs, double[] ys) {
        this.xs = xs;
        this.ys = ys;
    }

    /// Makes a curve from x0, y0, x1, y1 ... with ascending x.
    static Ridge through(double... pairs) {
        int points = pairs.length / 2;
        double[] xs = new double[points];
        double[] ys = new double[points];
        for (int i = 0; i < points; i++) {
            xs[i] = pairs[2 * i];
            ys[i] = pairs[2 * i + 1];
            if (i > 0 && xs[i] <= xs[i - 1]) {
                throw new IllegalArgumentException("x must ascend: " + xs[i - 1] + ", " + xs[i]);
            }
        }
        return new Ridge(xs, ys);
    }

    double first() {
        return xs[0];
    }

    double last() {
        return xs[xs.length - 1];
    }

    double at(double x) {
        if (x <= xs[0]) {
            return ys[0];
        }
        for (int i = 1; i < xs.length; i++) {
            if (x <= xs[i]) {
                return ys[i - 1] + (ys[i] - ys[i - 1]) * (x - xs[i - 1]) / (xs[i] - xs[i - 1]);
            }
        }
        return ys[ys.length - 1];
    }
}
