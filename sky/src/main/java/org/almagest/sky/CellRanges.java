package org.almagest.sky;

import java.util.Arrays;

/// A set of nested cells of one order, as ascending inclusive ranges that neither touch nor
/// overlap.
///
/// `firsts[i] .. lasts[i]` is range i. A range of order k holds the cells `first << 2d` to `((last
/// + 1) << 2d) - 1` of order k + d.
public final class CellRanges {
    private final int order;
    private final long[] firsts;
    private final long[] lasts;

    private CellRanges(int order, long[] firsts, long[] lasts) {
        this.order = order;
        this.firsts = firsts;
        this.lasts = lasts;
    }

    /// Makes the set from the first `count` of disjoint ranges in any order; sorts the arrays
    /// given.
    static CellRanges of(int order, long[] firsts, long[] lasts, int count) {
        // Ranges that are disjoint keep their pairs when the two ends are sorted apart.
        Arrays.sort(firsts, 0, count);
        Arrays.sort(lasts, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept > 0 && firsts[i] <= lasts[kept - 1] + 1) {
                lasts[kept - 1] = lasts[i];
            } else {
                firsts[kept] = firsts[i];
                lasts[kept] = lasts[i];
                kept++;
            }
        }
        return new CellRanges(order, Arrays.copyOf(firsts, kept), Arrays.copyOf(lasts, kept));
    }

    /// Answers the order of the cells.
    public int order() {
        return order;
    }

    /// Answers how many ranges there are.
    public int count() {
        return firsts.length;
    }

    /// Answers the first cell of a range.
    public long first(int range) {
        return firsts[range];
    }

    /// Answers the last cell of a range; it belongs to the range.
    public long last(int range) {
        return lasts[range];
    }

    /// Answers how many cells the set has.
    public long cellCount() {
        long cells = 0;
        for (int i = 0; i < firsts.length; i++) {
            cells += lasts[i] - firsts[i] + 1;
        }
        return cells;
    }

    /// Says whether the set has a cell of its order.
    public boolean contains(long cell) {
        return overlaps(cell, cell);
    }

    /// Says whether the set has any of the cells from `low` to `high`: the question of a zone map.
    public boolean overlaps(long low, long high) {
        int at = Arrays.binarySearch(lasts, low);
        int range = at >= 0 ? at : -at - 1;
        return range < firsts.length && firsts[range] <= high;
    }

    /// Answers the same piece of sky in cells of an order that is at least as fine.
    public CellRanges atOrder(int finer) {
        if (Healpix.checkOrder(finer) < order) {
            throw new IllegalArgumentException("order must be at least " + order + ": " + finer);
        }
        int shift = 2 * (finer - order);
        long[] newFirsts = new long[firsts.length];
        long[] newLasts = new long[firsts.length];
        for (int i = 0; i < firsts.length; i++) {
            newFirsts[i] = firsts[i] << shift;
            newLasts[i] = (lasts[i] + 1 << shift) - 1;
        }
        return new CellRanges(finer, newFirsts, newLasts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CellRanges that
                && order == that.order
                && Arrays.equals(firsts, that.firsts)
                && Arrays.equals(lasts, that.lasts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(firsts) + Arrays.hashCode(lasts);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("order ").append(order).append(':');
        for (int i = 0; i < firsts.length; i++) {
            text.append(' ').append(firsts[i]);
            if (lasts[i] > firsts[i]) {
                text.append('-').append(lasts[i]);
            }
        }
        return text.toString();
    }
}
