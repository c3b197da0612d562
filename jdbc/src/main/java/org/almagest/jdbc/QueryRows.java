package org.almagest.jdbc;

import java.sql.SQLException;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.ResultStream;

/// The rows of a running query. One thread reads; `cancel` and `close` may come from any thread.
final class QueryRows implements BatchReader {
    private final String sql;
    private final ResultStream stream;
    private final TimeLimit limit;
    private boolean closed;

    QueryRows(String sql, ResultStream stream, TimeLimit limit) {
        this.sql = sql;
        this.stream = stream;
        this.limit = limit;
    }

    @Override
    public synchronized boolean next(Batch out) throws SQLException {
        if (closed) {
            throw Failures.closed("result set");
        }
        return limit.during(sql, stream::cancel, () -> stream.next(out));
    }

    /// Translates what was thrown while something was made of the rows.
    SQLException failure(RuntimeException failed) {
        return Failures.of(failed, sql);
    }

    void cancel() {
        stream.cancel();
    }

    /// Answers what the scans of the query have read so far.
    ScanMetrics scanned() {
        return stream.metrics().scanned();
    }

    /// Stops the query first, so that a thread that waits in `next` lets go.
    @Override
    public void close() throws SQLException {
        stream.cancel();
        synchronized (this) {
            if (!closed) {
                closed = true;
                try {
                    stream.close();
                } catch (RuntimeException failure) {
                    throw Failures.of(failure, sql);
                }
            }
        }
    }
}
