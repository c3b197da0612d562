package org.almagest.columnar.segment;

import java.util.Arrays;
import org.almagest.columnar.encoding.PageReader;
import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// BOOLEAN, INT and LONG in one of the ranges `low[i] .. high[i]` (both ends count), or in none
/// where negated. Ranges ascend and do not touch, in the order of `value ^ flip`
/// (`Long.MIN_VALUE` for unsigned integers, else 0).
record IntegerFilter(long[] low, long[] high, boolean negated, long flip) implements ColumnFilter {
    /// Up to this many ranges, one kernel run for each beats a search per row.
    private static final int FEW = 4;

    @Override
    public Verdict zone(ZoneMaps zones, int entry, int rows) {
        if (zones.bounded()[entry] == ZoneMaps.UNBOUNDED) {
            return Verdict.NONE;
        }
        ZoneMaps.LongZones longs = (ZoneMaps.LongZones) zones;
        Verdict verdict = judge(longs.min()[entry], longs.max()[entry]);
        return verdict == Verdict.ALL && zones.nulls()[entry] > 0 ? Verdict.SOME : verdict;
    }

    @Override
    public Verdict bounds(long least, long greatest) {
        // Bounds of a block are signed: they say nothing of unsigned order once they span the sign.
        return flip != 0 && (least ^ greatest) < 0 ? Verdict.SOME : judge(least, greatest);
    }

    private Verdict judge(long least, long greatest) {
        int range = rangeAtOrAfter(least);
        if (range == low.length || (low[range] ^ flip) > (greatest ^ flip)) {
            return Verdict.NONE.negatedIf(negated);
        }
        boolean inside = (low[range] ^ flip) <= (least ^ flip) && (greatest ^ flip) <= (high[range] ^ flip);
        return inside ? Verdict.ALL.negatedIf(negated) : Verdict.SOME;
    }

    /// Finds the first range that does not end before a value.
    private int rangeAtOrAfter(long value) {
        int from = 0;
        int to = low.length;
        while (from < to) {
            int middle = from + to >>> 1;
            if ((high[middle] ^ flip) < (value ^ flip)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private boolean contains(long value) {
        int range = rangeAtOrAfter(value);
        return range < low.length && (low[range] ^ flip) <= (value ^ flip);
    }

    @Override
    public void narrow(ColumnVector vector, int rows, long[] mask, long[] scratch) {
        switch (vector) {
            case IntColumnVector ints -> narrowInts(ints.values(), rows, mask, scratch);
            case LongColumnVector longs -> narrowLongs(longs.values(), rows, mask, scratch);
            case BooleanColumnVector booleans -> narrowBooleans(booleans.values(), rows, mask);
            default -> throw new IllegalStateException("not a vector of integers: " + vector.physicalType());
        }
    }

    @Override
    public boolean test(PageReader page, int block, long[] out) {
        boolean tested = low.length == 1 && flip == 0 && page.range(block, low[0], high[0], out);
        if (tested && negated) {
            ColumnFilter.flip(out);
        }
        return tested;
    }

    private void narrowInts(int[] values, int rows, long[] mask, long[] scratch) {
        if (low.length == 1) {
            long from = Math.max(low[0], Integer.MIN_VALUE);
            long to = Math.min(high[0], Integer.MAX_VALUE);
            if (from > to) {
                Arrays.fill(scratch, 0, rows + 63 >>> 6, 0);
            } else {
                FilterKernels.rangeInts(values, rows, (int) from, (int) (to - from), scratch);
            }
            ColumnFilter.and(mask, scratch, rows, negated);
            return;
        }
        for (int word = 0; word < rows + 63 >>> 6; word++) {
            long left = mask[word];
            while (left != 0) {
                long bit = Long.lowestOneBit(left);
                if (contains(values[(word << 6) + Long.numberOfTrailingZeros(bit)]) == negated) {
                    mask[word] &= ~bit;
                }
                left ^= bit;
            }
        }
    }

    private void narrowLongs(long[] values, int rows, long[] mask, long[] scratch) {
        if (low.length == 0) {
            Arrays.fill(scratch, 0, rows + 63 >>> 6, 0);
            ColumnFilter.and(mask, scratch, rows, negated);
        } else if (low.length == 1) {
            FilterKernels.rangeLongs(values, rows, low[0], high[0] - low[0], scratch);
            ColumnFilter.and(mask, scratch, rows, negated);
        } else {
            searchLongs(values, rows, mask, scratch);
        }
    }

    /// Tests the hull of all ranges first, then each row that lies in it.
    private void searchLongs(long[] values, int rows, long[] mask, long[] scratch) {
        FilterKernels.rangeLongs(values, rows, low[0], high[high.length - 1] - low[0], scratch);
        for (int word = 0; word < rows + 63 >>> 6; word++) {
            long left = mask[word] & scratch[word];
            long found = 0;
            while (left != 0) {
                long bit = Long.lowestOneBit(left);
                if (contains(values[(word << 6) + Long.numberOfTrailingZeros(bit)])) {
                    found |= bit;
                }
                left ^= bit;
            }
            mask[word] &= negated ? ~found : found;
        }
    }

    private void narrowBooleans(byte[] values, int rows, long[] mask) {
        long whenFalse = contains(0) != negated ? 1 : 0;
        long whenTrue = contains(1) != negated ? 1 : 0;
        for (int word = 0; word < rows + 63 >>> 6; word++) {
            int from = word << 6;
            int count = Math.min(64, rows - from);
            long bits = 0;
            for (int i = 0; i < count; i++) {
                bits |= (values[from + i] == 0 ? whenFalse : whenTrue) << i;
            }
            mask[word] &= bits;
        }
    }

    @Override
    public int cost() {
        return low.length <= FEW ? 1 : 4;
    }
}
