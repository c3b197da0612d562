package org.almagest.columnar.segment;

import java.util.Arrays;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.kernel.ZoneKernels;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// Rows of LONG columns.
final class LongBuffer extends ColumnBuffer {
    private final long flip;
    private final long[] range = new long[2];
    private long[] values = {};

    /// `flip` is `Long.MIN_VALUE` for unsigned integers, else 0.
    LongBuffer(long flip, HeapReservation reservation) {
        super(reservation);
        this.flip = flip;
    }

    ColumnValues values() {
        return new ColumnValues.Longs(values, validity(), rows());
    }

    @Override
    void growRows(int oldCapacity, int newCapacity) {
        reservation.add(8L * (newCapacity - oldCapacity));
        values = Arrays.copyOf(values, newCapacity);
    }

    @Override
    void copyRange(ColumnVector vector, int from, int to, int count) {
        System.arraycopy(((LongColumnVector) vector).values(), from, values, to, count);
    }

    @Override
    void copySelected(ColumnVector vector, int[] selection, int from, int to, int count) {
        long[] source = ((LongColumnVector) vector).values();
        long[] target = values;
        for (int i = 0; i < count; i++) {
            target[to + i] = source[selection[from + i]];
        }
    }

    @Override
    void copyOne(ColumnVector vector, int slot, int to) {
        values[to] = ((LongColumnVector) vector).values()[slot];
    }

    @Override
    double number(int row) {
        return values[row];
    }

    @Override
    long decodedBytes(int from, int count) {
        return 8L * count;
    }

    @Override
    void bounds(ZoneMaps zones, int entry, int from, int count) {
        if (ZoneKernels.longs(values, validity(), from, count, flip, range) > 0) {
            ZoneMaps.LongZones longs = (ZoneMaps.LongZones) zones;
            longs.bounded()[entry] = ZoneMaps.BOUNDED;
            longs.min()[entry] = range[0];
            longs.max()[entry] = range[1];
        }
    }
}
