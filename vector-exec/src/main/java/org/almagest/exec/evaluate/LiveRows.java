package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// The rows for which a strict operation must give a value: those that count and are not NULL, in
/// ascending order.
final class LiveRows {
    /// The most dictionary entries that are evaluated at once.
    static final int MAX_ENTRIES = 4096;

    private static final int[] EVERY = every();

    private final int[] own = new int[ColumnVector.BATCH_ROWS];
    private int[] rows = EVERY;
    private int count;

    private static int[] every() {
        int[] rows = new int[MAX_ENTRIES];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        return rows;
    }

    /// Answers rows 0, 1, 2 ...; not to be written.
    static int[] every(int count) {
        if (count > MAX_ENTRIES) {
            throw new IllegalArgumentException("too many rows: " + count);
        }
        return EVERY;
    }

    /// Gathers the rows of `input` that count and are valid in `result`.
    void gather(Batch input, ColumnVector result) {
        if (!result.hasNulls()) {
            rows = input.hasSelection() ? input.selection() : EVERY;
            count = input.size();
            return;
        }
        rows = own;
        count = valid(input, result, own);
    }

    /// Writes the rows that count and are valid in a flat vector; answers their number. `out` may
    /// be the batch's selection.
    static int valid(Batch input, ColumnVector vector, int[] out) {
        long[] validity = vector.validity();
        int[] from = input.hasSelection() ? input.selection() : EVERY;
        int size = input.size();
        int k = 0;
        for (int i = 0; i < size; i++) {
            int row = from[i];
            out[k] = row;
            k += (int) (validity[row >>> 6] >>> row & 1);
        }
        return k;
    }

    int[] rows() {
        return rows;
    }

    int count() {
        return count;
    }
}
