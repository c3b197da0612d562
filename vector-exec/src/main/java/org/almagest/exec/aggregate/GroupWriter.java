package org.almagest.exec.aggregate;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Writes the groups of a frozen state to batches: keys, then aggregates.
final class GroupWriter {
    private final AggregateShape shape;
    private final Batch own;
    private final int[] ids = new int[ColumnVector.BATCH_ROWS];
    private GroupedState state;
    private int next;
    private int end;

    GroupWriter(AggregateShape shape) {
        this.shape = shape;
        own = Batch.allocate(shape.resultTypes());
    }

    void open(GroupedState groups, int first, int last) {
        state = groups;
        next = first;
        end = last;
    }

    boolean next(Batch out) {
        int count = Math.min(ColumnVector.BATCH_ROWS, end - next);
        if (count <= 0) {
            return false;
        }
        own.reset();
        for (int i = 0; i < count; i++) {
            ids[i] = next + i;
        }
        state.writeKeys(ids, 0, count, own);
        int keys = shape.keyTypes().size();
        for (int c = 0; c < state.accumulators().length; c++) {
            state.accumulators()[c].write(next, count, own.column(keys + c));
        }
        for (int c = 0; c < own.columnCount(); c++) {
            out.setColumn(c, own.column(c));
        }
        out.setRowCount(count);
        next += count;
        return true;
    }
}
