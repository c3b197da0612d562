package org.almagest.cli.demo.sim;

/// Counts the stars of a population by branch and absolute magnitude, and draws from them.
///
/// Cumulative sums on a fixed grid of magnitudes, brightest first: a draw of "some star brighter
/// than m" is a look-up and a bisection.
final class LuminosityFunction {
    private static final double BRIGHTEST = -4;
    private static final double STEP = 0.05;
    private static final int STEPS = 430;
    private static final Branch[] BRANCHES = Branch.values();

    /// By branch and magnitude edge: stars per cubic parsec brighter than the edge.
    private final double[][] brighter = new double[BRANCHES.length][STEPS + 1];

    LuminosityFunction(Population population) {
        for (Branch branch : BRANCHES) {
            double[] sums = brighter[branch.ordinal()];
            for (int i = 0; i < STEPS; i++) {
                double middle = BRIGHTEST + (i + 0.5) * STEP;
                sums[i + 1] = sums[i] + STEP * branch.density(middle) * population.shareOf(branch, middle);
            }
        }
    }

    /// Answers the stars per cubic parsec brighter than an absolute magnitude.
    double brighterThan(double magnitude) {
        double sum = 0;
        for (double[] branch : brighter) {
            sum += at(branch, magnitude);
        }
        return sum;
    }

    /// Draws the branch of a star brighter than an absolute magnitude.
    Branch branch(double magnitude, double u) {
        double rest = u * brighterThan(magnitude);
        for (Branch branch : BRANCHES) {
            double share = at(brighter[branch.ordinal()], magnitude);
            if (rest < share) {
                return branch;
            }
            rest -= share;
        }
        return Branch.MAIN_SEQUENCE;
    }

    /// Draws the absolute magnitude of a star of a branch, brighter than a limit.
    double magnitude(Branch branch, double limit, double u) {
        double[] sums = brighter[branch.ordinal()];
        double target = u * at(sums, limit);
        int low = 0;
        int high = STEPS;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (sums[middle] <= target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double width = sums[high] - sums[low];
        double part = width > 0 ? (target - sums[low]) / width : 0;
        return BRIGHTEST + STEP * (low + part);
    }

    private static double at(double[] sums, double magnitude) {
        double place = (magnitude - BRIGHTEST) / STEP;
        if (place <= 0) {
            return 0;
        }
        if (place >= STEPS) {
            return sums[STEPS];
        }
        int i = (int) place;
        return sums[i] + (sums[i + 1] - sums[i]) * (place - i);
    }
}
