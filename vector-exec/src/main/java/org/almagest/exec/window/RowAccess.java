package org.almagest.exec.window;

import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.rows.RowStore;
import org.almagest.exec.sort.OrderedRuns;
import org.almagest.exec.spill.PartitionedSpill;
import org.almagest.exec.spill.SpilledPositions;

/// Where the rows of a window are. Read by many threads.
sealed interface RowAccess extends AutoCloseable {
    /// Reads the values of a kept column of rows, by their ids, into a vector; a negative id gives
    /// NULL.
    void gather(int column, int[] ids, int count, ColumnVector out);

    /// Frees memory, removes files.
    @Override
    void close();

    /// Rows in memory.
    record InMemory(OrderedRuns runs, RowStore store) implements RowAccess {
        @Override
        public void gather(int column, int[] ids, int count, ColumnVector out) {
            store.gather(column, ids, count, out);
        }

        @Override
        public void close() {
            runs.close();
        }
    }

    /// Rows in files, in their order: ids are positions.
    record InFiles(PartitionedSpill spill, SpilledPositions positions) implements RowAccess {
        @Override
        public void gather(int column, int[] ids, int count, ColumnVector out) {
            positions.gather(column, ids, count, out);
        }

        @Override
        public void close() {
            positions.close();
            spill.close();
        }
    }
}
