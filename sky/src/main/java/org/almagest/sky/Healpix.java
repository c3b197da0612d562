package org.almagest.sky;

/// The geometry that both HEALPix numberings share.
///
/// HEALPix (Gorski et al. 2005, ApJ 622, 759) cuts the sphere into twelve faces of equal area: 0 to
/// 3 touch the north pole, 4 to 7 lie on the equator, 8 to 11 touch the south pole. At order k each
/// face is a square of 2^k by 2^k cells; x runs from the face's south corner to the north-east, y
/// to the north-west.
///
/// ```text
///             N
///        y  /   \  x           cell (x, y) of face f, order k
///         /       \
///      W /    f    \ E         nested number = f * 4^k + interleave(x, y)
///        \         /           bits of the interleaving, low to high: x0 y0 x1 y1 ...
///         \       /
///           \   /
///             S  (0, 0)
/// ```
public final class Healpix {
    /// The finest order; its 12 * 4^29 cells of 0.4 milliarcseconds still fit a long.
    public static final int MAX_ORDER = 29;

    /// The cell of a place that is not on the sphere: |dec| above 90, NaN or infinite coordinates.
    public static final long NO_CELL = -1;

    static final int FACES = 12;

    private Healpix() {}

    /// Answers how many cells cover the sphere at an order.
    public static long cellCount(int order) {
        return (long) FACES << (2 * checkOrder(order));
    }

    /// Answers the area of one cell in square degrees.
    public static double cellArea(int order) {
        double sphere = 4 * Math.PI * Math.toDegrees(1) * Math.toDegrees(1);
        return sphere / cellCount(order);
    }

    /// Answers an order from 0 to 29, or throws.
    static int checkOrder(int order) {
        if (order < 0 || order > MAX_ORDER) {
            throw new IllegalArgumentException("HEALPix order must be from 0 to 29: " + order);
        }
        return order;
    }

    /// Answers a cell that exists at the order, or throws.
    static long checkCell(int order, long cell) {
        if (cell < 0 || cell >= cellCount(order)) {
            throw new IllegalArgumentException(
                    "HEALPix cell of order " + order + " must be from 0 to " + (cellCount(order) - 1) + ": " + cell);
        }
        return cell;
    }

    /// Spreads the low 32 bits to the even places.
    static long spread(long bits) {
        long v = bits & 0xFFFF_FFFFL;
        v = (v | v << 16) & 0x0000_FFFF_0000_FFFFL;
        v = (v | v << 8) & 0x00FF_00FF_00FF_00FFL;
        v = (v | v << 4) & 0x0F0F_0F0F_0F0F_0F0FL;
        v = (v | v << 2) & 0x3333_3333_3333_3333L;
        return (v | v << 1) & 0x5555_5555_5555_5555L;
    }

    /// Collects the bits at the even places.
    static long collect(long bits) {
        long v = bits & 0x5555_5555_5555_5555L;
        v = (v | v >>> 1) & 0x3333_3333_3333_3333L;
        v = (v | v >>> 2) & 0x0F0F_0F0F_0F0F_0F0FL;
        v = (v | v >>> 4) & 0x00FF_00FF_00FF_00FFL;
        v = (v | v >>> 8) & 0x0000_FFFF_0000_FFFFL;
        return (v | v >>> 16) & 0x0000_0000_FFFF_FFFFL;
    }

    /// Answers the nested number of a cell of a face.
    static long nested(int order, int face, long x, long y) {
        return (long) face << (2 * order) | spread(x) | spread(y) << 1;
    }

    /// Answers the rings from the north pole to the south corner of a face, in units of a face's
    /// side.
    static int southCornerRing(int face) {
        return (face >> 2) + 2;
    }

    /// Answers the longitude of a face's middle, in eighths of a turn: 1 3 5 7, 0 2 4 6, 1 3 5 7.
    static int middleEighth(int face) {
        int column = 2 * (face & 3);
        return (face & 4) == 0 ? column + 1 : column;
    }
}
