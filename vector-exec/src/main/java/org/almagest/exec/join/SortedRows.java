package org.almagest.exec.join;

import java.util.Arrays;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;

/// The ids of a build side's rows in the order of a band's value; rows where it is NULL match
/// nothing and are left out.
///
/// ```text
/// order      the value's upper bits, in an order that compares as integers; then the row's id
/// farthest   where the band has ends: the greatest of all rows up to this one, so that rows before the
///            first one that reaches far enough can be left out
/// ```
///
/// Values that differ in their lowest bits alone stand in the order of their ids: ranges are a little too
/// large rather than too small. Read by any number of threads.
final class SortedRows implements AutoCloseable {
    private static final int ROWS = ColumnVector.BATCH_ROWS;

    private final long[] order;
    private final double[] farthest;
    private final int count;
    private final long idMask;
    private final OperatorMemory memory;
    private final long bytes;

    SortedRows(RowStore rows, JoinLayout layout, OperatorMemory memory) {
        this.memory = memory;
        int most = Math.toIntExact(rows.rowCount());
        bytes = mostBytes(most);
        memory.reserve(bytes);
        long ids = Math.max(1L, rows.blockCount()) << 16;
        idMask = Long.highestOneBit(ids) * 2 - 1;
        order = new long[most];
        count = collect(rows, layout.bandColumn());
        Arrays.sort(order, 0, count);
        farthest = layout.hasEnds() ? farthest(rows, layout.bandColumn() + 1) : new double[0];
    }

    /// Answers what the order of so many rows takes.
    static long mostBytes(long rows) {
        return 2 * Long.BYTES * rows;
    }

    private int collect(RowStore rows, int column) {
        Batch batch = new Batch(1);
        DoubleColumnVector values = new DoubleColumnVector(ROWS);
        batch.setColumn(0, values);
        int found = 0;
        for (int block = 0; block < rows.blockCount(); block++) {
            int inBlock = rows.rows(block);
            for (int from = 0; from < inBlock; from += ROWS) {
                int some = Math.min(ROWS, inBlock - from);
                values.reset();
                rows.read(column, block, from, some, values);
                for (int i = 0; i < some; i++) {
                    if (!values.isNull(i)) {
                        order[found++] = sortable(values.values()[i]) & ~idMask | RowStore.id(block, from + i);
                    }
                }
            }
        }
        return found;
    }

    private double[] farthest(RowStore rows, int column) {
        double[] ends = new double[count];
        int[] ids = new int[ROWS];
        DoubleColumnVector values = new DoubleColumnVector(ROWS);
        double most = Double.NEGATIVE_INFINITY;
        for (int from = 0; from < count; from += ROWS) {
            int some = Math.min(ROWS, count - from);
            for (int i = 0; i < some; i++) {
                ids[i] = id(from + i);
            }
            rows.gather(column, ids, some, values);
            for (int i = 0; i < some; i++) {
                double end = values.values()[i];
                most = values.isNull(i) || Double.compare(end, most) <= 0 ? most : end;
                ends[from + i] = most;
            }
        }
        return ends;
    }

    /// Answers bits that compare as the values do: NaN after all others, both zeros one.
    private static long sortable(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits ^ bits >> 63 & Long.MAX_VALUE;
    }

    int count() {
        return count;
    }

    int id(int position) {
        return (int) (order[position] & idMask);
    }

    /// Answers the first position whose value is not less than `value`, or earlier.
    int from(double value) {
        return search(sortable(value) & ~idMask);
    }

    /// Answers the position behind the last one whose value is not greater than `value`, or later.
    int to(double value) {
        long last = sortable(value) | idMask;
        return last == Long.MAX_VALUE ? count : search(last + 1);
    }

    private int search(long key) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = low + high >>> 1;
            if (order[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Answers the first position up to which some end is not less than `value`.
    int reaching(double value) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = low + high >>> 1;
            if (Double.compare(farthest[middle], value + 0.0) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public void close() {
        memory.release(bytes);
    }
}
