package org.almagest.rowstore.delta;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.schema.TableSchema;

/// A scan of a delta: one morsel per slab. Holds the delta's memory until it is closed.
final class DeltaScan implements Scan {
    private final TableSchema schema;
    private final DeltaView view;
    private final ScanRequest request;
    private final BatchFilter filter;
    private final AtomicInteger claimed = new AtomicInteger();
    private final AtomicLong rowsScanned = new AtomicLong();
    private final AtomicLong rowsDelivered = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    DeltaScan(TableSchema schema, DeltaView view, ScanRequest request) {
        this.schema = schema;
        this.view = view;
        this.request = request;
        this.filter = new BatchFilter(schema, request.predicates(), view.deleted());
        view.buffer().retain();
    }

    @Override
    public List<Answer> answers() {
        return request.predicates().stream()
                .map(predicate -> filter.isExact(predicate) ? Answer.EXACT : Answer.PRUNED)
                .toList();
    }

    @Override
    public OptionalInt morselCount() {
        return OptionalInt.of(view.slabs().size());
    }

    @Override
    public Optional<DeltaMorsel> claim() {
        int next = claimed.getAndUpdate(n -> Math.min(n + 1, view.slabs().size()));
        return next < view.slabs().size() ? Optional.of(new DeltaMorsel(next, next)) : Optional.empty();
    }

    @Override
    public DeltaReader reader() {
        return new DeltaReader(schema, view, request, filter, this);
    }

    void count(int scanned, int delivered) {
        rowsScanned.addAndGet(scanned);
        rowsDelivered.addAndGet(delivered);
    }

    @Override
    public ScanMetrics metrics() {
        return new ScanMetrics(0, 0, 0, 0, 0, 0, 0, rowsScanned.get(), rowsDelivered.get(), 0, 0, 0);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            view.buffer().release();
        }
    }
}
