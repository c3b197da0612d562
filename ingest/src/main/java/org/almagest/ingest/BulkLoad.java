package org.almagest.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;

/// Copies rows from a source to a sink with several threads: each claims a morsel, which becomes
/// the sink's part of the same number, so that the rows keep the source's order.
///
/// The first failure stops all threads and is thrown by `run`; so does `cancel`. The caller commits
/// the sink, or closes it without: then nothing is left.
public final class BulkLoad {
    private static final long PROGRESS_MILLIS = 100;

    private final Scannable source;
    private final List<Integer> columns;
    private final TableSink sink;
    private final int threads;
    private OptionalLong sourceBytes = OptionalLong.empty();
    private LoadProgress.Listener listener = now -> {};
    private final LongAdder rows = new LongAdder();
    private final Object failureLock = new Object();
    private Failure failure;
    private volatile boolean stopped;
    private volatile boolean canceled;

    private record Failure(int morsel, Throwable cause) {}

    /// Prepares a load of `columns` (positions in the source's schema) into the sink's columns, in
    /// their order; the physical types must be the same.
    public BulkLoad(Scannable source, List<Integer> columns, TableSink sink, int threads) {
        this.source = source;
        this.columns = List.copyOf(columns);
        this.sink = sink;
        this.threads = threads;
        if (threads < 1) {
            throw new IllegalArgumentException("a load needs a thread: " + threads);
        }
        TableSchema target = sink.schema();
        if (target.columnCount() != columns.size()) {
            throw AlmagestException.of(
                    SqlState.DATATYPE_MISMATCH,
                    source.describe() + " gives " + columns.size() + " columns, the table has " + target.columnCount());
        }
        for (int i = 0; i < columns.size(); i++) {
            var from = source.schema().column(columns.get(i));
            var to = target.column(i);
            if (from.type().physical() != to.type().physical()) {
                throw AlmagestException.of(
                        SqlState.DATATYPE_MISMATCH,
                        "column " + from.name() + " of " + source.describe() + " is " + from.type() + ", column "
                                + to.name() + " of the table is " + to.type());
            }
        }
    }

    /// Prepares a load of all columns.
    public static BulkLoad ofAll(Scannable source, TableSink sink, int threads) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < source.schema().columnCount(); i++) {
            all.add(i);
        }
        return new BulkLoad(source, all, sink, threads);
    }

    /// Names a listener.
    public BulkLoad listener(LoadProgress.Listener progressListener) {
        listener = progressListener;
        return this;
    }

    /// Tells how many bytes the source has, for the progress of one that does not know its rows.
    public BulkLoad sourceBytes(long bytes) {
        sourceBytes = OptionalLong.of(bytes);
        return this;
    }

    /// Asks the load to stop, from any thread; `run` then fails with 57014.
    public void cancel() {
        canceled = true;
        stopped = true;
    }

    /// Copies everything and answers the number of rows; blocks until all threads have ended.
    public long run() {
        try (Scan scan = source.scan(ScanRequest.of(columns))) {
            int workers = Math.max(1, Math.min(threads, scan.morselCount().orElse(threads)));
            CountDownLatch running = new CountDownLatch(workers);
            for (int i = 0; i < workers; i++) {
                Thread.ofPlatform().daemon().name("almagest-load-" + i).start(() -> {
                    try {
                        work(scan);
                    } finally {
                        running.countDown();
                    }
                });
            }
            await(running, scan);
            throwFailure();
            if (canceled) {
                throw AlmagestException.of(SqlState.QUERY_CANCELED, "the load was canceled; nothing was changed");
            }
            listener.progress(new LoadProgress(rows.sum(), scan.metrics().bytesRead(), OptionalDouble.of(1)));
            return rows.sum();
        }
    }

    /// Waits for the workers and reports progress. An interrupt cancels the load; the workers
    /// themselves are never interrupted.
    private void await(CountDownLatch running, Scan scan) {
        boolean interrupted = false;
        boolean done = false;
        while (!done) {
            try {
                done = running.await(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
                if (!done && !stopped) {
                    listener.progress(progress(scan));
                }
            } catch (InterruptedException stop) {
                interrupted = true;
                cancel();
            } catch (RuntimeException listenerFailure) {
                fail(Integer.MAX_VALUE, listenerFailure);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private LoadProgress progress(Scan scan) {
        long doneRows = rows.sum();
        long doneBytes = scan.metrics().bytesRead();
        OptionalLong allRows = source.rowCount();
        OptionalDouble fraction = OptionalDouble.empty();
        if (allRows.isPresent()) {
            fraction = OptionalDouble.of(Math.min(1, doneRows / (double) Math.max(1, allRows.getAsLong())));
        } else if (sourceBytes.isPresent()) {
            fraction = OptionalDouble.of(Math.min(1, doneBytes / (double) Math.max(1, sourceBytes.getAsLong())));
        }
        return new LoadProgress(doneRows, doneBytes, fraction);
    }

    private void work(Scan scan) {
        int morsel = Integer.MAX_VALUE;
        try (MorselReader reader = scan.reader()) {
            Batch batch = new Batch(columns.size());
            while (!stopped) {
                Optional<? extends Morsel> claimed = scan.claim();
                if (claimed.isEmpty()) {
                    return;
                }
                morsel = claimed.get().index();
                copy(reader, claimed.get(), batch);
            }
        } catch (Throwable cause) {
            fail(morsel, cause);
        }
    }

    /// Copies one morsel. The part is opened first and closed whatever happens, so that no thread
    /// waits for it in vain.
    private void copy(MorselReader reader, Morsel morsel, Batch batch) {
        try (TableSink.Part part = sink.part(morsel.index())) {
            try {
                reader.open(morsel);
                while (!stopped && reader.next(batch)) {
                    part.append(batch);
                    rows.add(batch.size());
                }
            } catch (Throwable cause) {
                fail(morsel.index(), cause);
            }
        }
    }

    /// Keeps the failure of the earliest morsel.
    private void fail(int morsel, Throwable cause) {
        synchronized (failureLock) {
            if (failure == null || morsel < failure.morsel()) {
                failure = new Failure(morsel, cause);
            }
        }
        stopped = true;
    }

    private void throwFailure() {
        Throwable cause;
        synchronized (failureLock) {
            if (failure == null) {
                return;
            }
            cause = failure.cause();
        }
        switch (cause) {
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            default -> throw new IllegalStateException("a load failed with a checked exception", cause);
        }
    }
}
