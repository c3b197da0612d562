package org.almagest.columnar.segment;

import java.util.Arrays;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.kernel.ZoneKernels;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;

/// Rows of INT and BOOLEAN columns: a boolean is stored as an integer, 0 or 1.
final class IntBuffer extends ColumnBuffer {
    private final long[] range = new long[2];
    private int[] values = {};

    IntBuffer(HeapReservation reservation) {
        super(reservation);
    }

    ColumnValues values() {
        return new ColumnValues.Ints(values, validity(), rows());
    }

    @Override
    void growRows(int oldCapacity, int newCapacity) {
        reservation.add(4L * (newCapacity - oldCapacity));
        values = Arrays.copyOf(values, newCapacity);
    }

    @Override
    void copyRange(ColumnVector vector, int from, int to, int count) {
        if (vector instanceof BooleanColumnVector booleans) {
            byte[] source = booleans.values();
            for (int i = 0; i < count; i++) {
                values[to + i] = source[from + i];
            }
        } else {
            System.arraycopy(((IntColumnVector) vector).values(), from, values, to, count);
        }
    }

    @Override
    void copySelected(ColumnVector vector, int[] selection, int from, int to, int count) {
        int[] target = values;
        if (vector instanceof BooleanColumnVector booleans) {
            byte[] source = booleans.values();
            for (int i = 0; i < count; i++) {
                target[to + i] = source[selection[from + i]];
            }
        } else {
            int[] source = ((IntColumnVector) vector).values();
            for (int i = 0; i < count; i++) {
                target[to + i] = source[selection[from + i]];
            }
        }
    }

    @Override
    void copyOne(ColumnVector vector, int slot, int to) {
        values[to] = vector instanceof BooleanColumnVector booleans
                ? booleans.values()[slot]
                : ((IntColumnVector) vector).values()[slot];
    }

    @Override
    double number(int row) {
        return values[row];
    }

    @Override
    long decodedBytes(int from, int count) {
        return 4L * count;
    }

    @Override
    void bounds(ZoneMaps zones, int entry, int from, int count) {
        if (ZoneKernels.ints(values, validity(), from, count, range) > 0) {
            ZoneMaps.LongZones longs = (ZoneMaps.LongZones) zones;
            longs.bounded()[entry] = ZoneMaps.BOUNDED;
            longs.min()[entry] = range[0];
            longs.max()[entry] = range[1];
        }
    }
}
