package org.almagest.exec.operator;

import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.RowStore;

/// Rows that an earlier pipeline kept; a morsel is a piece of them. Closing it frees them, unless
/// others read them too: then they stay until the query ends.
public final class RowsSource extends CountedSource {
    private final KeptRows rows;
    private final boolean shared;

    public RowsSource(PhysicalPlan node, RowStore rows) {
        this(node, KeptRows.of(rows));
    }

    public RowsSource(PhysicalPlan node, KeptRows rows) {
        this(node, rows, false);
    }

    private RowsSource(PhysicalPlan node, KeptRows rows, boolean shared) {
        super(node, rows.pieces());
        this.rows = rows;
        this.shared = shared;
    }

    /// Makes a source of rows that it leaves to others.
    public static RowsSource shared(PhysicalPlan node, KeptRows rows) {
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
        private final KeptRows.Reader reader = rows.reader();

        @Override
        public void open(Morsel morsel) {
            reader.open(morsel.index());
        }

        @Override
        public boolean next(Batch out) {
            if (!reader.next(own)) {
                return false;
            }
            for (int c = 0; c < own.columnCount(); c++) {
                out.setColumn(c, own.column(c));
            }
            out.setRowCount(own.rowCount());
            return true;
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
