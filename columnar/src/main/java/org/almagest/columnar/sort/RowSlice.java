package org.almagest.columnar.sort;

import java.util.Arrays;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeSpace;
import org.almagest.columnar.spill.RowFormat;
import org.almagest.columnar.spill.RowReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Consecutive rows of the result of a sort, to be read by one thread while others read others.
public final class RowSlice implements AutoCloseable {
    private final RowReader reader;
    private final RunMemory memory;
    private final MemoryBudget budget;
    private long[] addresses = {};
    private int rows;
    private int next;

    RowSlice(RowFormat format, MemoryBudget budget) {
        this.budget = budget;
        reader = new RowReader(format);
        memory = new RunMemory(budget);
    }

    /// Takes rows until there are `mostRows` or their bytes reach `mostBytes`.
    void fill(RunMerge merge, int mostRows, long mostBytes) {
        memory.reuse();
        rows = 0;
        next = 0;
        long bytes = 0;
        while (rows < mostRows && bytes < mostBytes && merge.hasNext()) {
            RunCursor least = merge.least();
            int rowBytes = least.rowBytes();
            ensure(rows + 1);
            addresses[rows++] = least.isStable() ? least.row : copy(least.row, rowBytes);
            bytes += rowBytes;
            merge.advance();
        }
    }

    private void ensure(int wanted) {
        if (wanted > addresses.length) {
            int larger = Math.max(ColumnVector.BATCH_ROWS, 2 * addresses.length);
            budget.reserve((long) Long.BYTES * (larger - addresses.length), "rows in order");
            addresses = Arrays.copyOf(addresses, larger);
        }
    }

    private long copy(long row, int rowBytes) {
        if (!memory.tryEnsure(rowBytes)) {
            throw AlmagestException.of(
                            SqlState.OUT_OF_MEMORY,
                            "merging sorted rows needs more memory than the limit allows (" + budget.limit()
                                    + " bytes)")
                    .hint("raise the limit with --memory or SET memory_limit");
        }
        long address = memory.take(rowBytes);
        java.lang.foreign.MemorySegment.copy(NativeSpace.ALL, row, NativeSpace.ALL, address, rowBytes);
        return address;
    }

    public int rows() {
        return rows;
    }

    /// Makes `out`, which has vectors of its own, hold the next rows; answers false when there are
    /// none.
    public boolean next(Batch out) {
        if (next == rows) {
            return false;
        }
        int count = Math.min(ColumnVector.BATCH_ROWS, rows - next);
        reader.read(addresses, next, count, out);
        next += count;
        return true;
    }

    @Override
    public void close() {
        memory.close();
        budget.release((long) Long.BYTES * addresses.length);
        addresses = new long[0];
        rows = 0;
    }
}
