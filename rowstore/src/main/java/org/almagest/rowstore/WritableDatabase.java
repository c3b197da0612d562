package org.almagest.rowstore;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.almagest.columnar.cluster.ClusteredSink;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.segment.SegmentTableSink;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.DatabaseLayout;
import org.almagest.rowstore.manifest.TableVersion;

/// What a writer needs of the database: commits, sinks, and the upkeep of deltas and log.
///
/// Upkeep that nobody asked for runs on the thread whose commit made it due. Its failure does not
/// undo that commit, which is durable; it is tried again after `RETRY_COMMITS` more.
final class WritableDatabase {
    /// A delta with more rows is flushed into a segment.
    static final long DELTA_ROWS = 131_072;

    private static final long DELTA_BYTES = 32 << 20;
    private static final long LOG_BYTES = 64 << 20;

    /// A checkpoint flushes deltas of at least this size; the log carries smaller ones on.
    private static final long CARRIED_ROWS = 8_192;

    private static final long CARRIED_BYTES = 1 << 20;
    private static final long RETRY_COMMITS = 1_000;
    private static final System.Logger LOGGER = System.getLogger(WritableDatabase.class.getName());

    private final FileSystem files;
    private final DatabaseLayout layout;
    private final MemoryBudget budget;
    private final SegmentFiles segments;
    private final SnapshotPins pins;
    private final CommitPipeline pipeline;
    private final Checkpoints checkpoints;
    private final Fence fence;
    private final AtomicInteger nextTableId;
    private final ReentrantLock upkeep = new ReentrantLock();
    private volatile long noUpkeepBeforeLsn;

    /// Makes checkpoints; the in-memory database has one that does nothing.
    interface Checkpoints {
        /// Answers the bytes of the log.
        long logBytes();

        /// Makes the visible version the checkpoint; on the log thread.
        void write();
    }

    WritableDatabase(
            FileSystem files,
            DatabaseLayout layout,
            MemoryBudget budget,
            SegmentFiles segments,
            SnapshotPins pins,
            CommitPipeline pipeline,
            Checkpoints checkpoints,
            Fence fence) {
        this.files = files;
        this.layout = layout;
        this.budget = budget;
        this.segments = segments;
        this.pins = pins;
        this.pipeline = pipeline;
        this.checkpoints = checkpoints;
        this.fence = fence;
        this.nextTableId = new AtomicInteger(pins.visible().nextTableId());
    }

    FileSystem files() {
        return files;
    }

    DatabaseLayout layout() {
        return layout;
    }

    MemoryBudget budget() {
        return budget;
    }

    CatalogVersion visible() {
        return pins.visible();
    }

    Optional<RuntimeException> fenced() {
        return fence.cause();
    }

    CatalogSnapshot snapshot() {
        CatalogVersion version = pins.pin();
        return new CatalogSnapshot(version, segments, () -> pins.unpin(version.lsn()));
    }

    IndexRuns indexRuns() {
        return new IndexRuns(segments, files, layout, budget);
    }

    SnapshotPins pins() {
        return pins;
    }

    SegmentFiles segmentFiles() {
        return segments;
    }

    /// Answers an id that no table has had and no other caller gets.
    int newTableId() {
        return nextTableId.getAndIncrement();
    }

    CatalogVersion commit(CommitPipeline.Decision decision) {
        CatalogVersion version = pipeline.commit(decision);
        if (checkpoints.logBytes() > LOG_BYTES) {
            tryUpkeep(this::checkpoint);
        }
        return version;
    }

    /// Opens a sink of segments in a table's directory, which brings rows into the order of the
    /// table's layout. `onCommit` is given descriptions whose path
    /// is the file's name alone, as the catalog keeps them.
    TableSink sink(int tableId, TableSchema schema, Consumer<List<SegmentDescription>> onCommit) {
        try {
            segments.makeDirectory(tableId);
        } catch (IOException failure) {
            throw StorageFailure.of("make", layout.tableDirectory(tableId), failure);
        }
        TableSink segmentSink = new SegmentTableSink(
                files,
                layout.tableDirectory(tableId),
                () -> segments.newPath(tableId),
                schema,
                budget,
                made -> onCommit.accept(
                        made.stream().map(WritableDatabase::named).toList()));
        boolean asTheyCome = schema.layout().clustering() instanceof Clustering.FileOrder;
        TableSink sink = asTheyCome
                ? segmentSink
                : new ClusteredSink(segmentSink, SpillFiles.in(files, layout.tableDirectory(tableId)), budget);
        return new LoadSink(sink, () -> {
            if (visible().table(tableId).isEmpty()) {
                segments.removeDirectory(tableId);
            }
        });
    }

    static SegmentDescription named(SegmentDescription made) {
        String fileName = made.path().substring(made.path().lastIndexOf('/') + 1);
        return new SegmentDescription(fileName, made.fileId(), made.rows(), made.bytes(), made.columns());
    }

    /// Flushes a table's delta when it has grown large.
    void maintain(TableVersion table) {
        if (table.delta().rowCount() > DELTA_ROWS || table.delta().byteCount() > DELTA_BYTES) {
            tryUpkeep(() -> flush(table.id()));
        }
    }

    private void tryUpkeep(Runnable work) {
        boolean busy = upkeep.isHeldByCurrentThread() || visible().lsn() < noUpkeepBeforeLsn;
        if (busy || !upkeep.tryLock()) {
            return;
        }
        try {
            work.run();
        } catch (AlmagestException failure) {
            noUpkeepBeforeLsn = visible().lsn() + RETRY_COMMITS;
            LOGGER.log(System.Logger.Level.WARNING, "upkeep of {0} failed: {1}", layout.root(), failure.getMessage());
        } finally {
            upkeep.unlock();
        }
    }

    /// Writes the rows of a table's delta into segments, in one commit.
    void flush(int tableId) {
        upkeep.lock();
        try (CatalogSnapshot snapshot = snapshot()) {
            snapshot.version()
                    .table(tableId)
                    .filter(table -> !table.delta().isEmpty())
                    .ifPresent(table -> new DeltaFlush(this, table, snapshot.lsn()).run());
        } finally {
            upkeep.unlock();
        }
    }

    /// Makes a checkpoint: large deltas become segments, the log starts anew.
    void checkpoint() {
        upkeep.lock();
        try {
            for (TableVersion table : visible().tables()) {
                if (table.delta().rowCount() >= CARRIED_ROWS || table.delta().byteCount() >= CARRIED_BYTES) {
                    flush(table.id());
                }
            }
            pipeline.runBetweenCommits(checkpoints::write);
        } finally {
            upkeep.unlock();
        }
    }

    /// Fails for a database that is open read-only.
    static AlmagestException readOnly(String database) {
        return AlmagestException.of(SqlState.READ_ONLY, database + " is open read-only")
                .hint("open it for writing");
    }
}
