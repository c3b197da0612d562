package org.almagest.sky;

/// The HEALPix functions of the IVOA's catalogue of ADQL functions, checked for callers from SQL.
public final class IvoHealpix {
    private IvoHealpix() {}

    /// Answers `ivo_healpix_index(order, ra, dec)`: the nested cell of a position in degrees.
    ///
    /// Throws IllegalArgumentException for an order outside 0 to 29 or a place off the sphere.
    /// Loops call [HealpixNested#cell] instead.
    public static long index(int order, double ra, double dec) {
        Healpix.checkOrder(order);
        long cell = HealpixNested.cell(order, ra, dec);
        if (cell == Healpix.NO_CELL) {
            throw new IllegalArgumentException("no such position on the sphere: (" + ra + ", " + dec + ")");
        }
        return cell;
    }

    /// Answers `ivo_healpix_center(order, cell)`: the middle of a nested cell.
    public static SkyPosition center(int order, long cell) {
        return HealpixNested.centre(order, cell);
    }
}
