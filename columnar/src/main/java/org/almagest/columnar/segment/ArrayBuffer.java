package org.almagest.columnar.segment;

import java.util.Arrays;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;

/// Rows of ARRAY columns: their lengths and the elements of all rows one behind the other; a NULL
/// row has none.
final class ArrayBuffer extends ColumnBuffer {
    private final ColumnBuffer elements;
    private int[] lengths = {};
    private int[] offsets = {0};

    ArrayBuffer(ColumnBuffer elements, HeapReservation reservation) {
        super(reservation);
        this.elements = elements;
    }

    ColumnBuffer elements() {
        return elements;
    }

    ColumnValues lengths() {
        return new ColumnValues.Ints(lengths, validity(), rows());
    }

    /// Answers the element at which a row starts.
    int elementStart(int row) {
        return offsets[row];
    }

    @Override
    int encodedValues() {
        return Math.max(rows(), elements.rows());
    }

    @Override
    void growRows(int oldCapacity, int newCapacity) {
        reservation.add(8L * (newCapacity - oldCapacity));
        lengths = Arrays.copyOf(lengths, newCapacity);
        offsets = Arrays.copyOf(offsets, newCapacity + 1);
    }

    @Override
    void copyRange(ColumnVector vector, int from, int to, int count) {
        ArrayColumnVector source = (ArrayColumnVector) vector;
        int[] sourceOffsets = source.offsets();
        int start = sourceOffsets[from];
        for (int i = 0; i < count; i++) {
            lengths[to + i] = sourceOffsets[from + i + 1] - sourceOffsets[from + i];
            offsets[to + i + 1] = Math.addExact(offsets[to + i], lengths[to + i]);
        }
        elements.appendRange(source.child(), start, sourceOffsets[from + count] - start);
    }

    @Override
    void copySelected(ColumnVector vector, int[] selection, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
            copyOne(vector, selection[from + i], to + i);
        }
    }

    @Override
    void copyOne(ColumnVector vector, int slot, int to) {
        ArrayColumnVector source = (ArrayColumnVector) vector;
        int length = source.isNull(slot) ? 0 : source.length(slot);
        lengths[to] = length;
        offsets[to + 1] = Math.addExact(offsets[to], length);
        elements.appendRange(source.child(), source.start(slot), length);
    }

    @Override
    void clear() {
        super.clear();
        elements.clear();
    }

    @Override
    long decodedBytes(int from, int count) {
        int first = offsets[from];
        return 4L * count + elements.decodedBytes(first, offsets[from + count] - first);
    }

    @Override
    void bounds(ZoneMaps zones, int entry, int from, int count) {
        // Elements are not bounded: no predicate speaks of them yet.
    }
}
