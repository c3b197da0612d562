package org.almagest.exec.window;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;

/// Reads a kept column at positions that mostly go up, a batch ahead at a time. Owned by one thread.
final class ValueCursor {
    private final OrderedRows rows;
    private final int column;
    private final ColumnVector vector;
    private final int[] ids = new int[ColumnVector.BATCH_ROWS];
    private int from;
    private int count;

    ValueCursor(OrderedRows rows, int column, DataType type) {
        this.rows = rows;
        this.column = column;
        vector = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
    }

    /// Forgets what was read.
    void open() {
        count = 0;
    }

    /// Answers the row of `vector()` that holds the value at a position.
    int seek(int position) {
        if (position < from || position >= from + count) {
            from = position;
            count = Math.min(ids.length, rows.size() - position);
            rows.ids(from, count, ids);
            rows.gatherIds(column, ids, count, vector);
        }
        return position - from;
    }

    ColumnVector vector() {
        return vector;
    }
}
