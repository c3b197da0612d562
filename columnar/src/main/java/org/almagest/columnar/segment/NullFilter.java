package org.almagest.columnar.segment;

import org.almagest.columnar.vector.ColumnVector;

/// IS NULL, or IS NOT NULL where negated.
record NullFilter(boolean negated) implements ColumnFilter {
    @Override
    public Verdict zone(ZoneMaps zones, int entry, int rows) {
        int nulls = zones.nulls()[entry];
        Verdict isNull = nulls == 0 ? Verdict.NONE : nulls == rows ? Verdict.ALL : Verdict.SOME;
        return isNull.negatedIf(negated);
    }

    @Override
    public boolean takesNulls() {
        return !negated;
    }

    @Override
    public void narrow(ColumnVector vector, int rows, long[] mask, long[] scratch) {
        int words = rows + 63 >>> 6;
        if (vector.hasNulls()) {
            long flip = negated ? 0L : -1L;
            for (int word = 0; word < words; word++) {
                mask[word] &= vector.validity()[word] ^ flip;
            }
        } else if (!negated) {
            java.util.Arrays.fill(mask, 0, words, 0);
        }
    }

    @Override
    public int cost() {
        return 1;
    }
}
