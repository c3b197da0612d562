package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// An ascending list of rows that shrinks as rows are decided.
final class RowSet {
    private final int[] rows = new int[ColumnVector.BATCH_ROWS];
    private final boolean[] gone = new boolean[ColumnVector.BATCH_ROWS];
    private int count;

    /// Starts with the rows of a batch that count.
    void fill(Batch input) {
        count = input.size();
        System.arraycopy(input.hasSelection() ? input.selection() : LiveRows.every(count), 0, rows, 0, count);
    }

    /// Takes away the rows of a batch that count.
    void remove(Batch decided) {
        removeAll(decided.hasSelection() ? decided.selection() : LiveRows.every(decided.size()), decided.size());
    }

    /// Takes away listed rows.
    void removeAll(int[] decided, int decidedCount) {
        for (int i = 0; i < decidedCount; i++) {
            gone[decided[i]] = true;
        }
        int k = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            rows[k] = row;
            k += gone[row] ? 0 : 1;
        }
        for (int i = 0; i < decidedCount; i++) {
            gone[decided[i]] = false;
        }
        count = k;
    }

    /// Keeps the first `newCount` rows, which the caller has written.
    void setCount(int newCount) {
        count = newCount;
    }

    int[] rows() {
        return rows;
    }

    int count() {
        return count;
    }
}
