package org.almagest.sky;

/// Turns ICRS positions into galactic longitude and latitude, and back.
///
/// The rotation is the Hipparcos catalogue's (ESA SP-1200, volume 1, section 1.5.3), which fixes
/// the north galactic pole at (192.85948, +27.12825) and the node's longitude at 32.93192 degrees.
public final class GalacticFrame {
    private static final double POLE_RA = 192.85948;
    private static final double POLE_DEC = 27.12825;
    private static final double NODE_LONGITUDE = 32.93192;

    /// Rows are the galactic axes in ICRS coordinates: to the centre, along the rotation, to the
    /// pole.
    private static final double[] AXES = axes();

    private GalacticFrame() {}

    /// Answers the galactic vector of an ICRS one.
    public static UnitVector fromIcrs(UnitVector v) {
        double[] a = AXES;
        return new UnitVector(
                a[0] * v.x() + a[1] * v.y() + a[2] * v.z(),
                a[3] * v.x() + a[4] * v.y() + a[5] * v.z(),
                a[6] * v.x() + a[7] * v.y() + a[8] * v.z());
    }

    /// Answers the ICRS vector of a galactic one.
    public static UnitVector toIcrs(UnitVector v) {
        double[] a = AXES;
        return new UnitVector(
                a[0] * v.x() + a[3] * v.y() + a[6] * v.z(),
                a[1] * v.x() + a[4] * v.y() + a[7] * v.z(),
                a[2] * v.x() + a[5] * v.y() + a[8] * v.z());
    }

    /// Builds the rotation from the pole and the ascending node of the galactic plane.
    private static double[] axes() {
        UnitVector pole = strict(POLE_RA, POLE_DEC);
        UnitVector node = strict(POLE_RA + 90, 0);
        // The node lies in both equators; a quarter turn further along the plane is pole x node.
        UnitVector ahead = cross(pole, node);
        double c = StrictMath.cos(Math.toRadians(NODE_LONGITUDE));
        double s = StrictMath.sin(Math.toRadians(NODE_LONGITUDE));
        UnitVector centre = new UnitVector(
                c * node.x() - s * ahead.x(), c * node.y() - s * ahead.y(), c * node.z() - s * ahead.z());
        UnitVector rotation = cross(pole, centre);
        return new double[] {
            centre.x(), centre.y(), centre.z(), rotation.x(), rotation.y(), rotation.z(), pole.x(), pole.y(), pole.z()
        };
    }

    /// As UnitVector.of, but the same bits on every machine.
    private static UnitVector strict(double ra, double dec) {
        double a = Math.toRadians(ra);
        double d = Math.toRadians(dec);
        double cos = StrictMath.cos(d);
        return new UnitVector(cos * StrictMath.cos(a), cos * StrictMath.sin(a), StrictMath.sin(d));
    }

    private static UnitVector cross(UnitVector a, UnitVector b) {
        return new UnitVector(
                a.y() * b.z() - a.z() * b.y(), a.z() * b.x() - a.x() * b.z(), a.x() * b.y() - a.y() * b.x());
    }
}
