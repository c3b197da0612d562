package org.almagest.cli.demo.sim;

import org.almagest.sky.GalacticFrame;
import org.almagest.sky.UnitVector;

/// One open cluster, placed and moving like Melotte 22 (the Pleiades).
///
/// A Plummer sphere with one space velocity and a small dispersion: its stars share a place in
/// the sky, a parallax and a proper motion, and are found by them.
final class OpenCluster {
    static final double RA = 56.60;
    static final double DEC = 24.11;
    static final double PARALLAX = 7.36;
    static final double PM_RA = 20.1;
    static final double PM_DEC = -45.5;

    /// Members in a catalogue of a million stars or more.
    static final int MEMBERS = 1200;

    private static final double RADIAL_VELOCITY = 5.6;
    private static final double DISPERSION = 0.55;
    private static final double PLUMMER_PC = 1.7;
    private static final double EDGE_PC = 11;
    private static final double EXTINCTION = 0.12;

    /// log10 of members per magnitude: young, so the bright end is not yet burnt away.
    private static final Ridge LOG_COUNTS =
            Ridge.through(-2.6, -1.5, 0, -1.0, 2, -0.65, 4, -0.5, 6, -0.45, 8, -0.2, 10, 0, 11.5, 0.05, 13, 0);

    private static final double BRIGHTEST = -2.6;

    private final UnitVector centre;
    private final double[] velocity;
    private final double distance = 1000 / PARALLAX;

    OpenCluster() {
        centre = GalacticFrame.fromIcrs(strictVector(RA, DEC));
        UnitVector east = GalacticFrame.fromIcrs(strictVector(RA + 90, 0));
        UnitVector north = GalacticFrame.fromIcrs(strictVector(RA + 180, 90 - DEC));
        double toKms = Motion.KM_S_PER_AU_YEAR / PARALLAX;
        velocity = new double[] {
            sum(centre.x(), east.x(), north.x(), toKms),
            sum(centre.y(), east.y(), north.y(), toKms),
            sum(centre.z(), east.z(), north.z(), toKms)
        };
    }

    private static double sum(double out, double east, double north, double toKms) {
        return RADIAL_VELOCITY * out + toKms * (PM_RA * east + PM_DEC * north);
    }

    private static UnitVector strictVector(double ra, double dec) {
        double a = Math.toRadians(ra);
        double d = Math.toRadians(dec);
        return new UnitVector(
                StrictMath.cos(d) * StrictMath.cos(a), StrictMath.cos(d) * StrictMath.sin(a), StrictMath.sin(d));
    }

    /// Answers how many members a catalogue has: 1,200, or fewer in a small one.
    static int members(long stars) {
        return (int) Math.min(MEMBERS, stars * MEMBERS / 1_000_000);
    }

    /// Draws the place of a member.
    void drawPlace(StarRandom random, StarPlace place) {
        double radius;
        do {
            // The share of a Plummer sphere's mass within r is (1 + a^2/r^2)^(-3/2).
            double share = StrictMath.pow(1 - random.uniform(), -2.0 / 3) - 1;
            radius = PLUMMER_PC / Math.sqrt(share);
        } while (!(radius < EDGE_PC));
        double z = random.uniform(-1, 1);
        double angle = random.uniform(0, 2 * Math.PI);
        double across = Math.sqrt(1 - z * z);
        double x = distance * centre.x() + radius * across * StrictMath.cos(angle);
        double y = distance * centre.y() + radius * across * StrictMath.sin(angle);
        double up = distance * centre.z() + radius * z;
        place.distance = Math.sqrt(x * x + y * y + up * up);
        place.gx = x / place.distance;
        place.gy = y / place.distance;
        place.gz = up / place.distance;
        place.population = Population.THIN_DISC;
        place.extinction = EXTINCTION;
    }

    void drawMotion(StarRandom random, Motion motion) {
        motion.u = velocity[0] + DISPERSION * random.gaussian();
        motion.v = velocity[1] + DISPERSION * random.gaussian();
        motion.w = velocity[2] + DISPERSION * random.gaussian();
    }

    /// Draws a member's absolute magnitude, brighter than a limit.
    static double magnitude(StarRandom random, double faintest) {
        double magnitude;
        do {
            magnitude = random.uniform(BRIGHTEST, faintest);
        } while (!random.chance(StrictMath.pow(10, LOG_COUNTS.at(magnitude) - 0.05)));
        return magnitude;
    }
}
