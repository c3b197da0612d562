package org.almagest.columnar.segment;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Byte strings in one of the ranges from `low[i]` to before `end[i]` (ascending, disjoint), or in
/// none where negated. The empty string is the least of all.
record BytesFilter(byte[][] low, byte[][] end, boolean negated) implements ColumnFilter, ColumnFilter.BytesTest {
    @Override
    public Verdict zone(ZoneMaps zones, int entry, int rows) {
        if (zones.bounded()[entry] == ZoneMaps.UNBOUNDED) {
            return Verdict.NONE;
        }
        ZoneMaps.BytesZones bytes = (ZoneMaps.BytesZones) zones;
        byte[] least = bytes.min()[entry];
        byte[] greatest = bytes.max()[entry];
        boolean endless = bytes.bounded()[entry] == ZoneMaps.BOUNDED_BELOW;
        int range = rangeAtOrAfter(least, 0, least.length);
        boolean apart = range == low.length || !endless && Arrays.compareUnsigned(low[range], greatest) > 0;
        if (apart) {
            return withNulls(Verdict.NONE.negatedIf(negated), zones.nulls()[entry]);
        }
        boolean inside = !endless
                && Arrays.compareUnsigned(low[range], least) <= 0
                && !endsBefore(range, greatest, 0, greatest.length);
        return inside ? withNulls(Verdict.ALL.negatedIf(negated), zones.nulls()[entry]) : Verdict.SOME;
    }

    private static Verdict withNulls(Verdict verdict, int nulls) {
        return verdict == Verdict.ALL && nulls > 0 ? Verdict.SOME : verdict;
    }

    /// Answers whether a range ends before a string.
    private boolean endsBefore(int range, byte[] bytes, int start, int length) {
        return Arrays.compareUnsigned(end[range], 0, end[range].length, bytes, start, start + length) <= 0;
    }

    private int rangeAtOrAfter(byte[] bytes, int start, int length) {
        int from = 0;
        int to = low.length;
        while (from < to) {
            int middle = from + to >>> 1;
            if (endsBefore(middle, bytes, start, length)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    @Override
    public boolean matches(byte[] bytes, int start, int length) {
        int range = rangeAtOrAfter(bytes, start, length);
        boolean contained = range < low.length
                && Arrays.compareUnsigned(low[range], 0, low[range].length, bytes, start, start + length) <= 0;
        return contained != negated;
    }

    @Override
    public void narrow(ColumnVector vector, int rows, long[] mask, long[] scratch) {
        narrow(this, (TextColumnVector) vector, rows, mask);
    }

    /// Clears the bits of rows whose string does not match, looking at no other row.
    static void narrow(ColumnFilter.BytesTest test, TextColumnVector vector, int rows, long[] mask) {
        byte[] bytes = vector.bytes();
        for (int word = 0; word < rows + 63 >>> 6; word++) {
            long left = mask[word];
            while (left != 0) {
                long bit = Long.lowestOneBit(left);
                int row = (word << 6) + Long.numberOfTrailingZeros(bit);
                if (!test.matches(bytes, vector.start(row), vector.length(row))) {
                    mask[word] &= ~bit;
                }
                left ^= bit;
            }
        }
    }

    @Override
    public int cost() {
        return 10;
    }
}
