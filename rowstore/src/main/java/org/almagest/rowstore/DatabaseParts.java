package org.almagest.rowstore;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.DatabaseLayout;
import org.almagest.rowstore.manifest.Retired;

/// Puts an open database together, and takes it apart in the right order when it is closed.
final class DatabaseParts {
    private static final long CLOSE_CHECKPOINT_BYTES = 1 << 20;

    private final String name;
    private final FileSystem files;
    private final DatabaseLayout layout;
    private final MemoryBudget budget;
    private final Fence fence;
    private final SegmentFiles segments;
    private final SnapshotPins pins;

    DatabaseParts(
            String name,
            FileSystem files,
            DatabaseLayout layout,
            MemoryBudget budget,
            BufferPool pool,
            Fence fence,
            CatalogVersion catalog) {
        this.name = name;
        this.files = files;
        this.layout = layout;
        this.budget = budget;
        this.fence = fence;
        this.segments = new SegmentFiles(files, layout, pool, budget, catalog);
        this.pins = new SnapshotPins(catalog, this::remove);
    }

    private void remove(Retired retired) {
        switch (retired) {
            case Retired.Segment(int tableId, var segment) -> segments.remove(tableId, segment);
            case Retired.Delta(var buffer, long _) -> buffer.release();
            case Retired.Directory(int tableId, long _) -> segments.removeDirectory(tableId);
        }
    }

    Database durable(FileSystem disk, DurableLog log, Checkpoint checkpoint, LockAttempt.Taken lock) {
        CommitPipeline pipeline = new CommitPipeline(name, budget, fence, pins, log);
        WritableDatabase.Checkpoints checkpoints = new WritableDatabase.Checkpoints() {
            @Override
            public long logBytes() {
                return log.durableBytes();
            }

            @Override
            public void write() {
                checkpoint.write(pins.visible(), log);
            }
        };
        WritableDatabase content = writable(pipeline, checkpoints);
        return new Database(name, false, content, Optional.of(disk), () -> {
            try (lock) {
                closeDurable(content, pipeline, log);
            }
        });
    }

    private void closeDurable(WritableDatabase content, CommitPipeline pipeline, DurableLog log) {
        try {
            if (!fence.isRaised() && log.durableBytes() > CLOSE_CHECKPOINT_BYTES) {
                content.checkpoint();
            }
        } finally {
            pipeline.close();
            try {
                log.close(pins.visible().lsn(), !fence.isRaised());
            } catch (IOException failure) {
                throw StorageFailure.of("close", log.path(), failure);
            } finally {
                releaseMemory();
            }
        }
    }

    Database readOnly(FileSystem disk, HeldFiles held) {
        CommitPipeline.Log refusing = new CommitPipeline.Log() {
            @Override
            public void commit(long firstLsn, List<byte[]> commits) {
                throw WritableDatabase.readOnly(name);
            }

            @Override
            public String path() {
                return name;
            }
        };
        CommitPipeline pipeline = new CommitPipeline(name, budget, fence, pins, refusing);
        return new Database(name, true, writable(pipeline, new NoCheckpoints()), Optional.of(disk), () -> {
            pipeline.close();
            releaseMemory();
            try {
                held.close();
            } catch (IOException failure) {
                throw StorageFailure.of("close", name, failure);
            }
        });
    }

    /// Makes a database that forgets: `afterwards` removes what it leaves.
    Database unlogged(Runnable afterwards) {
        CommitPipeline.Log nowhere = new CommitPipeline.Log() {
            @Override
            public void commit(long firstLsn, List<byte[]> commits) {
                // Nobody opens it again.
            }

            @Override
            public String path() {
                return name;
            }
        };
        CommitPipeline pipeline = new CommitPipeline(name, budget, fence, pins, nowhere);
        return new Database(name, false, writable(pipeline, new NoCheckpoints()), Optional.empty(), () -> {
            pipeline.close();
            releaseMemory();
            afterwards.run();
        });
    }

    private WritableDatabase writable(CommitPipeline pipeline, WritableDatabase.Checkpoints checkpoints) {
        return new WritableDatabase(files, layout, budget, segments, pins, pipeline, checkpoints, fence);
    }

    private void releaseMemory() {
        pins.close();
        segments.close();
        Recovery.release(pins.visible());
    }

    /// For a database without a log.
    private static final class NoCheckpoints implements WritableDatabase.Checkpoints {
        @Override
        public long logBytes() {
            return 0;
        }

        @Override
        public void write() {
            // There is no log to start anew.
        }
    }
}
