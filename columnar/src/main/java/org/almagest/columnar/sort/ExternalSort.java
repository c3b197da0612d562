package org.almagest.columnar.sort;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.spill.RowFormat;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.spill.SpillWriter;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;

/// Sorts rows within a memory limit.
///
/// ```text
/// input()   from any thread: batches -> a run in memory -> where memory is short, a sorted file
/// finish()  once all inputs are closed: too many files are merged into fewer
/// take()    from any thread: the next rows in order
/// ```
///
/// Memory for the rows comes from a share of a budget, what else is needed from the rest of it.
/// Files are removed by `close()`; where they are is the matter of `SpillFiles`.
public final class ExternalSort implements AutoCloseable {
    private static final int BLOCK_BYTES = 256 << 10;

    private static final int MOST_FAN_IN = 256;

    private final SpillFiles files;
    private final RowFormat format;
    private final Supplier<KeyEncoder> encoders;
    private final MemoryBudget budget;
    private final MemoryBudget share;
    private final SpilledRuns spilled;

    // Guarded by this.
    private final List<RunBuilder> builders = new ArrayList<>();
    private final ArrayDeque<RunBuilder> idle = new ArrayDeque<>();
    private Optional<RunMerge> merge = Optional.empty();
    private boolean closed;

    /// Takes at most `shareBytes` of a budget; `types` are the columns of all batches.
    public ExternalSort(
            SpillFiles files,
            List<DataType> types,
            Supplier<KeyEncoder> encoders,
            MemoryBudget budget,
            long shareBytes) {
        this.files = files;
        this.encoders = encoders;
        this.budget = budget;
        share = budget.child("a sort", shareBytes);
        format = new RowFormat(types);
        int blockBytes = (int) Math.max(4 << 10, Math.min(BLOCK_BYTES, shareBytes / 32));
        spilled = new SpilledRuns(files, types, budget, blockBytes);
    }

    /// Starts the part `sequence` of the input, whose rows come before those of higher ones where
    /// keys are equal. One thread; it closes it.
    public SortInput input(long sequence) {
        if (sequence < 0 || sequence > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a part's number must be from 0 to 2^31 - 1: " + sequence);
        }
        return new SortInput(this, takeBuilder(), sequence << Integer.SIZE);
    }

    private synchronized RunBuilder takeBuilder() {
        requireOpen();
        RunBuilder builder = idle.poll();
        if (builder == null) {
            builder = new RunBuilder(format, encoders.get(), share);
            builders.add(builder);
        }
        return builder;
    }

    private void requireOpen() {
        if (closed || merge.isPresent()) {
            throw new IllegalStateException("the sort takes no more rows");
        }
    }

    synchronized void giveBack(RunBuilder builder) {
        if (closed) {
            builder.close();
        } else {
            idle.add(builder);
        }
    }

    /// Appends the batch that a builder has prepared; what is in memory goes to a file where there
    /// is no room for more.
    void append(RunBuilder builder, Batch batch, long bytes, long number) {
        if (builder.rows() > 0 && builder.usedBytes() + bytes > usableBytes()) {
            spill(builder);
        }
        if (builder.tryAppend(batch, bytes, number)) {
            return;
        }
        if (builder.rows() > 0) {
            spill(builder);
        }
        // Its chunks may be too small, and others have the rest.
        builder.close();
        if (!builder.tryAppend(batch, bytes, number)) {
            spillAlone(batch, number);
        }
    }

    /// Answers what each builder may use, so that none takes it all.
    private synchronized long usableBytes() {
        return share.limit() / 4 * 3 / builders.size();
    }

    /// Makes a run of a batch for which the share has no room, of memory beyond it.
    private void spillAlone(Batch batch, long number) {
        try (RunBuilder alone = new RunBuilder(format, encoders.get(), budget)) {
            long bytes = alone.prepare(batch);
            if (!alone.tryAppend(batch, bytes, number)) {
                throw AlmagestException.of(
                                SqlState.OUT_OF_MEMORY,
                                "sorting needs " + bytes + " bytes more than the memory limit allows (" + budget.limit()
                                        + " bytes, " + budget.reserved() + " taken)")
                        .hint("raise the limit with --memory or SET memory_limit");
            }
            spill(alone);
        }
    }

    private void spill(RunBuilder builder) {
        long[] rows = builder.sort();
        try (SpillWriter writer = spilled.rowWriter()) {
            for (int i = 0; i < builder.rows(); i++) {
                writer.append(rows[i]);
            }
            spilled.add(writer.finish());
        }
        builder.clear();
    }

    /// Ends the input; every `SortInput` is closed.
    public synchronized void finish() {
        requireOpen();
        if (idle.size() < builders.size()) {
            throw new IllegalStateException("inputs must be closed before the sort is finished");
        }
        builders.parallelStream().forEach(RunBuilder::sort);
        if (spilled.isEmpty()) {
            List<RunCursor> cursors = new ArrayList<>();
            builders.stream().filter(builder -> builder.rows() > 0).forEach(b -> cursors.add(new MemoryCursor(b)));
            merge = Optional.of(new RunMerge(cursors));
            return;
        }
        for (RunBuilder builder : builders) {
            if (builder.rows() > 0) {
                spill(builder);
            }
            builder.close();
        }
        spilled.mergeDownTo((int) Math.min(MOST_FAN_IN, share.limit() / 2 / spilled.blockBytes()));
        merge = Optional.of(spilled.merge());
    }

    /// Makes room for rows of the result, for one thread; it closes it.
    public RowSlice slice() {
        return new RowSlice(format, budget);
    }

    /// Fills a slice with the next rows in order, at most `mostRows` of about `mostBytes` as they
    /// are sorted; answers false when there are none left.
    public synchronized boolean take(RowSlice slice, int mostRows, long mostBytes) {
        if (closed) {
            throw new IllegalStateException("the sort is closed");
        }
        slice.fill(merge.orElseThrow(), mostRows, mostBytes);
        return slice.rows() > 0;
    }

    /// Answers how many bytes went to files.
    public long spilledBytes() {
        return files.bytesWritten();
    }

    /// Frees memory and removes the files.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            merge.ifPresent(RunMerge::close);
        } finally {
            builders.forEach(RunBuilder::close);
            files.close();
        }
    }
}
