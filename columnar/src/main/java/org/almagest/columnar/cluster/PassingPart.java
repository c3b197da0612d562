package org.almagest.columnar.cluster;

import java.util.Optional;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.sort.KeyEncoder;
import org.almagest.columnar.sort.NormalisedKeys;
import org.almagest.columnar.vector.Batch;

/// A part whose rows go into segments as they come; their keys are looked at alone. One thread.
final class PassingPart implements TableSink.Part {
    private final ClusteredSink sink;
    private final TableSink.Part part;
    private final KeyEncoder encoder;
    private final NormalisedKeys keys = new NormalisedKeys();
    private final KeySpans spans = new KeySpans();
    private boolean closed;

    PassingPart(ClusteredSink sink, TableSink.Part part, KeyEncoder encoder) {
        this.sink = sink;
        this.part = part;
        this.encoder = encoder;
    }

    @Override
    public void append(Batch batch) {
        keys.clear();
        encoder.encode(batch, keys);
        spans.add(keys, batch.size());
        part.append(batch);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        sink.encoders().giveBack(encoder);
        try {
            part.close();
        } catch (RuntimeException | Error failed) {
            sink.partEnded(Optional.of(failed));
            throw failed;
        }
        sink.partEnded(spans);
    }
}
