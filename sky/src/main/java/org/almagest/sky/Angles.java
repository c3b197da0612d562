package org.almagest.sky;

/// Brings angles into their customary interval; all angles are degrees.
public final class Angles {
    private Angles() {}

    /// Answers the same direction as a right ascension or longitude in [0, 360).
    ///
    /// The remainder is exact, so an angle that is already inside comes back unchanged; -0.0
    /// becomes 0.0. NaN and infinities answer NaN.
    public static double wrap360(double degrees) {
        if (degrees > 0 && degrees < 360) {
            return degrees;
        }
        double rest = degrees % 360;
        if (rest < 0) {
            rest += 360;
        }
        // A tiny negative angle rounds up to 360 itself; adding 0.0 turns -0.0 into 0.0.
        return rest >= 360 ? 0.0 : rest + 0.0;
    }

    /// Answers the same direction in [-180, 180).
    public static double wrap180(double degrees) {
        if (degrees >= -180 && degrees < 180) {
            return degrees;
        }
        double wrapped = wrap360(degrees);
        return wrapped >= 180 ? wrapped - 360 : wrapped;
    }

    /// Says whether these are the coordinates of a point on the sphere: both finite and |dec| at
    /// most 90.
    public static boolean isPosition(double ra, double dec) {
        return Math.abs(dec) <= 90 && Math.abs(ra) <= Double.MAX_VALUE;
    }
}
