package org.almagest.jdbc.fetch;

import java.sql.SQLException;
import java.util.List;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.vector.Batch;
import org.almagest.sql.session.ResultColumn;

/// The statement that a fetch runs: one thread starts it and reads its rows; `cancel` and `scanned`
/// may come from any thread.
public interface FetchedStatement extends AutoCloseable {
    /// What the statement answers.
    sealed interface Answer {
        /// Rows, which `next` gives.
        record Rows(List<ResultColumn> columns) implements Answer {}

        /// None; so many rows were changed.
        record Done(long changedRows) implements Answer {}
    }

    Answer start() throws SQLException;

    /// Makes `out` point at the next batch, valid until the next call; false at the end.
    boolean next(Batch out) throws SQLException;

    /// Answers what the scans of the query have read so far.
    ScanMetrics scanned();

    void cancel();

    @Override
    void close() throws SQLException;
}
