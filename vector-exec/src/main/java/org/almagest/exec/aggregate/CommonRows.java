package org.almagest.exec.aggregate;

import org.almagest.columnar.vector.ColumnVector;

/// The rows of a batch that count for an aggregate of two arguments. Owned by one thread, filled anew
/// for each batch.
final class CommonRows {
    private final int[] own = new int[ColumnVector.BATCH_ROWS];
    private int[] rows = own;
    private int count;

    /// Lists the rows where the second argument counts and, unless `nulls`, the first one too.
    void take(Argument first, Argument second, boolean nulls) {
        if (nulls || first.isDense()) {
            rows = second.rows();
            count = second.count();
            return;
        }
        if (second.isDense()) {
            rows = first.rows();
            count = first.count();
            return;
        }
        rows = own;
        count = 0;
        int[] a = first.rows();
        int[] b = second.rows();
        int j = 0;
        for (int i = 0; i < first.count() && j < second.count(); i++) {
            while (j < second.count() && b[j] < a[i]) {
                j++;
            }
            if (j < second.count() && b[j] == a[i]) {
                own[count++] = a[i];
            }
        }
    }

    int[] rows() {
        return rows;
    }

    int count() {
        return count;
    }
}
