package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.Batch;

/// A batch over the columns of another with a selection of its own, for operands that only some
/// rows reach.
final class NarrowedBatch {
    private Batch batch = new Batch(0);

    /// Answers the batch with the rows of `input` that count.
    Batch like(Batch input) {
        over(input);
        batch.shareRows(input);
        return batch;
    }

    /// Answers the batch with the listed rows.
    Batch of(Batch input, int[] rows, int count) {
        over(input);
        batch.setRowCount(input.rowCount());
        System.arraycopy(rows, 0, batch.selection(), 0, count);
        batch.setSelected(count);
        return batch;
    }

    private void over(Batch input) {
        int columns = input.columnCount();
        if (batch.columnCount() != columns) {
            batch = new Batch(columns);
        }
        for (int i = 0; i < columns; i++) {
            batch.setColumn(i, input.column(i));
        }
    }
}
