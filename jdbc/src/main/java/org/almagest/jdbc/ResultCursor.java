package org.almagest.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Where a result set stands: before the first row, on a row, or after the last. Fetches a batch
/// when the one before is used up; at the end it closes the reader at once, which gives the query's
/// memory and snapshot back.
final class ResultCursor {
    /// Beyond the end of any array.
    static final int NO_ROW = Integer.MAX_VALUE;

    private enum Place {
        BEFORE_FIRST,
        ON_ROW,
        AFTER_LAST
    }

    private final BatchReader rows;
    private final Batch batch;
    private final long maxRows;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final PlainColumns plain;
    private Place place = Place.BEFORE_FIRST;
    private int batchRows;
    private int inBatch = -1;

    /// Where the present row stands in its vectors, `NO_ROW` while there is none.
    private int row = NO_ROW;

    /// As many rows of the batch are there for sure, within the limit on rows.
    private int sureRows;

    private long passed;

    /// @param maxRows 0 for all
    ResultCursor(List<DataType> types, BatchReader rows, long maxRows) {
        this.rows = rows;
        this.batch = new Batch(types.size());
        this.plain = new PlainColumns(types);
        this.maxRows = maxRows;
    }

    boolean next() throws SQLException {
        if (inBatch + 1 < sureRows && !closed.get()) {
            inBatch++;
            passed++;
            row = batch.hasSelection() ? batch.row(inBatch) : inBatch;
            return true;
        }
        return slowNext();
    }

    private boolean slowNext() throws SQLException {
        row = NO_ROW;
        sureRows = 0;
        requireOpen();
        if (place == Place.AFTER_LAST) {
            return false;
        }
        if (!hasNext()) {
            place = Place.AFTER_LAST;
            rows.close();
            return false;
        }
        place = Place.ON_ROW;
        inBatch++;
        passed++;
        row = batch.row(inBatch);
        sureRows = maxRows == 0 ? batchRows : (int) Math.min(batchRows, inBatch + 1 + maxRows - passed);
        return true;
    }

    /// Fetches until there is a row after the present one; false at the end.
    private boolean hasNext() throws SQLException {
        if (maxRows > 0 && passed == maxRows) {
            return false;
        }
        while (inBatch + 1 >= batchRows) {
            if (!rows.next(batch)) {
                return false;
            }
            batchRows = batch.size();
            inBatch = -1;
            plain.point(batch);
        }
        return true;
    }

    /// False when there are no rows, as JDBC wants it.
    boolean isBeforeFirst() throws SQLException {
        requireOpen();
        return place == Place.BEFORE_FIRST && hasNext();
    }

    /// False when there were no rows, as JDBC wants it.
    boolean isAfterLast() throws SQLException {
        requireOpen();
        return place == Place.AFTER_LAST && passed > 0;
    }

    /// Answers the number of the row, from 1; 0 on none.
    long rowNumber() throws SQLException {
        requireOpen();
        return place == Place.ON_ROW ? passed : 0;
    }

    /// Answers the vector that holds a column (from 1) of the present row.
    ColumnVector vector(int column) throws SQLException {
        requireOpen();
        if (place != Place.ON_ROW || row == NO_ROW) {
            throw Failures.wrongState(
                    place == Place.BEFORE_FIRST ? "call next() before reading a row" : "there are no more rows");
        }
        if (column < 1 || column > batch.columnCount()) {
            throw Failures.of(
                    SqlState.UNDEFINED_COLUMN,
                    "the result has columns 1 to " + batch.columnCount() + ", not " + column);
        }
        return batch.column(column - 1);
    }

    /// Answers where the present row stands in its vectors.
    int row() {
        return row;
    }

    /// Answers the plain columns of the present batch; `row()` is beyond their ends while there is no row.
    PlainColumns plain() {
        return plain;
    }

    void requireOpen() throws SQLException {
        if (closed.get()) {
            throw Failures.closed("result set");
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    /// Answers whether this call closed it.
    boolean close() throws SQLException {
        boolean first = closed.compareAndSet(false, true);
        row = NO_ROW;
        sureRows = 0;
        if (first) {
            rows.close();
        }
        return first;
    }
}
