package org.almagest.optimizer.estimate;

import java.util.List;

/// Ranges of several columns together. A sample has too few rows in a small box, so the box is widened around
/// its middle, the narrowest ranges first, until it has some: what the columns have to do with each other shows
/// there. From then on they are taken as independent.
///
/// ```text
/// widened box, its rows of the sample        . . . . . . .
/// times, for each column, the share          . .[ . .]. .
/// of its range in its widened range          . .[ . .]. .
/// ```
final class SampledBox {
    /// So many rows of the sample in a box tell its share.
    private static final int ENOUGH = 64;

    /// Independence counts as so many rows.
    private static final double PRIOR = 6;

    private static final int MOST_LEVELS = 24;

    private final List<SampledColumn> columns;
    private final List<NumberRange> ranges;
    private final boolean[] chosen;
    private final int rows;

    /// @param chosen the rows of the sample that satisfy what else is asked for
    SampledBox(List<SampledColumn> columns, List<NumberRange> ranges, boolean[] chosen) {
        this.columns = columns;
        this.ranges = ranges;
        this.chosen = chosen;
        rows = chosen.length;
    }

    /// Answers the share of rows in all of the ranges, of which `chosenShare` satisfy what else is asked for.
    double share(double chosenShare) {
        double[] shares = new double[columns.size()];
        double product = 1;
        double narrowest = 1;
        for (int c = 0; c < shares.length; c++) {
            shares[c] = columns.get(c).share(ranges.get(c));
            product *= shares[c];
            narrowest = Math.min(narrowest, shares[c]);
        }
        if (product == 0 || shares.length == 1 && chosenShare == 1) {
            return product;
        }
        int levels = (int) Math.min(MOST_LEVELS, 2 + Math.ceil(Math.log(1 / narrowest) / Math.log(2)));
        NumberRange[][] widened = new NumberRange[levels][shares.length];
        double[] parts = new double[levels];
        for (int level = 0; level < levels; level++) {
            parts[level] = 1;
            double share = narrowest * (1L << level);
            for (int c = 0; c < shares.length; c++) {
                widened[level][c] = level == 0 || share <= shares[c] ? ranges.get(c) : widened(c, share);
                parts[level] *=
                        level == 0 ? 1 : shares[c] / Math.max(shares[c], width(c, widened[level][c], shares[c]));
            }
        }
        return narrowed(counts(widened), parts, product * chosenShare);
    }

    /// Narrows the widest box step by step. Of the rows of each, the next has the part that independence gives
    /// it, corrected by the part of the sample's rows that it has: the more there are, the more they say.
    private double narrowed(int[] counts, double[] parts, double independent) {
        for (int level = 1; level < parts.length; level++) {
            counts[level] += counts[level - 1];
        }
        int widest = parts.length - 1;
        double share = counts[widest] >= ENOUGH ? counts[widest] / (double) rows : independent / parts[widest];
        for (int level = widest - 1; level >= 0; level--) {
            double likely = parts[level + 1] / parts[level];
            share = counts[level] >= ENOUGH
                    ? counts[level] / (double) rows
                    : share * (counts[level] + PRIOR * likely) / (counts[level + 1] + PRIOR);
        }
        return share;
    }

    private double width(int column, NumberRange range, double share) {
        if (range == ranges.get(column)) {
            return share;
        }
        SampledColumn of = columns.get(column);
        return (of.to(range) - of.from(range)) / (double) rows;
    }

    /// Answers the range with about a share of all rows around the middle of a column's.
    private NumberRange widened(int column, double share) {
        SampledColumn of = columns.get(column);
        NumberRange range = ranges.get(column);
        int count = of.numbers().count();
        int wanted = (int) Math.ceil(share * rows);
        if (wanted >= count) {
            return NumberRange.ALL;
        }
        int middle = (of.from(range) + of.to(range)) / 2;
        int first = Math.clamp(middle - wanted / 2, 0, count - wanted);
        return range.with(of.numbers().sorted(first), of.numbers().sorted(Math.min(count - 1, first + wanted)));
    }

    /// Answers how many chosen rows are in the box of each level, and in none below.
    private int[] counts(NumberRange[][] widened) {
        int[] counts = new int[widened.length + 1];
        for (int row = 0; row < rows; row++) {
            if (chosen[row]) {
                counts[level(widened, row)]++;
            }
        }
        return counts;
    }

    /// The boxes contain each other, so the least that has a row is found by halving.
    private int level(NumberRange[][] widened, int row) {
        int low = 0;
        int high = widened.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (has(widened[middle], row)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private boolean has(NumberRange[] box, int row) {
        for (int c = 0; c < box.length; c++) {
            if (columns.get(c).numbers().isNull(row)
                    || !box[c].has(columns.get(c).numbers().value(row))) {
                return false;
            }
        }
        return true;
    }
}
