package org.almagest.sky;

/// HEALPix cells in the NESTED numbering, in which the four children of cell c are 4c to 4c+3.
///
/// Formulas: Gorski et al. 2005 (ApJ 622, 759), section 5, with the co-latitude terms rewritten so
/// that the poles lose no precision: in the polar caps sqrt(3 (1 - |z|)) is taken as sqrt(6)
/// sin((90 - |dec|) / 2). A position's cell is always found at order 29 and shifted, so cells of
/// different orders nest exactly. Only IEEE additions, multiplications and one division by a
/// constant are used: the cell of a position is the same bits on every machine.
public final class HealpixNested {
    private static final long SIDE = 1L << Healpix.MAX_ORDER;

    /// |dec| where sin(dec) = 2/3: the equatorial belt ends and the polar caps begin.
    static final double CAP_DECLINATION = 41.810314895778596;

    private static final double SQRT_6 = 2.449489742783178;
    private static final double RADIANS = Math.PI / 180;

    /// Positions that `cells29` works on at a time.
    private static final int BATCH = 256;

    private HealpixNested() {}

    /// Answers the nested cell of a position in degrees, or [Healpix#NO_CELL] for a place that is
    /// not on the sphere. Right ascensions outside [0, 360) wrap. The order must be from 0 to 29
    /// (asserted).
    public static long cell(int order, double ra, double dec) {
        assert order >= 0 && order <= Healpix.MAX_ORDER : order;
        return cell29(ra, dec) >> (2 * (Healpix.MAX_ORDER - order));
    }

    /// Answers the nested cell of order 29 (the `_healpix_29` of HATS catalogues).
    public static long cell29(double ra, double dec) {
        if (!Angles.isPosition(ra, dec)) {
            return Healpix.NO_CELL;
        }
        double quarters = Angles.wrap360(ra) / 90;
        double height = Math.abs(dec);
        return height <= CAP_DECLINATION
                ? beltCell(quarters, 0.75 * sine(dec * RADIANS))
                : capCell(quarters, dec, SIDE * SQRT_6 * sine((90 - height) * (RADIANS / 2)));
    }

    /// Answers in `out[0 .. count)` the nested cells of order 29 of positions in degrees, as
    /// `cell29` does one by one, bit for bit.
    ///
    /// In three passes over a few positions at a time, of which the one with the sines is all
    /// arithmetic on doubles: compilers make vector instructions of it.
    public static void cells29(double[] ra, double[] dec, int count, long[] out) {
        double[] sines = new double[Math.min(count, BATCH)];
        for (int from = 0; from < count; from += BATCH) {
            int size = Math.min(BATCH, count - from);
            for (int i = 0; i < size; i++) {
                double height = Math.abs(dec[from + i]);
                sines[i] = height <= CAP_DECLINATION ? dec[from + i] * RADIANS : (90 - height) * (RADIANS / 2);
            }
            for (int i = 0; i < size; i++) {
                sines[i] = sine(sines[i]);
            }
            for (int i = 0; i < size; i++) {
                out[from + i] = cellOfSine(ra[from + i], dec[from + i], sines[i]);
            }
        }
    }

    private static long cellOfSine(double ra, double dec, double sine) {
        if (!Angles.isPosition(ra, dec)) {
            return Healpix.NO_CELL;
        }
        double quarters = Angles.wrap360(ra) / 90;
        return Math.abs(dec) <= CAP_DECLINATION
                ? beltCell(quarters, 0.75 * sine)
                : capCell(quarters, dec, SIDE * SQRT_6 * sine);
    }

    /// Paper, equations 4 to 6 read backwards: jp and jm count the lines of constant x and y.
    private static long beltCell(double quarters, double rise) {
        double middle = 0.5 + quarters;
        long descending = (long) (SIDE * (middle - rise));
        long ascending = (long) (SIDE * (middle + rise));
        int faceDown = (int) (descending >> Healpix.MAX_ORDER);
        int faceUp = (int) (ascending >> Healpix.MAX_ORDER);
        int face;
        if (faceDown == faceUp) {
            face = 4 + (faceDown & 3);
        } else {
            face = faceDown < faceUp ? faceDown & 3 : 8 + (faceUp & 3);
        }
        long x = ascending & (SIDE - 1);
        long y = SIDE - 1 - (descending & (SIDE - 1));
        return Healpix.nested(Healpix.MAX_ORDER, face, x, y);
    }

    private static long capCell(double quarters, double dec, double fromPole) {
        int quarter = (int) quarters;
        double along = quarters - quarter;
        long descending = Math.min(SIDE - 1, (long) (along * fromPole));
        long ascending = Math.min(SIDE - 1, (long) ((1 - along) * fromPole));
        return dec > 0
                ? Healpix.nested(Healpix.MAX_ORDER, quarter, SIDE - 1 - ascending, SIDE - 1 - descending)
                : Healpix.nested(Healpix.MAX_ORDER, quarter + 8, descending, ascending);
    }

    /// Taylor's series of the sine to the 17th power: exact to an ulp up to 45 degrees, and unlike
    /// `Math.sin` the same on every processor.
    private static double sine(double a) {
        double q = a * a;
        double p = 1.0 / 355_687_428_096_000.0;
        p = p * q - 1.0 / 1_307_674_368_000.0;
        p = p * q + 1.0 / 6_227_020_800.0;
        p = p * q - 1.0 / 39_916_800.0;
        p = p * q + 1.0 / 362_880.0;
        p = p * q - 1.0 / 5_040.0;
        p = p * q + 1.0 / 120.0;
        p = p * q - 1.0 / 6.0;
        return a + a * q * p;
    }

    /// Answers the middle of a nested cell; throws where the cell does not exist.
    public static SkyPosition centre(int order, long cell) {
        Healpix.checkCell(order, cell);
        return at(order, cell, 0.5, 0.5);
    }

    /// Answers the unit vector of a cell's middle.
    static UnitVector centreVector(int order, long cell) {
        SkyPosition centre = at(order, cell, 0.5, 0.5);
        return UnitVector.of(centre.ra(), centre.dec());
    }

    /// Answers a point of a cell: (0, 0) its south corner, (1, 0) east, (0, 1) west, (1, 1) north.
    static SkyPosition at(int order, long cell, double dx, double dy) {
        int face = (int) (cell >>> (2 * order));
        double side = 1L << order;
        double x = (Healpix.collect(cell) & (1L << order) - 1) + dx;
        double y = (Healpix.collect(cell >>> 1) & (1L << order) - 1) + dy;
        double ring = Healpix.southCornerRing(face) * side - x - y;
        double nearPole = Math.min(ring, 4 * side - ring);
        double ringSide = Math.min(side, nearPole);
        double eighths = ringSide <= 0 ? 0 : Healpix.middleEighth(face) + (x - y) / ringSide;
        double dec;
        if (nearPole < side) {
            double height = 90 - 2 * Math.toDegrees(Math.asin(nearPole / (side * SQRT_6)));
            dec = ring < side ? height : -height;
        } else {
            dec = Math.toDegrees(Math.asin((2 * side - ring) / (1.5 * side)));
        }
        return new SkyPosition(Angles.wrap360(45 * eighths), dec);
    }
}
