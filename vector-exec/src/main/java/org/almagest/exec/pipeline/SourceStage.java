package org.almagest.exec.pipeline;

import java.util.Optional;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Strip;
import org.almagest.columnar.vector.Batch;

/// The first stage of a chain: the reader of its source. It looks at the query's stop flag once per
/// batch.
final class SourceStage extends Stage implements AutoCloseable {
    private final MorselReader reader;
    private final QueryScope scope;
    private final Batch batch;

    SourceStage(Source source, QueryScope scope) {
        super(scope.metricsCollector().counter(source.node()));
        this.scope = scope;
        reader = source.reader();
        batch = new Batch(source.node().types().size());
    }

    void open(Morsel morsel) {
        reader.open(morsel);
    }

    @Override
    protected long inputNanos() {
        return 0;
    }

    @Override
    protected boolean advance() {
        return !scope.isStopping() && reader.next(batch);
    }

    boolean givesStrips() {
        return reader.givesStrips();
    }

    /// Answers the next strip, or nothing at the morsel's end, instead of `next`.
    Optional<Strip> nextStrip() {
        if (scope.isStopping()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        Optional<Strip> strip = reader.nextStrip();
        counter().nanos(System.nanoTime() - start);
        strip.ifPresent(this::count);
        return strip;
    }

    private void count(Strip strip) {
        for (int block = 0; block < strip.blocks(); block++) {
            counter().batch(strip.size(block));
        }
    }

    @Override
    public Batch batch() {
        return batch;
    }

    @Override
    public void close() {
        reader.close();
    }
}
