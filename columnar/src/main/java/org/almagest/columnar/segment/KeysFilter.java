package org.almagest.columnar.segment;

import org.almagest.columnar.scan.KeySet;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// INT and LONG that a join's keys do not refuse, nor everything between two bounds.
record KeysFilter(KeySet keys) implements ColumnFilter {
    @Override
    public Verdict zone(ZoneMaps zones, int entry, int rows) {
        if (zones.bounded()[entry] == ZoneMaps.UNBOUNDED) {
            return Verdict.NONE;
        }
        ZoneMaps.LongZones longs = (ZoneMaps.LongZones) zones;
        return bounds(longs.min()[entry], longs.max()[entry]);
    }

    @Override
    public Verdict bounds(long least, long greatest) {
        return keys.mayContainAny(least, greatest) ? Verdict.SOME : Verdict.NONE;
    }

    @Override
    public void narrow(ColumnVector vector, int rows, long[] mask, long[] scratch) {
        switch (vector) {
            case IntColumnVector ints -> keys.ints(ints.values(), rows, mask);
            case LongColumnVector longs -> keys.longs(longs.values(), rows, mask);
            default -> throw new IllegalStateException("not a vector of integers: " + vector.physicalType());
        }
    }

    @Override
    public int cost() {
        return 3;
    }
}
