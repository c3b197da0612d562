package org.almagest.exec.window;

import java.util.Arrays;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;

/// The positions of a partition where a kept column is not NULL, for functions that pass over
/// NULLs. One partition at a time, on the heap and reserved. Owned by one thread.
final class NonNullRows {
    private final OrderedRows rows;
    private final int column;
    private final ColumnVector vector;
    private final int[] ids = new int[ColumnVector.BATCH_ROWS];
    private int[] positions = new int[0];
    private int count;
    private int partition = -1;

    NonNullRows(OrderedRows rows, int column, DataType type) {
        this.rows = rows;
        this.column = column;
        vector = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
    }

    void open() {
        partition = -1;
    }

    /// Takes the partition from `start` to `end`, if it is another one than before.
    void partition(int start, int end) {
        if (start == partition) {
            return;
        }
        partition = start;
        count = 0;
        if (positions.length < end - start) {
            rows.memory().reserve((long) (end - start - positions.length) * Integer.BYTES);
            positions = new int[end - start];
        }
        for (int from = start; from < end; from += ids.length) {
            int some = Math.min(ids.length, end - from);
            vector.reset();
            rows.read(column, from, some, ids, vector);
            for (int i = 0; i < some; i++) {
                if (!vector.isNull(i)) {
                    positions[count++] = from + i;
                }
            }
        }
    }

    /// Answers how many positions are not NULL before `position`.
    int before(int position) {
        int found = Arrays.binarySearch(positions, 0, count, position);
        return found < 0 ? -found - 1 : found;
    }

    /// Answers the position of number `index`, or -1 where there is none.
    int at(long index) {
        return index < 0 || index >= count ? -1 : positions[(int) index];
    }

    void close() {
        rows.memory().release((long) positions.length * Integer.BYTES);
        positions = new int[0];
    }
}
