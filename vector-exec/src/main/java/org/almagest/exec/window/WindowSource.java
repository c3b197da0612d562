package org.almagest.exec.window;

import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.pipeline.CountedSource;

/// The rows of a window in their order, with the values of its calls; closing it frees them.
final class WindowSource extends CountedSource {
    private final WindowLayout layout;
    private final OrderedRows rows;

    WindowSource(WindowLayout layout, OrderedRows rows) {
        super(layout.plan(), rows.cuts().size());
        this.layout = layout;
        this.rows = rows;
    }

    @Override
    public MorselReader reader() {
        return new Reader();
    }

    @Override
    public void close() {
        rows.close();
    }

    private final class Reader implements MorselReader {
        private final Batch own = Batch.allocate(layout.plan().types());
        private final Positions positions = new Positions(rows, layout.needsPeers());
        private final CallEvaluators calls = new CallEvaluators(layout, rows);
        private final int[] ids = new int[ColumnVector.BATCH_ROWS];

        @Override
        public void open(Morsel morsel) {
            positions.open(rows.cuts().get(morsel.index()));
            calls.open();
        }

        @Override
        public boolean next(Batch out) {
            if (!positions.next()) {
                return false;
            }
            own.reset();
            int count = positions.count();
            calls.findFrames(positions);
            rows.ids(positions.from(), count, ids);
            int column = 0;
            for (; column < layout.plan().passed().size(); column++) {
                rows.gatherIds(column, ids, count, own.column(column));
            }
            for (CallEvaluator evaluator : calls.evaluators()) {
                evaluator.evaluate(positions, own.column(column++));
            }
            for (int c = 0; c < own.columnCount(); c++) {
                out.setColumn(c, own.column(c));
            }
            out.setRowCount(count);
            return true;
        }

        @Override
        public void close() {
            calls.close();
        }
    }
}
