package org.almagest.cli.demo.sim;

/// Space motions: galactic rotation, the dispersion of a population, less the Sun's own motion.
///
/// Velocities are km/s along the galactic axes at the Sun: to the centre, along the rotation, to
/// the north galactic pole.
final class Motion {
    /// One astronomical unit per Julian year in km/s: turns mas/yr over mas into a velocity.
    static final double KM_S_PER_AU_YEAR = 4.740_470_463;

    private static final double ROTATION = 233;
    private static final double SUN_U = 11.1;
    private static final double SUN_V = 12.2;
    private static final double SUN_W = 7.2;

    /// Stars brighter than this on the main sequence are young and move calmly.
    private static final double YOUNG_MAGNITUDE = 2.2;

    double u;
    double v;
    double w;

    /// Draws the velocity of a field star relative to the Sun.
    void draw(StarRandom random, StarPlace place, boolean young) {
        Population p = place.population;
        double calm = young ? 0.45 : 1;
        double x = place.distance * place.gx - Galaxy.SUN_FROM_CENTRE;
        double y = place.distance * place.gy;
        double fromCentre = Math.max(1, Math.sqrt(x * x + y * y));
        double inward = p.sigmaU * calm * random.gaussian();
        double along = ROTATION - p.lag * calm + p.sigmaV * calm * random.gaussian();
        // At the Sun (x < 0, y = 0) inward is +x and along is +y.
        double cos = -x / fromCentre;
        double sin = y / fromCentre;
        u = inward * cos + along * sin - SUN_U;
        v = along * cos - inward * sin - ROTATION - SUN_V;
        w = p.sigmaW * calm * random.gaussian() - SUN_W;
    }

    static boolean isYoung(Branch branch, double magnitude) {
        return branch == Branch.MAIN_SEQUENCE && magnitude < YOUNG_MAGNITUDE;
    }
}
