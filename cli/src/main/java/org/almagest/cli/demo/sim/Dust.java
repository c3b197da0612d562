package org.almagest.cli.demo.sim;

/// Dims starlight: a thin layer of dust around the plane, denser towards the centre and patchy.
final class Dust {
    /// Magnitudes of G per parsec in the plane at the Sun.
    private static final double PER_PARSEC = 0.00075;

    private static final double HEIGHT_PC = 110;
    private static final double LENGTH_PC = 3500;

    /// A_G / E(BP-RP), nearly constant for all but the reddest stars.
    private static final double TO_REDDENING = 1.95;

    private Dust() {}

    /// Answers A_G along a line of sight (radians, sine) to a distance in parsecs.
    ///
    /// Plane-parallel exponential layer, integrated exactly; the radial gradient is taken at half
    /// the distance, the patches are three waves in longitude.
    static double extinction(double distance, double longitude, double sinLatitude) {
        double rise = Math.max(1e-6, Math.abs(sinLatitude));
        double path = HEIGHT_PC / rise * -StrictMath.expm1(-distance * rise / HEIGHT_PC);
        double inward = 0.5 * Math.min(path, 8000) * StrictMath.cos(longitude);
        double gradient = StrictMath.exp(inward / LENGTH_PC);
        double patches = 1
                + 0.30 * StrictMath.sin(2 * longitude + 1.1)
                + 0.22 * StrictMath.sin(5 * longitude - 0.6 + 3 * sinLatitude)
                + 0.15 * StrictMath.sin(11 * longitude + 2.3 - 7 * sinLatitude);
        return PER_PARSEC * path * gradient * patches;
    }

    /// Answers E(BP-RP).
    static double reddening(double extinction) {
        return extinction / TO_REDDENING;
    }
}
