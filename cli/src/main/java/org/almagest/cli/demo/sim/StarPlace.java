package org.almagest.cli.demo.sim;

/// The true place of a star as seen from the Sun; one instance is filled again for each star.
final class StarPlace {
    Population population = Population.THIN_DISC;

    /// Galactic direction: to the centre, along the rotation, to the north galactic pole.
    double gx;

    double gy;
    double gz;

    /// Parsecs.
    double distance;

    /// Magnitudes lost to dust in the G band.
    double extinction;
}
