package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.ColumnVector;

/// A cheap strict operation on numbers, computed for every row of a batch whether it counts or not.
public interface DenseKernel {
    /// Computes rows `0 .. rows` from flat inputs; answers true where `verify` must look at the
    /// rows that count, because the result of some row (perhaps one that does not count) is wrong.
    boolean compute(ColumnVector[] inputs, ColumnVector result, int rows);

    /// Mends, or makes NULL, or fails for a row that counts if its result is wrong.
    default void verify(ColumnVector[] inputs, ColumnVector result, int row) {}

    /// Sets the bits of the rows that `verify` must look at in `out`, and clears the others in all words of
    /// rows below `rows`; answers false, having done nothing, where that costs as much as verifying them.
    /// Asked for the inputs computed last.
    default boolean findWrong(ColumnVector[] inputs, int rows, long[] out) {
        return false;
    }

    /// Does so for all rows that count.
    default void verify(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            verify(inputs, result, rows[i]);
        }
    }
}
