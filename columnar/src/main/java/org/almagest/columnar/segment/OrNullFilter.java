package org.almagest.columnar.segment;

import org.almagest.columnar.vector.ColumnVector;

/// What another filter accepts, or NULL.
record OrNullFilter(ColumnFilter accepted) implements ColumnFilter {
    @Override
    public Verdict zone(ZoneMaps zones, int entry, int rows) {
        int nulls = zones.nulls()[entry];
        if (nulls == rows) {
            return Verdict.ALL;
        }
        return nulls == 0 ? accepted.zone(zones, entry, rows) : Verdict.SOME;
    }

    @Override
    public Verdict bounds(long least, long greatest) {
        return accepted.bounds(least, greatest);
    }

    @Override
    public boolean takesNulls() {
        return true;
    }

    @Override
    public void narrow(ColumnVector vector, int rows, long[] mask, long[] scratch) {
        if (!vector.hasNulls()) {
            accepted.narrow(vector, rows, mask, scratch);
            return;
        }
        int words = rows + 63 >>> 6;
        long[] nulls = new long[words];
        for (int word = 0; word < words; word++) {
            nulls[word] = mask[word] & ~vector.validity()[word];
            mask[word] &= vector.validity()[word];
        }
        accepted.narrow(vector, rows, mask, scratch);
        for (int word = 0; word < words; word++) {
            mask[word] |= nulls[word];
        }
    }

    @Override
    public int cost() {
        return accepted.cost() + 1;
    }
}
