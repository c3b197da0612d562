package org.almagest.columnar.segment;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// The rows that filters and the keys of joins left of thin blocks, copied into one batch while each block
/// is read: what operators do for a batch they then do once for many blocks.
///
/// ```text
/// block      rows left    batches
/// 0          5            5 + 0 + 31 rows, copied
/// 1          0
/// 2          31
/// 3          700          block 3 itself
/// ```
///
/// Where [GatheredRows] picks single values, whose misses of the caches it has overlap, here columns are
/// decoded by blocks, as ever. Vectors are made with the first batch. One thread.
final class ThinBlocks {
    /// So many rows of a block are copied.
    static final int MOST_ROWS = 64;

    private final SegmentScan scan;
    private ColumnVector[] columns = {};
    private int rows;

    ThinBlocks(SegmentScan scan) {
        this.scan = scan;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /// Answers whether another block might not find room.
    boolean isFull() {
        return rows > ColumnVector.BATCH_ROWS - MOST_ROWS;
    }

    void clear() {
        rows = 0;
    }

    /// Copies the rows of a thin block that count.
    void add(BlockStrip strip, int block) {
        if (rows == 0) {
            start();
        }
        int count = strip.size(block);
        int[] positions = strip.positions(block);
        for (int column = 0; column < columns.length; column++) {
            copy(strip.pick(column, block), positions, count, columns[column], rows);
        }
        rows += count;
    }

    private void start() {
        if (columns.length < scan.columns().size()) {
            columns = scan.columns().stream()
                    .map(column ->
                            ColumnVector.allocate(scan.schema().column(column).type(), ColumnVector.BATCH_ROWS))
                    .toArray(ColumnVector[]::new);
        }
        for (ColumnVector column : columns) {
            column.reset();
        }
    }

    /// Makes the batch have the rows; those added next replace them.
    void give(Batch out) {
        out.setRowCount(rows);
        for (int column = 0; column < columns.length; column++) {
            out.setColumn(column, columns[column]);
        }
        rows = 0;
    }

    private static void copy(ColumnVector source, int[] positions, int count, ColumnVector target, int to) {
        if (!source.isConstant() && !source.hasNulls() && !target.hasNulls()) {
            switch (target) {
                case IntColumnVector ints -> {
                    ints(((IntColumnVector) source).values(), positions, count, ints.values(), to);
                    return;
                }
                case LongColumnVector longs -> {
                    longs(((LongColumnVector) source).values(), positions, count, longs.values(), to);
                    return;
                }
                case DoubleColumnVector doubles -> {
                    doubles(((DoubleColumnVector) source).values(), positions, count, doubles.values(), to);
                    return;
                }
                default -> {}
            }
        }
        for (int i = 0; i < count; i++) {
            target.copyRow(source, positions[i], to + i);
        }
    }

    private static void ints(int[] values, int[] positions, int count, int[] out, int to) {
        for (int i = 0; i < count; i++) {
            out[to + i] = values[positions[i]];
        }
    }

    private static void longs(long[] values, int[] positions, int count, long[] out, int to) {
        for (int i = 0; i < count; i++) {
            out[to + i] = values[positions[i]];
        }
    }

    private static void doubles(double[] values, int[] positions, int count, double[] out, int to) {
        for (int i = 0; i < count; i++) {
            out[to + i] = values[positions[i]];
        }
    }
}
