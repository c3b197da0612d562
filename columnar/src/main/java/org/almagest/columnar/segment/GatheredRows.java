package org.almagest.columnar.segment;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// The rows that filters left of several blocks, in one batch: where that is a row or two of each, a
/// batch for each block costs more than its values do.
///
/// ```text
/// blocks of a strip                          memory is asked            the batch
/// 0  . . x . . . . .   ra  dec  parallax     the heads of all blocks    ra  dec  parallax   row 2 of 0
/// 1  . . . . x x . .                         the rows of all blocks                         rows 4, 5 of 1
/// 3  . x . . . . . .                         then column by column                          row 1 of 3
/// ```
///
/// Each value is a miss of the caches, and so is what leads to it: they are asked for together, so
/// that they arrive at the same time. Most lookups end without such a batch, so its vectors are made with
/// the first one. One thread.
final class GatheredRows {
    private final SegmentScan scan;
    private ColumnVector[] columns = {};

    GatheredRows(SegmentScan scan) {
        this.scan = scan;
    }

    private void makeColumns() {
        columns = scan.columns().stream()
                .map(column ->
                        ColumnVector.allocate(scan.schema().column(column).type(), ColumnVector.BATCH_ROWS))
                .toArray(ColumnVector[]::new);
    }

    /// Puts the rows of sparse blocks `from .. to` of a strip that count into a batch.
    void fill(BlockStrip strip, int from, int to, Batch out) {
        if (columns.length < scan.columns().size()) {
            makeColumns();
        }
        for (int column = 0; column < columns.length; column++) {
            strip.touchHeads(column, from, to);
        }
        for (int column = 0; column < columns.length; column++) {
            strip.touchRows(column, from, to);
        }
        int rows = 0;
        for (int block = from; block < to; block++) {
            rows += strip.size(block);
        }
        out.setRowCount(rows);
        for (int column = 0; column < columns.length; column++) {
            gather(strip, column, from, to);
            out.setColumn(column, columns[column]);
        }
    }

    private void gather(BlockStrip strip, int column, int from, int to) {
        ColumnVector target = columns[column];
        target.reset();
        int row = 0;
        for (int block = from; block < to; block++) {
            ColumnVector source = strip.pick(column, block);
            int[] positions = strip.positions(block);
            for (int i = 0; i < strip.size(block); i++) {
                target.copyRow(source, positions[i], row++);
            }
        }
    }
}
