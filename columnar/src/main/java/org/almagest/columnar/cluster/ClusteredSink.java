package org.almagest.columnar.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.sort.ExternalSort;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.type.DataType;

/// Brings the rows of a load into the table's order and hands them to the sink of its segments.
///
/// Parts are sorted as they come, in memory or through `files`, which it closes; `complete` merges them
/// with several threads. Once `OrderSurvey` finds that rows come nearly in order, parts pass into
/// the segments at once, and those sorted until then come behind them. Within a load, equal keys
/// that were sorted keep their order.
public final class ClusteredSink implements TableSink {
    private static final long BYTES_PER_THREAD = 64 << 20;

    private final TableSink segments;
    private final ExternalSort sort;
    private final KeyEncoders encoders;
    private final OrderSurvey survey = new OrderSurvey();
    private final long shareBytes;

    // Guarded by this.
    private long nextSegmentPart;
    private int openParts;
    private int mostOpenParts;
    private Optional<RuntimeException> failure = Optional.empty();
    private boolean completed;

    /// Sorts with at most half of the budget.
    public ClusteredSink(TableSink segments, SpillFiles files, MemoryBudget budget) {
        this.segments = segments;
        TableSchema schema = segments.schema();
        encoders = new KeyEncoders(ClusterKeys.of(schema));
        shareBytes = Math.max(1, budget.limit() / 2);
        List<DataType> types =
                schema.columns().stream().map(ColumnDefinition::type).toList();
        sort = new ExternalSort(files, types, ClusterKeys.of(schema), budget, shareBytes);
    }

    @Override
    public TableSchema schema() {
        return segments.schema();
    }

    @Override
    public Part part(long sequence) {
        synchronized (this) {
            requireUsable();
            openParts++;
            mostOpenParts = Math.max(mostOpenParts, openParts);
        }
        try {
            return survey.isNearlyInOrder() ? passing() : new SortingPart(this, sort.input(sequence));
        } catch (RuntimeException | Error failed) {
            partEnded(Optional.of(failed));
            throw failed;
        }
    }

    /// Numbers are given in the order in which parts start: the segments' sink waits for the least.
    private Part passing() {
        long number;
        synchronized (this) {
            number = nextSegmentPart++;
        }
        return new PassingPart(this, segments.part(number), encoders.take());
    }

    KeyEncoders encoders() {
        return encoders;
    }

    private void requireUsable() {
        if (failure.isPresent()) {
            throw AlmagestException.of(
                    SqlState.IO_ERROR,
                    "the load failed already: " + failure.get().getMessage(),
                    failure.get());
        }
        if (completed) {
            throw new IllegalStateException("the sink takes no more parts");
        }
    }

    void partEnded(KeySpans spans) {
        survey.add(spans);
        partEnded(Optional.empty());
    }

    synchronized void partEnded(Optional<Throwable> reason) {
        openParts--;
        reason.ifPresent(this::fail);
    }

    synchronized void fail(Throwable reason) {
        if (failure.isEmpty()) {
            failure = Optional.of(reason instanceof RuntimeException known ? known : new IllegalStateException(reason));
        }
    }

    /// Merges what was sorted into segments.
    @Override
    public void complete() {
        synchronized (this) {
            if (completed) {
                return;
            }
            requireUsable();
            if (openParts > 0) {
                throw new IllegalStateException("parts must be closed before a sink is complete: " + openParts);
            }
            completed = true;
        }
        try {
            sort.finish();
            int threads = threads();
            new OrderedRows(sort, segments, nextSegmentPart, shareBytes / (4L * threads)).copy(threads);
        } catch (RuntimeException | Error failed) {
            fail(failed);
            throw failed;
        }
        sort.close();
        segments.complete();
    }

    /// Each thread collects a row group and encodes it.
    private int threads() {
        int useful = Math.min(mostOpenParts, Runtime.getRuntime().availableProcessors());
        return (int) Math.max(1, Math.min(useful, shareBytes / BYTES_PER_THREAD));
    }

    @Override
    public long commit() {
        complete();
        synchronized (this) {
            if (failure.isPresent()) {
                throw AlmagestException.of(
                        SqlState.IO_ERROR,
                        "the load failed already: " + failure.get().getMessage(),
                        failure.get());
            }
        }
        return segments.commit();
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (AutoCloseable each : List.<AutoCloseable>of(sort, segments)) {
            try {
                each.close();
            } catch (RuntimeException failed) {
                failures.add(failed);
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
