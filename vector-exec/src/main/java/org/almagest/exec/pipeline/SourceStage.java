package org.almagest.exec.pipeline;

import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
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

    @Override
    public Batch batch() {
        return batch;
    }

    @Override
    public void close() {
        reader.close();
    }
}
