package org.almagest.sky;

/// Measures the great-circle distance between two positions, in degrees.
public final class AngularDistance {
    private AngularDistance() {}

    /// Answers the angle between two positions given in degrees, from 0 to 180.
    ///
    /// Vincenty's arctangent form, which is well conditioned at every separation. Its one
    /// cancelling difference, `cos d1 sin d2 - sin d1 cos d2 cos h`, is written as
    /// `sin(d2 - d1) + 2 sin d1 cos d2 sin^2(h/2)` so that separations far below an arcsecond keep
    /// their relative precision too. Differences are taken in degrees, where they are mostly exact.
    /// NaN in, NaN out.
    public static double degrees(double ra1, double dec1, double ra2, double dec2) {
        double h = Math.toRadians(hourDifference(ra1, ra2));
        double d1 = Math.toRadians(dec1);
        double d2 = Math.toRadians(dec2);
        double sin1 = Math.sin(d1);
        double cos1 = Math.cos(d1);
        double sin2 = Math.sin(d2);
        double cos2 = Math.cos(d2);
        double sinHalf = Math.sin(h / 2);
        double east = cos2 * Math.sin(h);
        double north = Math.sin(Math.toRadians(dec2 - dec1)) + 2 * sin1 * cos2 * sinHalf * sinHalf;
        double along = sin1 * sin2 + cos1 * cos2 * Math.cos(h);
        return Math.toDegrees(Math.atan2(Math.sqrt(east * east + north * north), along));
    }

    /// Says whether a position lies in the closed cone around another; the radius is in degrees.
    ///
    /// Far positions are refused by their declination alone, before any sine is taken.
    public static boolean isWithin(double ra, double dec, double centreRa, double centreDec, double radius) {
        if (Math.abs(dec - centreDec) > radius * (1 + 1e-12) + 1e-12) {
            return false;
        }
        return degrees(ra, dec, centreRa, centreDec) <= radius;
    }

    /// Answers the difference of two right ascensions in [-180, 180].
    private static double hourDifference(double ra1, double ra2) {
        double difference = ra2 - ra1;
        if (Math.abs(difference) <= 180) {
            return difference;
        }
        return Math.IEEEremainder(difference, 360);
    }
}
