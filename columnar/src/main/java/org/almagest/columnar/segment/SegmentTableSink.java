package org.almagest.columnar.segment;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.TableSchema;

/// Writes rows into new segment files of a directory. The files are finished and durable before
/// `onCommit` is given their descriptions; what makes them visible is its affair. Closing the sink
/// without a commit removes them.
///
/// ```text
/// part 3 (thread A)   batches -> RowGroupBuilder -> EncodedRowGroup --+
/// part 4 (thread B)   batches -> RowGroupBuilder -> EncodedRowGroup --+-- in order of sequence
///                                                                     v
///                                            SegmentWriter (whoever completes the next one writes)
/// ```
///
/// A part may run ahead of the lowest open one by `AHEAD_PARTS` and by two encoded row groups; then
/// its thread waits. The lowest open part never waits, so there is always one that goes on.
public final class SegmentTableSink implements TableSink {
    private static final int AHEAD_PARTS = 16;
    private static final int AHEAD_GROUPS = 2;

    private final FileSystem files;
    private final TableSchema schema;
    private final MemoryBudget budget;
    private final Supplier<String> paths;
    private final String directory;
    private final Consumer<List<SegmentDescription>> onCommit;
    private final long segmentBytes;

    // Guarded by this.
    private final Map<Long, ArrayDeque<EncodedRowGroup>> waitingGroups = new HashMap<>();
    private final Set<Long> openParts = new HashSet<>();
    private final Set<Long> closedParts = new HashSet<>();
    private final ArrayDeque<RowGroupBuilder> idleBuilders = new ArrayDeque<>();
    private final List<SegmentDescription> finished = new ArrayList<>();
    private Optional<SegmentWriter> writer = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();
    private boolean writing;
    private long next;
    private long rows;
    private boolean over;

    /// `paths` names each new file, in `directory`, which exists. Pages are as small as the layout of
    /// the schema says.
    public SegmentTableSink(
            FileSystem files,
            String directory,
            Supplier<String> paths,
            TableSchema schema,
            MemoryBudget budget,
            Consumer<List<SegmentDescription>> onCommit) {
        this(files, directory, paths, schema, budget, onCommit, SegmentFormat.SEGMENT_BYTES);
    }

    /// Makes a sink whose files get no more row groups once they have `segmentBytes`.
    SegmentTableSink(
            FileSystem files,
            String directory,
            Supplier<String> paths,
            TableSchema schema,
            MemoryBudget budget,
            Consumer<List<SegmentDescription>> onCommit,
            long segmentBytes) {
        this.files = files;
        this.segmentBytes = segmentBytes;
        this.directory = directory;
        this.paths = paths;
        this.schema = schema;
        this.budget = budget;
        this.onCommit = onCommit;
    }

    /// Makes a sink of a single file, however large it becomes.
    public static SegmentTableSink ofOneFile(
            FileSystem files,
            String directory,
            String path,
            TableSchema schema,
            MemoryBudget budget,
            Consumer<List<SegmentDescription>> onCommit) {
        return new SegmentTableSink(files, directory, () -> path, schema, budget, onCommit, Long.MAX_VALUE);
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public Part part(long sequence) {
        synchronized (this) {
            requireUsable();
            if (sequence < next || openParts.contains(sequence) || closedParts.contains(sequence)) {
                throw new IllegalStateException("a part must be started once: " + sequence);
            }
            while (sequence >= next + AHEAD_PARTS && failure.isEmpty()) {
                await();
            }
            requireUsable();
            openParts.add(sequence);
            return new SegmentPart(this, sequence, takeBuilder());
        }
    }

    private RowGroupBuilder takeBuilder() {
        RowGroupBuilder idle = idleBuilders.poll();
        return idle != null ? idle : new RowGroupBuilder(schema, budget);
    }

    private void requireUsable() {
        if (failure.isPresent()) {
            throw AlmagestException.of(
                    SqlState.IO_ERROR,
                    "the load failed already: " + failure.get().getMessage(),
                    failure.get());
        }
        if (over) {
            throw new IllegalStateException("the sink is closed");
        }
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw AlmagestException.of(SqlState.QUERY_CANCELED, "the load was interrupted", stopped);
        }
    }

