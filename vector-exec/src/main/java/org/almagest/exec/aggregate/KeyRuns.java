package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.kernel.IndexKernels;

/// Finds runs of equal keys in batches of which every row counts: clustered tables are grouped run
/// by run. Whether it looks follows from the batches before, so that a table that is not clustered
/// pays little. One thread.
final class KeyRuns {
    /// Runs must be so long on average.
    private static final int LEAST_LENGTH = 16;

    /// After so many batches in vain it looks at one batch in so many.
    private static final int PATIENCE = 4;

    private static final int WORDS = ColumnVector.BATCH_ROWS / 64;

    private final long[] changes = new long[WORDS];
    private final int[] starts = new int[ColumnVector.BATCH_ROWS];
    private int count;
    private int vain;

    /// Answers whether the batch consists of few runs.
    boolean find(Batch keys) {
        int rows = keys.rowCount();
        if (keys.hasSelection() || rows < 2 * LEAST_LENGTH || vain >= PATIENCE && vain++ % LEAST_LENGTH != 0) {
            return false;
        }
        Arrays.fill(changes, 0);
        for (int k = 0; k < keys.columnCount(); k++) {
            if (!add(keys.column(k), rows)) {
                vain++;
                return false;
            }
        }
        changes[0] |= 1;
        count = BitmapKernels.count(changes, WORDS);
        if (count * LEAST_LENGTH > rows) {
            vain++;
            return false;
        }
        BitmapKernels.list(changes, WORDS, starts);
        vain = 0;
        return true;
    }

    private boolean add(ColumnVector vector, int rows) {
        if (vector.isConstant()) {
            return true;
        }
        if (vector.hasNulls()) {
            return false;
        }
        switch (vector) {
            case IntColumnVector v -> IndexKernels.changes(v.values(), rows, changes);
            case LongColumnVector v -> IndexKernels.changes(v.values(), rows, changes);
            case TextColumnVector v when v.isDictionary() -> IndexKernels.changes(v.codes(), rows, changes);
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Answers the rows at which runs start; the first is 0.
    int[] starts() {
        return starts;
    }

    int count() {
        return count;
    }
}
