package org.almagest.columnar.segment;

import org.almagest.columnar.encoding.PageReader;
import org.almagest.columnar.encoding.ValueKind;
import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;

/// FLOAT and DOUBLE in one of the ranges `low[i] .. high[i]` (both ends count; ascending,
/// disjoint), which NaN is in none of; the contrary where negated, so that `x > 5` is "not in
/// -Infinity .. 5" and includes NaN.
record FloatFilter(double[] low, double[] high, boolean negated) implements ColumnFilter {
    @Override
    public Verdict zone(ZoneMaps zones, int entry, int rows) {
        ZoneMaps.DoubleZones doubles = (ZoneMaps.DoubleZones) zones;
        boolean numbers = zones.bounded()[entry] != ZoneMaps.UNBOUNDED;
        boolean nans = doubles.nanCounts()[entry] > 0;
        if (!numbers && !nans) {
            return Verdict.NONE;
        }
        Verdict ofNan = negated ? Verdict.ALL : Verdict.NONE;
        Verdict verdict = numbers ? judge(doubles.min()[entry], doubles.max()[entry]) : ofNan;
        if (numbers && nans && verdict != ofNan) {
            verdict = Verdict.SOME;
        }
        return verdict == Verdict.ALL && zones.nulls()[entry] > 0 ? Verdict.SOME : verdict;
    }

    private Verdict judge(double least, double greatest) {
        int range = rangeAtOrAfter(least);
        if (range == low.length || low[range] > greatest) {
            return Verdict.NONE.negatedIf(negated);
        }
        boolean inside = low[range] <= least && greatest <= high[range];
        return inside ? Verdict.ALL.negatedIf(negated) : Verdict.SOME;
    }

    private int rangeAtOrAfter(double value) {
        int from = 0;
        int to = low.length;
        while (from < to) {
            int middle = from + to >>> 1;
            if (high[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private boolean matches(double value) {
        if (value != value) {
            return negated;
        }
        int range = rangeAtOrAfter(value);
        return (range < low.length && low[range] <= value) != negated;
    }

    @Override
    public void narrow(ColumnVector vector, int rows, long[] mask, long[] scratch) {
        if (low.length == 1) {
            switch (vector) {
                case FloatColumnVector floats ->
                    FilterKernels.rangeFloats(floats.values(), rows, atLeast(low[0]), atMost(high[0]), scratch);
                case DoubleColumnVector doubles ->
                    FilterKernels.rangeDoubles(doubles.values(), rows, low[0], high[0], scratch);
                default -> throw new IllegalStateException("not a vector of floats: " + vector.physicalType());
            }
            ColumnFilter.and(mask, scratch, rows, negated);
            return;
        }
        for (int word = 0; word < rows + 63 >>> 6; word++) {
            long left = mask[word];
            while (left != 0) {
                long bit = Long.lowestOneBit(left);
                int row = (word << 6) + Long.numberOfTrailingZeros(bit);
                double value = vector instanceof FloatColumnVector floats
                        ? floats.values()[row]
                        : ((DoubleColumnVector) vector).values()[row];
                if (!matches(value)) {
                    mask[word] &= ~bit;
                }
                left ^= bit;
            }
        }
    }

    @Override
    public boolean test(PageReader page, int block, long[] out) {
        if (low.length != 1) {
            return false;
        }
        boolean floats = page.kind() == ValueKind.FLOAT;
        double least = floats ? atLeast(low[0]) : low[0];
        double greatest = floats ? atMost(high[0]) : high[0];
        boolean tested = page.range(block, least, greatest, out);
        if (tested && negated) {
            ColumnFilter.flip(out);
        }
        return tested;
    }

    /// Answers the least float that is not below a bound.
    private static float atLeast(double bound) {
        float nearest = (float) bound;
        return nearest < bound ? Math.nextUp(nearest) : nearest;
    }

    /// Answers the greatest float that is not above a bound.
    private static float atMost(double bound) {
        float nearest = (float) bound;
        return nearest > bound ? Math.nextDown(nearest) : nearest;
    }

    @Override
    public int cost() {
        return low.length == 1 ? 1 : 4;
    }
}
