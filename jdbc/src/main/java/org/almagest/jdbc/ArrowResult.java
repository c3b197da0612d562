package org.almagest.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.vector.Batch;
import org.almagest.ingest.arrow.ArrowStream;
import org.almagest.sql.session.ResultColumn;

/// The rows of a query as the bytes of an Arrow IPC stream, made while they are read: the columns with
/// their units, UCDs and descriptions, then record batches of some 65,536 rows. Any reader of Arrow
/// takes it; needs no flag of the JVM. `transferTo` copies least. When the query fails, reading throws
/// an `IOException` whose cause is the `SQLException`, and nothing more can be read.
///
/// Where `arrow-vector` is on the class path and the JVM was started with
/// `--add-opens=java.base/java.nio=ALL-UNNAMED`, `new ArrowStreamReader(result, allocator)` makes
/// vectors of it.
///
/// Used by one thread; closing the statement closes it too.
public final class ArrowResult extends InputStream {
    private final ArrowStream stream;
    private final QueryRows query;

    /// Kept, and fenced while rows are waited for: a statement that is garbage closes its query.
    private final EngineStatement statement;

    ArrowResult(
            List<ResultColumn> columns, QueryRows query, long maxRows, MemoryBudget budget, EngineStatement statement) {
        this.query = query;
        this.statement = statement;
        stream = new ArrowStream(definitions(columns), budget, new Rows(query, maxRows));
    }

    private static List<ColumnDefinition> definitions(List<ResultColumn> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new ColumnDefinition(
                        i,
                        columns.get(i).name(),
                        columns.get(i).type(),
                        true,
                        columns.get(i).meaning()))
                .toList();
    }

    private static final class Rows implements ArrowStream.Source {
        private final QueryRows query;
        private final long maxRows;
        private long passed;

        /// @param maxRows 0 for all
        Rows(QueryRows query, long maxRows) {
            this.query = query;
            this.maxRows = maxRows;
        }

        @Override
        public boolean next(Batch out) throws IOException {
            if (maxRows > 0 && passed == maxRows) {
                return false;
            }
            try {
                if (!query.next(out)) {
                    return false;
                }
            } catch (SQLException failed) {
                throw new IOException(failed.getMessage(), failed);
            }
            if (maxRows > 0 && out.size() > maxRows - passed) {
                keep(out, (int) (maxRows - passed));
            }
            passed += out.size();
            return true;
        }

        @Override
        public IOException failure(AlmagestException failed) {
            SQLException told = query.failure(failed);
            return new IOException(told.getMessage(), told);
        }

        /// Keeps the first rows of a batch.
        private static void keep(Batch batch, int count) {
            for (int i = 0; i < count; i++) {
                batch.selection()[i] = batch.row(i);
            }
            batch.setSelected(count);
        }

        @Override
        public void close() throws IOException {
            try {
                query.close();
            } catch (SQLException failed) {
                throw new IOException(failed.getMessage(), failed);
            }
        }
    }

    /// Answers what holds memory until it is closed.
    ArrowStream stream() {
        return stream;
    }

    /// Answers the statement that runs the query.
    public AlmagestStatement statement() {
        return statement;
    }

    /// Answers the rows of the record batches that were begun so far; of all, at the end.
    public long rows() {
        return stream.rows();
    }

    /// Answers the next message as a whole, the schema first; an empty array at the end. With the last
    /// record batch comes the end of the stream.
    public byte[] readMessage() throws IOException {
        try {
            return stream.readMessage();
        } finally {
            Reference.reachabilityFence(statement);
        }
    }

    @Override
    public int read() throws IOException {
        try {
            return stream.read();
        } finally {
            Reference.reachabilityFence(statement);
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return stream.read(into, offset, length);
        } finally {
            Reference.reachabilityFence(statement);
        }
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        try {
            return stream.transferTo(out);
        } finally {
            Reference.reachabilityFence(statement);
        }
    }

    /// Ends the query: any thread may do this while another one waits for rows.
    @Override
    public void close() throws IOException {
        query.cancel();
        stream.close();
        try {
            statement.resultClosed();
        } catch (SQLException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }
}
