package org.almagest.columnar.segment;

import java.util.Arrays;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.kernel.ZoneKernels;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;

/// Rows of DOUBLE columns.
final class DoubleBuffer extends ColumnBuffer {
    private final double[] range = new double[2];
    private double[] values = {};

    DoubleBuffer(HeapReservation reservation) {
        super(reservation);
    }

    ColumnValues values() {
        return new ColumnValues.Doubles(values, validity(), rows());
    }

    @Override
    void growRows(int oldCapacity, int newCapacity) {
        reservation.add(8L * (newCapacity - oldCapacity));
        values = Arrays.copyOf(values, newCapacity);
    }

    @Override
    void copyRange(ColumnVector vector, int from, int to, int count) {
        System.arraycopy(((DoubleColumnVector) vector).values(), from, values, to, count);
    }

    @Override
    void copySelected(ColumnVector vector, int[] selection, int from, int to, int count) {
        double[] source = ((DoubleColumnVector) vector).values();
        double[] target = values;
        for (int i = 0; i < count; i++) {
            target[to + i] = source[selection[from + i]];
        }
    }

    @Override
    void copyOne(ColumnVector vector, int slot, int to) {
        values[to] = ((DoubleColumnVector) vector).values()[slot];
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
        int seen = ZoneKernels.doubles(values, validity(), from, count, range);
        ZoneMaps.DoubleZones doubles = (ZoneMaps.DoubleZones) zones;
        doubles.nanCounts()[entry] = count - doubles.nulls()[entry] - seen;
        if (seen > 0) {
            doubles.bounded()[entry] = ZoneMaps.BOUNDED;
            doubles.min()[entry] = range[0];
            doubles.max()[entry] = range[1];
        }
    }
}
