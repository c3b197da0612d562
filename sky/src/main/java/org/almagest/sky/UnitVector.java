package org.almagest.sky;

/// A direction as a point on the unit sphere: x to RA 0, y to RA 90, z to the north pole.
public record UnitVector(double x, double y, double z) {

    /// Makes the vector of a position in degrees.
    public static UnitVector of(double ra, double dec) {
        double longitude = Math.toRadians(ra);
        double latitude = Math.toRadians(dec);
        double cosLatitude = Math.cos(latitude);
        return new UnitVector(cosLatitude * Math.cos(longitude), cosLatitude * Math.sin(longitude), Math.sin(latitude));
    }

    /// Answers the square of the straight line to another vector: 0 for equal, 4 for opposite ones.
    ///
    /// Grows with the angle, so it compares distances without a square root or an arctangent.
    public double chordSquared(UnitVector other) {
        return chordSquared(x, y, z, other.x, other.y, other.z);
    }

    /// The same over bare coordinates, for loops over columns.
    public static double chordSquared(double x1, double y1, double z1, double x2, double y2, double z2) {
        double dx = x1 - x2;
        double dy = y1 - y2;
        double dz = z1 - z2;
        return dx * dx + dy * dy + dz * dz;
    }

    /// Answers the squared chord that spans an angle of 0 to 180 degrees.
    public static double chordSquaredOf(double degrees) {
        double half = Math.sin(Math.toRadians(degrees) / 2);
        return 4 * half * half;
    }

    /// Answers the angle in degrees that a squared chord spans.
    ///
    /// Near 180 degrees a chord says little about its angle (errors up to 1e-6 degrees): use
    /// [#angle] there.
    public static double degreesOf(double chordSquared) {
        return Math.toDegrees(2 * Math.asin(Math.min(1, Math.sqrt(chordSquared) / 2)));
    }

    /// Answers the angle to another vector in radians, well conditioned at every separation.
    public double angle(UnitVector other) {
        double cx = y * other.z - z * other.y;
        double cy = z * other.x - x * other.z;
        double cz = x * other.y - y * other.x;
        double dot = x * other.x + y * other.y + z * other.z;
        return Math.atan2(Math.sqrt(cx * cx + cy * cy + cz * cz), dot);
    }

    /// Answers the position of this direction; the poles have RA 0.
    public SkyPosition position() {
        double distanceFromAxis = Math.sqrt(x * x + y * y);
        double ra = distanceFromAxis == 0 ? 0 : Math.toDegrees(Math.atan2(y, x));
        return new SkyPosition(Angles.wrap360(ra), Math.toDegrees(Math.atan2(z, distanceFromAxis)));
    }
}
