package org.almagest.columnar.segment;

import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.vector.Batch;

/// One part of a load: collects rows and hands over each row group as it is full. One thread.
final class SegmentPart implements TableSink.Part {
    private final SegmentTableSink sink;
    private final long sequence;
    private final RowGroupBuilder builder;
    private boolean failed;
    private boolean closed;

    SegmentPart(SegmentTableSink sink, long sequence, RowGroupBuilder builder) {
        this.sink = sink;
        this.sequence = sequence;
        this.builder = builder;
    }

    @Override
    public void append(Batch batch) {
        try {
            int at = 0;
            while (at < batch.size()) {
                at = builder.append(batch, at);
                if (builder.isFull()) {
                    sink.add(sequence, builder.encode());
                }
            }
        } catch (RuntimeException | Error reason) {
            fail(reason);
            throw reason;
        }
    }

    private void fail(Throwable reason) {
        failed = true;
        sink.fail(reason instanceof RuntimeException known ? known : new IllegalStateException(reason));
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!failed && !sink.hasFailed() && builder.rows() > 0) {
                sink.add(sequence, builder.encode());
            }
        } catch (RuntimeException | Error reason) {
            fail(reason);
            throw reason;
        } finally {
            sink.closePart(sequence, builder);
        }
    }
}
