package org.almagest.sql.session;

import java.util.List;
import org.almagest.exec.ResultStream;

/// What one statement answers. Closing it stops a query that still runs and gives its memory and
/// its snapshot back.
public sealed interface Result extends AutoCloseable {
    /// Rows, read batch by batch.
    record Rows(List<ResultColumn> columns, ResultStream stream) implements Result {
        public Rows {
            columns = List.copyOf(columns);
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    /// A statement without rows: what was done (`CREATE TABLE`, `INSERT`), and how many rows it
    /// changed (-1: the statement does not count rows).
    record Done(String tag, long rows) implements Result {
        @Override
        public void close() {}
    }

    @Override
    void close();
}
