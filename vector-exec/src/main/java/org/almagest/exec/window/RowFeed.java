package org.almagest.exec.window;

import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.aggregate.WindowAggregate;
import org.almagest.exec.function.AggregateFunction;

/// Hands the arguments of rows to an aggregate's states, a batch at a time and in the order in
/// which they are listed. Owned by one thread.
final class RowFeed {
    private final OrderedRows rows;
    private final int[] columns;
    private final ColumnVector[] vectors;
    private final int[] ids = new int[ColumnVector.BATCH_ROWS];
    private final int[] states = new int[ColumnVector.BATCH_ROWS];
    private int count;
    private WindowAggregate target;

    RowFeed(OrderedRows rows, AggregateFunction function, int[] columns) {
        this.rows = rows;
        this.columns = columns;
        vectors = WindowAggregate.vectors(function);
    }

    /// Adds to the states of an aggregate from now on.
    void into(WindowAggregate aggregate) {
        target = aggregate;
    }

    /// Adds the row at a position to a state, at the latest when flushed.
    void add(int position, int state) {
        ids[count] = rows.id(position);
        states[count++] = state;
        if (count == ids.length) {
            flush();
        }
    }

    void flush() {
        if (count == 0) {
            return;
        }
        for (int c = 0; c < columns.length; c++) {
            rows.gatherIds(columns[c], ids, count, vectors[c]);
        }
        target.add(vectors, count, states);
        count = 0;
    }
}
