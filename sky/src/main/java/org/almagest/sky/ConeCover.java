package org.almagest.sky;

import java.util.Arrays;

/// Covers a cone (a cap of the sphere) with nested HEALPix cells.
///
/// The twelve faces are divided again and again. A cell lies within a circle around its middle
/// whose radius is known for each order; a cell whose circle misses the cone is dropped, one whose
/// circle is inside the cone is kept whole, and only the others are divided further. At the last
/// order a cell on the rim is kept unless a look three orders deeper shows that it misses the cone.
///
/// The promise: every position within the cone, and every position that
/// [AngularDistance#degrees] or [UnitVector] might round into it, has its cell in the cover. The
/// cover may hold a few cells beside the rim. Cost: some microseconds per hundred rim cells.
public final class ConeCover {
    /// Orders below the last one that are searched before a rim cell is kept.
    private static final int LOOK_DEEPER = 3;

    /// Rounding of positions and distances, in radians (0.2 nanoarcseconds).
    private static final double SLACK = 1e-15;

    /// Radius of a circle around the middle of any cell that holds the cell, by order, in radians.
    private static final double[] CELL_RADIUS = new double[Healpix.MAX_ORDER + LOOK_DEEPER + 1];

    static {
        for (int order = 0; order < CELL_RADIUS.length; order++) {
            CELL_RADIUS[order] = largestRadius(order) * 1.001;
        }
    }

    private final UnitVector centre;
    private final double radius;
    private final int order;
    private long[] firsts = new long[64];
    private long[] lasts = new long[64];
    private int count;

    private ConeCover(UnitVector centre, double radius, int order) {
        this.centre = centre;
        this.radius = radius;
        this.order = order;
    }

    /// Covers the cone around (ra, dec) with cells of an order; all angles are in degrees.
    ///
    /// A negative radius covers nothing, one of 180 or more everything. The number of ranges grows
    /// with the rim's length in cells: see the other form for a bound.
    public static CellRanges cells(double ra, double dec, double radius, int order) {
        return cells(ra, dec, radius, order, Integer.MAX_VALUE);
    }

    /// Covers the cone with cells of an order, but stops dividing when the rim would have more than
    /// `rimCells` cells; the ranges are then blocks of coarser cells, still numbered at `order`.
    public static CellRanges cells(double ra, double dec, double radius, int order, int rimCells) {
        if (!Angles.isPosition(ra, dec) || Double.isNaN(radius)) {
            throw new IllegalArgumentException("no cone around (" + ra + ", " + dec + ") with radius " + radius);
        }
        Healpix.checkOrder(order);
        double radians = Math.toRadians(radius);
        ConeCover cover = new ConeCover(UnitVector.of(ra, dec), radians + SLACK + 4 * Math.ulp(radians), order);
        if (radius >= 0) {
            cover.descend(rimCells);
        }
        return CellRanges.of(order, cover.firsts, cover.lasts, cover.count);
    }

    /// Covers the cone with about a hundred ranges of order 29, for comparison with zone maps.
    public static CellRanges cells29(double ra, double dec, double radius) {
        return cells(ra, dec, radius, Healpix.MAX_ORDER, 128);
    }

    /// Works order by order, so that the bound on the rim is known before each division.
    private void descend(int rimCells) {
        long[] rim = new long[Healpix.FACES];
        int rimCount = 0;
        for (int face = 0; face < Healpix.FACES; face++) {
            rimCount = classify(0, face, rim, rimCount);
        }
        int level = 0;
        while (level < order && rimCount > 0 && 2L * rimCount <= rimCells) {
            level++;
            long[] next = new long[Math.multiplyExact(4, rimCount)];
            int nextCount = 0;
            for (int i = 0; i < rimCount; i++) {
                for (long child = 4 * rim[i]; child < 4 * rim[i] + 4; child++) {
                    nextCount = classify(level, child, next, nextCount);
                }
            }
            rim = next;
            rimCount = nextCount;
        }
        for (int i = 0; i < rimCount; i++) {
            if (mayMeet(level, rim[i], LOOK_DEEPER)) {
                keep(level, rim[i]);
            }
        }
    }

    /// Keeps a cell that is inside, adds one that may be on the rim to `rim`, drops the others.
    private int classify(int level, long cell, long[] rim, int rimCount) {
        double distance = distanceTo(level, cell);
        if (distance + CELL_RADIUS[level] <= radius) {
            keep(level, cell);
        } else if (distance - CELL_RADIUS[level] <= radius) {
            rim[rimCount] = cell;
            return rimCount + 1;
        }
        return rimCount;
    }

    private boolean mayMeet(int level, long cell, int depth) {
        double distance = distanceTo(level, cell);
        if (distance <= radius) {
            return true;
        }
        if (distance - CELL_RADIUS[level] > radius) {
            return false;
        }
        if (depth == 0 || level == Healpix.MAX_ORDER) {
            return true;
        }
        for (long child = 4 * cell; child < 4 * cell + 4; child++) {
            if (mayMeet(level + 1, child, depth - 1)) {
                return true;
            }
        }
        return false;
    }

    private double distanceTo(int level, long cell) {
        return centre.angle(HealpixNested.centreVector(level, cell));
    }

    private void keep(int level, long cell) {
        if (count == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * count);
            lasts = Arrays.copyOf(lasts, 2 * count);
        }
        int shift = 2 * (order - level);
        firsts[count] = cell << shift;
        lasts[count] = (cell + 1 << shift) - 1;
        count++;
    }

    /// Answers the distance from the middle to the north corner of the cell that reaches farthest:
    /// the one beside the edge between two polar faces, at the foot of the cap.
    private static double largestRadius(int order) {
        double side = Math.scalb(1.0, order);
        double cornerZ = 1 - (1 - 1 / side) * (1 - 1 / side) / 3;
        UnitVector middle = UnitVector.of(45 / side, Math.toDegrees(Math.asin(2.0 / 3)));
        UnitVector corner = UnitVector.of(0, Math.toDegrees(Math.asin(cornerZ)));
        return middle.angle(corner);
    }
}
