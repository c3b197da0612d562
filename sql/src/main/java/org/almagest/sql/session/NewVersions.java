package org.almagest.sql.session;

import org.almagest.columnar.segment.RowPlaces;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.ResultStream;
import org.almagest.exec.metrics.PlanMetrics;

/// The rows of the query of an UPDATE without their places, which are gathered: of rows that are to take the
/// same place, the first one counts.
final class NewVersions implements ResultStream {
    private final ResultStream rows;
    private final int columns;
    private final Batch batch;
    private final RowPlaces places = new RowPlaces();

    /// Reads rows of so many columns, the last but for their places.
    NewVersions(ResultStream rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        batch = new Batch(columns + 1);
    }

    /// Answers the places of the rows that were read.
    RowPlaces places() {
        return places;
    }

    @Override
    public boolean next(Batch out) {
        while (rows.next(batch)) {
            if (pick(out) > 0) {
                return true;
            }
        }
        return false;
    }

    private int pick(Batch out) {
        for (int c = 0; c < columns; c++) {
            out.setColumn(c, batch.column(c));
        }
        out.setRowCount(batch.rowCount());
        ColumnVector place = batch.column(columns);
        int[] selection = out.selection();
        int picked = 0;
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            if (places.add(((LongColumnVector) place).get(place.isConstant() ? 0 : row))) {
                selection[picked++] = row;
            }
        }
        out.setSelected(picked);
        return picked;
    }

    @Override
    public void cancel() {
        rows.cancel();
    }

    @Override
    public PlanMetrics metrics() {
        return rows.metrics();
    }

    @Override
    public void close() {
        rows.close();
    }
}
