package org.almagest.columnar.cluster;

import java.util.Optional;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.sort.SortInput;
import org.almagest.columnar.vector.Batch;

/// A part whose rows are sorted. One thread.
final class SortingPart implements TableSink.Part {
    private final ClusteredSink sink;
    private final SortInput input;
    private final KeySpans spans = new KeySpans();
    private boolean closed;

    SortingPart(ClusteredSink sink, SortInput input) {
        this.sink = sink;
        this.input = input;
    }

    @Override
    public void append(Batch batch) {
        try {
            input.append(batch);
            spans.add(input.keys(), batch.size());
        } catch (RuntimeException | Error failed) {
            sink.fail(failed);
            throw failed;
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            input.close();
        } catch (RuntimeException | Error failed) {
            sink.partEnded(Optional.of(failed));
            throw failed;
        }
        sink.partEnded(spans);
    }
}
