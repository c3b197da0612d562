package org.almagest.cli.load;

import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.TableSchema;

/// Lets several loads fill one sink one after the other: the parts of each come behind those of the
/// one before. Committing and closing are the owner's.
final class ConsecutiveSink implements TableSink {
    private final TableSink sink;
    private final long first;
    private long next;

    ConsecutiveSink(TableSink sink, long first) {
        this.sink = sink;
        this.first = first;
        this.next = first;
    }

    @Override
    public TableSchema schema() {
        return sink.schema();
    }

    @Override
    public Part part(long sequence) {
        synchronized (this) {
            next = Math.max(next, first + sequence + 1);
        }
        return sink.part(first + sequence);
    }

    /// Answers the number of the part that comes next.
    synchronized long next() {
        return next;
    }

    @Override
    public long commit() {
        throw new IllegalStateException("the sink's owner commits");
    }

    @Override
    public void close() {}
}
