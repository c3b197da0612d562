package org.almagest.sky;

/// Finds the cells around a nested HEALPix cell.
///
/// Inside a face a neighbour is one step in x or y. Across an edge the step lands on another face,
/// turned by a quarter where two polar faces meet; each case below follows from the place of the
/// faces in the paper's figure 4 (Gorski et al. 2005).
public final class HealpixNeighbours {
    /// The steps in order: south-west, west, north-west, north, north-east, east, south-east,
    /// south.
    private static final int[] STEP_X = {-1, -1, 0, 1, 1, 1, 0, -1};

    private static final int[] STEP_Y = {0, 1, 1, 1, 0, -1, -1, -1};

    private HealpixNeighbours() {}

    /// Answers the eight neighbours: SW, W, NW, N, NE, E, SE, S; [Healpix#NO_CELL] where none is.
    ///
    /// A cell at a corner where only three faces meet has seven neighbours.
    public static long[] of(int order, long cell) {
        Healpix.checkCell(order, cell);
        int face = (int) (cell >>> (2 * order));
        long side = 1L << order;
        long x = Healpix.collect(cell) & side - 1;
        long y = Healpix.collect(cell >>> 1) & side - 1;
        long[] neighbours = new long[8];
        for (int i = 0; i < 8; i++) {
            neighbours[i] = step(order, face, x + STEP_X[i], y + STEP_Y[i]);
        }
        return neighbours;
    }

    private static long step(int order, int face, long x, long y) {
        long side = 1L << order;
        int overX = x < 0 ? -1 : x >= side ? 1 : 0;
        int overY = y < 0 ? -1 : y >= side ? 1 : 0;
        if (overX == 0 && overY == 0) {
            return Healpix.nested(order, face, x, y);
        }
        int column = face & 3;
        return switch (face >> 2) {
            case 0 -> fromNorth(order, column, x, y, overX, overY);
            case 1 -> fromBelt(order, column, x & side - 1, y & side - 1, overX, overY);
            default -> fromSouth(order, column, x, y, overX, overY);
        };
    }

    /// Steps off a northern face. Its upper edges meet those of the northern faces beside it, where
    /// x and y change places; below lie two faces of the belt and, at the corner, a southern one.
    private static long fromNorth(int order, int column, long x, long y, int overX, int overY) {
        long last = (1L << order) - 1;
        if (overX > 0 && overY > 0) {
            return Healpix.nested(order, column + 2 & 3, last, last);
        }
        if (overX < 0 && overY < 0) {
            return Healpix.nested(order, 8 + column, last, last);
        }
        if (overX * overY != 0) {
            return Healpix.NO_CELL;
        }
        if (overX > 0) {
            return Healpix.nested(order, column + 1 & 3, y, last);
        }
        if (overY > 0) {
            return Healpix.nested(order, column + 3 & 3, last, x);
        }
        return overX < 0
                ? Healpix.nested(order, 4 + column, last, y)
                : Healpix.nested(order, 4 + (column + 1 & 3), x, last);
    }

    /// Steps off a face of the belt; x and y arrive already wrapped into the next face.
    private static long fromBelt(int order, int column, long x, long y, int overX, int overY) {
        if (overX != 0 && overX == overY) {
            return Healpix.NO_CELL;
        }
        if (overX * overY != 0) {
            return Healpix.nested(order, 4 + (column + (overX > 0 ? 1 : 3) & 3), x, y);
        }
        int face;
        if (overX != 0) {
            face = overX > 0 ? column : 8 + (column + 3 & 3);
        } else {
            face = overY > 0 ? column + 3 & 3 : 8 + column;
        }
        return Healpix.nested(order, face, x, y);
    }

    /// Steps off a southern face: the mirror image of a northern one.
    private static long fromSouth(int order, int column, long x, long y, int overX, int overY) {
        if (overX < 0 && overY < 0) {
            return Healpix.nested(order, 8 + (column + 2 & 3), 0, 0);
        }
        if (overX > 0 && overY > 0) {
            return Healpix.nested(order, column, 0, 0);
        }
        if (overX * overY != 0) {
            return Healpix.NO_CELL;
        }
        if (overX < 0) {
            return Healpix.nested(order, 8 + (column + 3 & 3), y, 0);
        }
        if (overY < 0) {
            return Healpix.nested(order, 8 + (column + 1 & 3), 0, x);
        }
        return overX > 0 ? Healpix.nested(order, 4 + (column + 1 & 3), 0, y) : Healpix.nested(order, 4 + column, x, 0);
    }
}