    /// Takes a row group of a part; waits while the part is too far ahead.
    void add(long sequence, EncodedRowGroup group) {
        synchronized (this) {
            try {
                requireUsable();
                ArrayDeque<EncodedRowGroup> groups = waitingGroups.computeIfAbsent(sequence, key -> new ArrayDeque<>());
                while (sequence != next && groups.size() >= AHEAD_GROUPS && failure.isEmpty()) {
                    await();
                }
                requireUsable();
                groups.add(group);
            } catch (RuntimeException refused) {
                group.close();
                throw refused;
            }
        }
        drain();
    }

    void closePart(long sequence, RowGroupBuilder builder) {
        synchronized (this) {
            openParts.remove(sequence);
            closedParts.add(sequence);
            if (over) {
                builder.close();
            } else {
                builder.clear();
                idleBuilders.add(builder);
            }
        }
        drain();
    }

    /// Answers whether the load cannot be committed any more.
    synchronized boolean hasFailed() {
        return failure.isPresent() || over;
    }

    void fail(RuntimeException reason) {
        synchronized (this) {
            if (failure.isEmpty()) {
                failure = Optional.of(reason);
            }
            notifyAll();
        }
    }

    /// Writes what is next in order, unless another thread is at it.
    private void drain() {
        while (true) {
            EncodedRowGroup group;
            synchronized (this) {
                if (writing || over || failure.isPresent()) {
                    return;
                }
                Optional<EncodedRowGroup> ready = takeNext();
                if (ready.isEmpty()) {
                    return;
                }
                group = ready.get();
                writing = true;
            }
            try (group) {
                write(group);
            } catch (RuntimeException | Error failed) {
                fail(failed instanceof RuntimeException known ? known : new IllegalStateException(failed));
                throw failed;
            } finally {
                synchronized (this) {
                    writing = false;
                    notifyAll();
                }
            }
        }
    }

    /// Takes the next row group in order, stepping over parts that are complete.
    private Optional<EncodedRowGroup> takeNext() {
        while (true) {
            ArrayDeque<EncodedRowGroup> groups = waitingGroups.getOrDefault(next, new ArrayDeque<>());
            if (!groups.isEmpty()) {
                return Optional.of(groups.poll());
            }
            if (!closedParts.remove(next)) {
                return Optional.empty();
            }
            waitingGroups.remove(next);
            next++;
            notifyAll();
        }
    }

    private void write(EncodedRowGroup group) {
        if (writer.isPresent() && writer.get().isFull(segmentBytes)) {
            finishFile();
        }
        if (writer.isEmpty()) {
            long fileId = ThreadLocalRandom.current().nextLong();
            writer = Optional.of(SegmentWriter.create(files, paths.get(), fileId, schema, budget));
        }
        writer.get().append(group);
        rows += group.rows();
    }

    private void finishFile() {
        if (writer.isPresent()) {
            finished.add(writer.get().finish());
            writer = Optional.empty();
        }
    }

    @Override
    public synchronized long commit() {
        requireUsable();
        if (!openParts.isEmpty() || !closedParts.isEmpty() || !waitingGroups.isEmpty()) {
            throw new IllegalStateException("parts must be dense and closed before a commit; open: " + openParts);
        }
        finishFile();
        try {
            files.syncDirectory(directory);
        } catch (IOException failed) {
            throw StorageFailure.of("sync", directory, failed);
        }
        onCommit.accept(List.copyOf(finished));
        over = true;
        releaseMemory();
        return rows;
    }

    @Override
    public synchronized void close() {
        if (over) {
            return;
        }
        while (writing) {
            await();
        }
        over = true;
        releaseMemory();
        writer.ifPresent(SegmentWriter::close);
        for (SegmentDescription file : finished) {
            try {
                files.delete(file.path());
            } catch (IOException failed) {
                throw StorageFailure.of("remove", file.path(), failed);
            }
        }
    }

    private void releaseMemory() {
        idleBuilders.forEach(RowGroupBuilder::close);
        idleBuilders.clear();
        waitingGroups.values().forEach(groups -> groups.forEach(EncodedRowGroup::close));
        waitingGroups.clear();
    }
}
