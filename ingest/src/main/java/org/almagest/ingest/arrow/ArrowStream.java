package org.almagest.ingest.arrow;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.vector.Batch;

/// Batches as an Arrow IPC stream (version 5 of the format) that is made while it is read: a schema
/// message, record batch messages of some 65,536 rows, the end. `transferTo` hands the columns'
/// buffers on as they stand. Memory is taken of the budget until the stream is closed. Read by one thread.
public final class ArrowStream extends InputStream {
    private static final int COPY_BYTES = 1 << 20;

    /// Where the batches come from.
    public interface Source {
        /// Makes `out` point at the next batch; false at the end.
        boolean next(Batch out) throws IOException;

        /// Answers what reading throws where no record batch can be made of the rows.
        IOException failure(AlmagestException failed);

        void close() throws IOException;
    }

    private final Source source;
    private final Batch batch;
    private final ArrowBatch record;
    private final Queue<ArrowBatch.Piece> pieces = new ArrayDeque<>();
    private int taken;
    private long rows;
    private boolean ended;

    /// Rows were taken that no message has: what would come next would lack them.
    private boolean failed;

    private boolean closed;

    public ArrowStream(List<ColumnDefinition> columns, MemoryBudget budget, Source source) {
        this.source = source;
        batch = new Batch(columns.size());
        record = new ArrowBatch(columns, budget, "an Arrow stream");
        byte[] schema = ArrowMessage.schema(columns);
        pieces.add(new ArrowBatch.Piece(schema, schema.length));
    }

    /// Answers the rows of the messages that were made so far.
    public long rows() {
        return rows;
    }

    /// Answers a piece of which there are bytes beyond `taken`; nothing at the end. What it holds stays
    /// as it is until the next call, even when the stream is closed meanwhile.
    private synchronized Optional<ArrowBatch.Piece> piece() throws IOException {
        if (closed) {
            throw new IOException("the Arrow stream is closed");
        }
        while (pieces.isEmpty() || pieces.peek().length() == taken) {
            if (!pieces.isEmpty()) {
                pieces.remove();
                taken = 0;
            } else if (!makeMessage()) {
                return Optional.empty();
            }
        }
        return Optional.of(pieces.peek());
    }

    private boolean makeMessage() throws IOException {
        if (ended) {
            return false;
        }
        if (failed) {
            throw new IOException("the Arrow stream has failed before: what it gave is not all");
        }
        failed = true;
        boolean full = fill();
        if (record.rows() > 0) {
            rows += record.rows();
            pieces.addAll(record.message());
        }
        failed = false;
        if (!full) {
            ended = true;
            byte[] end = ArrowMessage.end();
            pieces.add(new ArrowBatch.Piece(end, end.length));
        }
        return true;
    }

    /// Fills the record batch with rows; answers false when there are no more.
    private boolean fill() throws IOException {
        record.clear();
        try {
            boolean full = false;
            while (!full && source.next(batch)) {
                full = record.append(batch);
            }
            return full;
        } catch (AlmagestException failure) {
            throw source.failure(failure);
        }
    }

    @Override
    public int read() throws IOException {
        Optional<ArrowBatch.Piece> next = piece();
        return next.isPresent() ? next.get().bytes()[taken++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        int done = 0;
        while (done < length) {
            Optional<ArrowBatch.Piece> next = piece();
            if (next.isEmpty()) {
                break;
            }
            int part = Math.min(length - done, next.get().length() - taken);
            System.arraycopy(next.get().bytes(), taken, into, offset + done, part);
            taken += part;
            done += part;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    /// Answers the rest of the schema or of the next record batch, a whole message when the last call
    /// gave one; empty at the end.
    public byte[] readMessage() throws IOException {
        if (piece().isEmpty()) {
            return new byte[0];
        }
        byte[] message = new byte[left()];
        int read = read(message, 0, message.length);
        return read == message.length ? message : Arrays.copyOf(message, read);
    }

    private synchronized int left() {
        int bytes = -taken;
        for (ArrowBatch.Piece piece : pieces) {
            bytes = Math.addExact(bytes, piece.length());
        }
        return Math.max(bytes, 0);
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long written = 0;
        for (Optional<ArrowBatch.Piece> next = piece(); next.isPresent(); next = piece()) {
            int part = Math.min(next.get().length() - taken, COPY_BYTES);
            out.write(next.get().bytes(), taken, part);
            taken += part;
            written += part;
        }
        return written;
    }

    /// Ends the query that makes the rows. Any thread may do this; it waits for a message that is made.
    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            pieces.clear();
            record.close();
            source.close();
        }
    }
}
