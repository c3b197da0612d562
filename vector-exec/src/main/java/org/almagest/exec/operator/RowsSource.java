package org.almagest.exec.operator;

import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.RowStore;

/// Rows that an earlier pipeline kept; a morsel is a block of them. Closing it frees them, unless
/// others read them too: then they stay until the query ends.
public final class RowsSource extends CountedSource {
    private final RowStore rows;
    private final boolean shared;

    public RowsSource(PhysicalPlan node, RowStore rows) {
        this(node, rows, false);
    }

    private RowsSource(PhysicalPlan node, RowStore rows, boolean shared) {
        super(node, rows.blockCount());
        this.rows = rows;
        this.shared = shared;
    }

    /// Makes a source of rows that it leaves to others.
    public static RowsSource shared(PhysicalPlan node, RowStore rows) {
        return new RowsSource(node, rows, true);
    }

    @Override
    public MorselReader reader() {
        return new RowsReader();
    }

    @Override
    public void close() {
        if (!shared) {
            rows.close();
        }
    }

    private final class RowsReader implements MorselReader {
        private final Batch own = Batch.allocate(rows.types());
        private int block;
        private int next;

        @Override
        public void open(Morsel morsel) {
            block = morsel.index();
            next = 0;
        }

        @Override
        public boolean next(Batch out) {
            int count = Math.min(ColumnVector.BATCH_ROWS, rows.rows(block) - next);
            if (count <= 0) {
                return false;
            }
            rows.read(block, next, count, own);
            next += count;
            for (int c = 0; c < own.columnCount(); c++) {
                out.setColumn(c, own.column(c));
            }
            out.setRowCount(count);
            return true;
        }

        @Override
        public void close() {
            // Holds nothing but its vectors.
        }
    }
}
