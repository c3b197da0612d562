package org.almagest.cli.demo.sim;

/// The errors of the instrument: they grow with magnitude roughly as Gaia's third release does.
final class Measurement {
    private static final Ridge TEMPERATURE = Ridge.through(
            -0.42, 30000, -0.3, 21000, -0.2, 15500, -0.1, 12000, 0, 9700, 0.2, 8100, 0.4, 7200, 0.6, 6550, 0.8, 5900,
            1.0, 5200, 1.25, 4650, 1.5, 4250, 1.85, 3850, 2.2, 3600, 2.5, 3430, 2.8, 3250, 3.3, 3000, 4.0, 2700, 5.0,
            2350);

    private static final double FAINTEST_VELOCITY = 14;
    private static final double FAINTEST_TEMPERATURE = 17.6;

    private Measurement() {}

    /// Answers the typical standard error of a parallax in mas.
    static double parallaxError(double magnitude) {
        double z = StrictMath.pow(10, 0.4 * (Math.max(12.1, magnitude) - 15));
        return 0.001 * Math.sqrt(40 + 800 * z + 30 * z * z);
    }

    /// Answers the standard error of a proper motion in mas/yr, from that of the parallax.
    static double motionError(double parallaxError) {
        return 0.96 * parallaxError;
    }

    static double magnitudeError(double magnitude) {
        return 0.0008 + 0.003 * StrictMath.pow(10, 0.25 * (magnitude - 18));
    }

    /// Answers the standard error of BP-RP: red stars are faint in BP.
    static double colourError(double magnitude, double colour) {
        double blue = magnitude + 0.35 * Math.max(0, colour);
        return 0.002 + 0.02 * StrictMath.pow(10, 0.3 * (blue - 18));
    }

    static boolean hasVelocity(double magnitude, double colour) {
        return magnitude < FAINTEST_VELOCITY && colour > 0.1 && colour < 3;
    }

    static double velocityError(double magnitude) {
        return 0.25 + 2.5 * StrictMath.pow(10, 0.35 * (magnitude - 13.5));
    }

    static boolean hasTemperature(double magnitude, double colour, Branch branch) {
        return magnitude < FAINTEST_TEMPERATURE && colour < 4.5 && branch != Branch.WHITE_DWARFS;
    }

    /// Answers the effective temperature in kelvin of an intrinsic colour.
    static double temperature(double colour) {
        return TEMPERATURE.at(colour);
    }
}
