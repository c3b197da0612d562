package org.almagest.columnar.segment;

import java.util.Arrays;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;

/// Rows of HUGE columns in two halves.
final class HugeBuffer extends ColumnBuffer {
    private long[] high = {};
    private long[] low = {};

    HugeBuffer(HeapReservation reservation) {
        super(reservation);
    }

    ColumnValues highValues() {
        return new ColumnValues.Longs(high, validity(), rows());
    }

    ColumnValues lowValues() {
        return new ColumnValues.Longs(low, validity(), rows());
    }

    @Override
    void growRows(int oldCapacity, int newCapacity) {
        reservation.add(16L * (newCapacity - oldCapacity));
        high = Arrays.copyOf(high, newCapacity);
        low = Arrays.copyOf(low, newCapacity);
    }

    @Override
    void copyRange(ColumnVector vector, int from, int to, int count) {
        HugeColumnVector source = (HugeColumnVector) vector;
        System.arraycopy(source.high(), from, high, to, count);
        System.arraycopy(source.low(), from, low, to, count);
    }

    @Override
    void copySelected(ColumnVector vector, int[] selection, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
            copyOne(vector, selection[from + i], to + i);
        }
    }

    @Override
    void copyOne(ColumnVector vector, int slot, int to) {
        HugeColumnVector source = (HugeColumnVector) vector;
        high[to] = source.high()[slot];
        low[to] = source.low()[slot];
    }

    @Override
    double number(int row) {
        double below = (low[row] >>> 1) * 2.0 + (low[row] & 1);
        return high[row] * 0x1p64 + below;
    }

    @Override
    long decodedBytes(int from, int count) {
        return 16L * count;
    }

    @Override
    void bounds(ZoneMaps zones, int entry, int from, int count) {
        long[] validity = validity();
        int least = -1;
        int greatest = -1;
        for (int i = from; i < from + count; i++) {
            if (validity.length > 0 && (validity[i >>> 6] >>> i & 1) == 0) {
                continue;
            }
            if (least < 0 || ZoneBuilder.compareHuge(high[i], low[i], high[least], low[least]) < 0) {
                least = i;
            }
            if (greatest < 0 || ZoneBuilder.compareHuge(high[i], low[i], high[greatest], low[greatest]) > 0) {
                greatest = i;
            }
        }
        if (least >= 0) {
            ZoneMaps.HugeZones huge = (ZoneMaps.HugeZones) zones;
            huge.bounded()[entry] = ZoneMaps.BOUNDED;
            huge.minHigh()[entry] = high[least];
            huge.minLow()[entry] = low[least];
            huge.maxHigh()[entry] = high[greatest];
            huge.maxLow()[entry] = low[greatest];
        }
    }
}
