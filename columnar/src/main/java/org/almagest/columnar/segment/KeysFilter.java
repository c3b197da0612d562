package org.almagest.columnar.segment;

import org.almagest.columnar.scan.KeyFilter;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// INT and LONG that a join's keys do not refuse. Zone maps tell nothing of it.
record KeysFilter(KeyFilter keys) implements ColumnFilter {
    @Override
    public Verdict zone(ZoneMaps zones, int entry, int rows) {
        return zones.bounded()[entry] == ZoneMaps.UNBOUNDED ? Verdict.NONE : Verdict.SOME;
    }

    @Override
    public void narrow(ColumnVector vector, int rows, long[] mask, long[] scratch) {
        switch (vector) {
            case IntColumnVector ints -> keys.ints(ints.values(), rows, scratch);
            case LongColumnVector longs -> keys.longs(longs.values(), rows, scratch);
            default -> throw new IllegalStateException("not a vector of integers: " + vector.physicalType());
        }
        ColumnFilter.and(mask, scratch, rows, false);
    }

    @Override
    public int cost() {
        return 3;
    }
}
