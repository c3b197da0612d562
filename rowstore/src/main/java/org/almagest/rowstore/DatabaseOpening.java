package org.almagest.rowstore;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.MemoryFileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.rowstore.log.LogWriter;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.DatabaseLayout;

/// Opens a database in one of its ways: looks at what stands at the path, takes the lock, reads
/// what is committed, and puts the parts together.
final class DatabaseOpening {
    private static final String MEMORY = ":memory:";

    private final FileSystem files;
    private final String path;
    private final Optional<String> segments;
    private final DatabaseLayout layout;
    private final MemoryBudget budget;
    private final BufferPool pool;

    /// `segments` is where those of a database go that is made now, unless in its directory.
    DatabaseOpening(FileSystem files, String path, Optional<String> segments, MemoryBudget budget, BufferPool pool) {
        this.files = files;
        this.path = path;
        String root = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        this.segments = segments;
        this.layout = SegmentLocation.layout(files, root, segments);
        this.budget = budget;
        this.pool = pool;
    }

    static boolean isDatabase(FileSystem files, String path) {
        try {
            return files.exists(files.resolve(path, "CURRENT"));
        } catch (IOException failure) {
            throw StorageFailure.of("look at", path, failure);
        }
    }

    Database openOrCreate() {
        try {
            if (isDatabase(files, layout.root())) {
                return openForWriting();
            }
            return create(new DatabaseCreation(files, layout));
        } catch (IOException failure) {
            throw StorageFailure.of("create the database", path, failure);
        }
    }

    private Database create(DatabaseCreation creation) throws IOException {
        creation.prepare();
        LockAttempt.Taken lock;
        try {
            lock = DatabaseLock.take(files, path, layout.lock());
        } catch (RuntimeException failure) {
            creation.removeIfEmpty(failure);
            throw failure;
        }
        try {
            if (isDatabase(files, layout.root())) {
                // Another process made it meanwhile, perhaps with its segments elsewhere.
                lock.close();
                return new DatabaseOpening(files, path, segments, budget, pool).openForWriting();
            }
            creation.create();
            return openLocked(lock);
        } catch (IOException | RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    Database openForWriting() {
        requireDatabase();
        LockAttempt.Taken lock = DatabaseLock.take(files, path, layout.lock());
        try {
            return openLocked(lock);
        } catch (IOException failure) {
            lock.close();
            throw StorageFailure.of("open the database", path, failure);
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    private void requireDatabase() {
        try {
            if (!files.exists(layout.root())) {
                throw AlmagestException.of(SqlState.FILE_NOT_FOUND, "there is no database " + path)
                        .hint("check the path; ingest and shell --create make a new database");
            }
            if (!files.isDirectory(layout.root())) {
                throw AlmagestException.of(
                                SqlState.WRONG_OBJECT_TYPE, path + " is a file, and a database is a directory")
                        .hint("to load the file, use ingest with --into DATABASE/TABLE");
            }
            if (!files.exists(layout.current())) {
                throw AlmagestException.of(
                                SqlState.WRONG_OBJECT_TYPE,
                                "the directory " + path + " is not an Almagest database: it has no file CURRENT")
                        .hint("check the path; ingest and shell --create make a new database");
            }
        } catch (IOException failure) {
            throw StorageFailure.of("look at", path, failure);
        }
    }

    private Database openLocked(LockAttempt.Taken lock) throws IOException {
        new SegmentOwner(files, layout).claim();
        Recovery.Recovered recovered = new Recovery(files, layout, budget).read();
        try {
            return openRecovered(lock, recovered);
        } catch (IOException | RuntimeException failure) {
            Recovery.release(recovered.catalog());
            throw failure;
        }
    }

    private Database openRecovered(LockAttempt.Taken lock, Recovery.Recovered recovered) throws IOException {
        Fence fence = new Fence(path);
        FileSystem fenced = new FencedFiles(files, fence);
        Checkpoint checkpoint = new Checkpoint(fenced, layout, fence);
        DurableLog log = new DurableLog(files, layout, openLog(recovered), true);
        try {
            settle(recovered, log, checkpoint);
        } catch (IOException | RuntimeException failure) {
            log.close(recovered.catalog().lsn(), false);
            throw failure;
        }
        DatabaseParts parts = new DatabaseParts(path, fenced, layout, budget, pool, fence, recovered.catalog());
        return parts.durable(files, log, checkpoint, lock);
    }

    private LogWriter openLog(Recovery.Recovered recovered) throws IOException {
        String logPath = layout.log(recovered.logNumber());
        if (recovered.logEnd().torn()) {
            files.truncate(logPath, recovered.logEnd().validBytes());
        }
        return LogWriter.append(
                files, logPath, recovered.logNumber(), recovered.logEnd().clean());
    }

    /// Removes what is not referred to. What a process left that did not close the database may be
    /// in the operating system's memory alone: it is synced before the files that it replaces are
    /// removed, and a checkpoint writes it anew, because a sync that failed before is not made good
    /// by one that succeeds.
    private void settle(Recovery.Recovered recovered, DurableLog log, Checkpoint checkpoint) throws IOException {
        boolean clean = recovered.logEnd().clean();
        if (!clean) {
            log.force();
            files.syncDirectory(layout.logDirectory());
            files.syncDirectory(layout.root());
        }
        new UnreferencedFiles(files, layout, recovered).remove();
        if (!files.exists(layout.dataDirectory())) {
            files.createDirectories(layout.dataDirectory());
        }
        if (!clean) {
            checkpoint.write(recovered.catalog(), log);
        }
    }

    Database openReadOnly() {
        requireDatabase();
        Recovery.HeldSnapshot held = new Recovery(files, layout, budget).readBesideWriter();
        DatabaseParts parts = new DatabaseParts(
                path,
                held.files(),
                layout,
                budget,
                pool,
                new Fence(path),
                held.recovered().catalog());
        return parts.readOnly(files, held.files());
    }

    CheckReport check(int threads, BooleanSupplier cancelled) {
        requireDatabase();
        return new DatabaseCheck(layout, budget, threads, cancelled).ofDirectory(files);
    }

    static Database inMemory(MemoryBudget budget, BufferPool pool) {
        MemoryFileSystem files = new MemoryFileSystem(budget);
        return unlogged(MEMORY, files, "/memory", budget, pool, files::close);
    }

    static Database temporary(FileSystem files, String directory, MemoryBudget budget, BufferPool pool) {
        return unlogged("temp", files, directory, budget, pool, () -> {
            try {
                files.deleteTree(directory);
            } catch (IOException failure) {
                throw StorageFailure.of("remove", directory, failure);
            }
        });
    }

    private static Database unlogged(
            String name, FileSystem files, String root, MemoryBudget budget, BufferPool pool, Runnable afterwards) {
        DatabaseLayout layout = new DatabaseLayout(root);
        try {
            files.createDirectories(layout.dataDirectory());
        } catch (IOException failure) {
            throw StorageFailure.of("make", root, failure);
        }
        CatalogVersion empty = CatalogVersion.of(0, 1, List.of());
        return new DatabaseParts(name, files, layout, budget, pool, new Fence(name), empty).unlogged(afterwards);
    }
}
