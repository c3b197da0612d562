package org.almagest.ingest.arrow;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Which rows of a vector are appended, in order: neighbours from `first` on, or those of a list. One
/// thread; used again for the next batch.
final class RowPick {
    private int[] list = new int[0];
    private int first;
    private int length;
    private boolean listed;

    /// Picks the rows of a batch that count.
    void pick(Batch batch) {
        length = batch.size();
        first = 0;
        listed = batch.hasSelection();
        if (listed) {
            list = batch.selection();
        }
    }

    /// Picks neighbours.
    void range(int from, int rows) {
        first = from;
        length = rows;
        listed = false;
    }

    int length() {
        return length;
    }

    int first() {
        return first;
    }

    int row(int i) {
        return listed ? list[i] : first + i;
    }

    /// Answers whether the values stand side by side in the vector's array, from `first` on.
    boolean isBlockOf(ColumnVector vector) {
        return !listed && !vector.isConstant();
    }
}
