package org.almagest.sky;

/// HEALPix cells in the RING numbering: along rings of equal declination, from the north pole
/// south.
///
/// Formulas: Gorski et al. 2005 (ApJ 622, 759), section 4. Positions go through the nested cell, so
/// both numberings always name the same piece of sky.
public final class HealpixRing {
    private HealpixRing() {}

    /// Answers the ring-numbered cell of a position in degrees, or [Healpix#NO_CELL].
    public static long cell(int order, double ra, double dec) {
        long nested = HealpixNested.cell(order, ra, dec);
        return nested == Healpix.NO_CELL ? nested : fromNested(order, nested);
    }

    /// Answers the middle of a ring-numbered cell; throws where the cell does not exist.
    public static SkyPosition centre(int order, long cell) {
        return HealpixNested.centre(order, toNested(order, cell));
    }

    /// Answers the ring number of a nested cell.
    public static long fromNested(int order, long nested) {
        Healpix.checkCell(order, nested);
        long side = 1L << order;
        int face = (int) (nested >>> (2 * order));
        long x = Healpix.collect(nested) & side - 1;
        long y = Healpix.collect(nested >>> 1) & side - 1;
        long ring = Healpix.southCornerRing(face) * side - x - y - 1;
        long ringSide = ringSide(side, ring);
        long eighth = Healpix.middleEighth(face) * ringSide + x - y;
        long place = (eighth - 1 + shifted(side, ring)) >> 1;
        return firstOf(side, ring) + Math.floorMod(place, 4 * ringSide);
    }

    /// Answers the nested number of a ring-numbered cell.
    public static long toNested(int order, long cell) {
        Healpix.checkCell(order, cell);
        long side = 1L << order;
        long ring = ringOf(order, cell);
        long ringSide = ringSide(side, ring);
        long place = cell - firstOf(side, ring);
        // The longitude in units of 45 degrees / ringSide, in which every centre is a whole number.
        long eighth = 2 * place + 1 - shifted(side, ring);
        int face = faceOf(side, ring, ringSide, place, eighth);
        long difference = eighth - Healpix.middleEighth(face) * ringSide;
        if (difference >= 4 * ringSide) {
            difference -= 8 * ringSide;
        }
        long sum = Healpix.southCornerRing(face) * side - ring - 1;
        return Healpix.nested(order, face, (sum + difference) >> 1, (sum - difference) >> 1);
    }

    /// In the caps the face is the quarter; in the belt the two diagonals that the cell lies on
    /// decide.
    private static int faceOf(long side, long ring, long ringSide, long place, long eighth) {
        if (ring < side) {
            return (int) (place / ringSide);
        }
        if (ring > 3 * side) {
            return (int) (place / ringSide) + 8;
        }
        // As in HealpixNested.beltCell; at a centre the dividend is odd, so the shift is the floor.
        long down = (eighth + side + (ring - 2 * side)) >> 1;
        long up = (eighth + side - (ring - 2 * side)) >> 1;
        int faceDown = (int) Math.floorDiv(down, side);
        int faceUp = (int) Math.floorDiv(up, side);
        if (faceDown == faceUp) {
            return 4 + (faceDown & 3);
        }
        return faceDown < faceUp ? faceDown & 3 : 8 + (faceUp & 3);
    }

    /// Answers the quarter of a ring's cell count: 1, 2 ... side in the caps, side in the belt.
    private static long ringSide(long side, long ring) {
        return Math.min(side, Math.min(ring, 4 * side - ring));
    }

    /// Answers 1 for a ring whose first cell is centred on RA 0, else 0.
    private static int shifted(long side, long ring) {
        return ring < side || ring > 3 * side ? 0 : (int) (ring - side & 1);
    }

    /// Answers the number of the first cell of a ring; rings count from 1 to 4 * side - 1.
    private static long firstOf(long side, long ring) {
        if (ring < side) {
            return 2 * ring * (ring - 1);
        }
        if (ring <= 3 * side) {
            return 2 * side * (side - 1) + (ring - side) * 4 * side;
        }
        long fromSouth = 4 * side - ring;
        return 12 * side * side - 2 * fromSouth * (fromSouth + 1);
    }

    private static long ringOf(int order, long cell) {
        long side = 1L << order;
        long cap = 2 * side * (side - 1);
        if (cell < cap) {
            return capRing(cell);
        }
        long count = Healpix.cellCount(order);
        if (cell < count - cap) {
            return (cell - cap) / (4 * side) + side;
        }
        return 4 * side - capRing(count - 1 - cell);
    }

    /// Answers the ring r with 2r(r-1) <= cell < 2r(r+1); the root is a guess that integers mend.
    private static long capRing(long cell) {
        long ring = (long) ((1 + Math.sqrt(1 + 2.0 * cell)) / 2);
        while (2 * ring * (ring - 1) > cell) {
            ring--;
        }
        while (2 * ring * (ring + 1) <= cell) {
            ring++;
        }
        return ring;
    }
}
