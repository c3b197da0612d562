package org.almagest.jdbc;

import java.sql.SQLException;
import org.almagest.columnar.vector.Batch;

/// Where a result set gets its rows, batch by batch.
interface BatchReader {
    /// Makes `out` point at the next batch, valid until the next call; false at the end.
    boolean next(Batch out) throws SQLException;

    void close() throws SQLException;
}
