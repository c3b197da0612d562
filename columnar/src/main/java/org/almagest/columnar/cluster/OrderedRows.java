package org.almagest.columnar.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.sort.ExternalSort;
import org.almagest.columnar.sort.RowSlice;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;

/// Copies the result of a sort into segments with several threads: one at a time takes the next
/// rows, and turns them into pages while others take the rows behind them.
final class OrderedRows {
    private static final long MOST_BYTES = 64 << 20;

    private final ExternalSort sort;
    private final TableSink target;
    private final long sliceBytes;

    // Guarded by this.
    private long nextPart;
    private Optional<Throwable> failure = Optional.empty();

    OrderedRows(ExternalSort sort, TableSink target, long firstPart, long mostSliceBytes) {
        this.sort = sort;
        this.target = target;
        nextPart = firstPart;
        sliceBytes = Math.max(1, Math.min(MOST_BYTES, mostSliceBytes));
    }

    /// Copies all rows; the calling thread is one of the threads.
    void copy(int threads) {
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            others.add(
                    Thread.ofPlatform().daemon().name("almagest-cluster-" + i).start(this::copyParts));
        }
        copyParts();
        boolean interrupted = false;
        for (Thread other : others) {
            while (other.isAlive()) {
                try {
                    other.join();
                } catch (InterruptedException stopped) {
                    interrupted = true;
                    fail(AlmagestException.of(SqlState.QUERY_CANCELED, "the load was interrupted", stopped));
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (failure.isPresent()) {
                throw failure.get() instanceof RuntimeException known
                        ? known
                        : new IllegalStateException(failure.get());
            }
        }
    }

    private synchronized void fail(Throwable reason) {
        if (failure.isEmpty()) {
            failure = Optional.of(reason);
        }
    }

    private void copyParts() {
        List<DataType> types =
                target.schema().columns().stream().map(ColumnDefinition::type).toList();
        try (RowSlice slice = sort.slice()) {
            Batch batch = Batch.allocate(types);
            for (Optional<TableSink.Part> part = take(slice); part.isPresent(); part = take(slice)) {
                try (TableSink.Part open = part.get()) {
                    while (slice.next(batch)) {
                        open.append(batch);
                    }
                }
            }
        } catch (Throwable failed) {
            fail(failed);
        }
    }

    /// Parts are started in order, and none is once a thread has failed.
    private synchronized Optional<TableSink.Part> take(RowSlice slice) {
        if (failure.isPresent() || !sort.take(slice, TableSink.ROW_GROUP_ROWS, sliceBytes)) {
            return Optional.empty();
        }
        return Optional.of(target.part(nextPart++));
    }
}
