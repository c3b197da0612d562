package org.almagest.rowstore;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.TableVersion;

/// An open database: the door to everything stored.
///
/// ```text
/// Database.open ──> snapshot() ──> CatalogSnapshot ──> TableSnapshot (a Scannable)
///               ├─> transaction() ──> Transaction  ──> what it sees; rows, sinks, CREATE, ALTER, DROP
///               └─> writer()   ──> TableWriter     ──> the same, one commit per call
/// ```
///
/// One process writes, others may read what was committed when they opened. Thread-safe. Snapshots
/// and sinks must be closed before the database is.
public final class Database implements AutoCloseable {
    private final String name;
    private final boolean readOnly;
    private final WritableDatabase content;
    private final Optional<FileSystem> disk;
    private final Runnable close;
    private boolean closed;

    /// `disk` has the catalog's files; empty for a database in memory.
    Database(String name, boolean readOnly, WritableDatabase content, Optional<FileSystem> disk, Runnable close) {
        this.disk = disk;
        this.name = name;
        this.readOnly = readOnly;
        this.content = content;
        this.close = close;
    }

    /// Opens the database in the directory `path`.
    ///
    /// Fails with 58P01 where there is none, 55006 where another writer has it (naming its process
    /// id), 0A000 where it is of a newer format, 58P02 where something else stands at the path, and
    /// a `CorruptionException` where its bytes are not as written.
    ///
    /// @param budget pays for inserted rows in memory and for writing segments
    /// @param pool keeps pages; shared by databases
    public static Database open(FileSystem files, String path, OpenMode mode, MemoryBudget budget, BufferPool pool) {
        return open(files, path, mode, Optional.empty(), budget, pool);
    }

    /// Opens the database in the directory `path`; one that is made has its segments at the URI
    /// `segments`, if given. Fails with 22023 where one that is there has them elsewhere.
    public static Database open(
            FileSystem files,
            String path,
            OpenMode mode,
            Optional<String> segments,
            MemoryBudget budget,
            BufferPool pool) {
        DatabaseOpening opening = new DatabaseOpening(files, path, segments, budget, pool);
        return switch (mode) {
            case CREATE -> opening.openOrCreate();
            case WRITE -> opening.openForWriting();
            case READ_ONLY -> opening.openReadOnly();
        };
    }

    /// Makes a database in memory, which the budget pays for; it is gone when it is closed.
    public static Database inMemory(MemoryBudget budget, BufferPool pool) {
        return DatabaseOpening.inMemory(budget, pool);
    }

    /// Makes a database of temporary tables: nothing of it is logged, its segments are in `directory`,
    /// which is made for it, and it is gone when it is closed.
    public static Database temporary(FileSystem files, String directory, MemoryBudget budget, BufferPool pool) {
        return DatabaseOpening.temporary(files, directory, budget, pool);
    }

    /// Answers whether a directory looks like a database, whatever its state.
    public static boolean isDatabase(FileSystem files, String path) {
        return DatabaseOpening.isDatabase(files, path);
    }

    /// Answers the path, or `:memory:`.
    public String name() {
        return name;
    }

    public boolean isReadOnly() {
        return readOnly;
    }

    /// Answers the database as of the last commit; the caller closes it.
    public synchronized CatalogSnapshot snapshot() {
        requireOpen();
        return content.snapshot();
    }

    /// Answers what changes the database; 25006 when it is open read-only.
    public TableWriter writer() {
        requireWritable();
        return new TableWriter(content);
    }

    /// Starts a transaction on the database as of now; one that changes something is refused with
    /// 25006 when the database is open read-only. The caller ends it before it closes the database.
    public synchronized Transaction transaction() {
        requireOpen();
        return new Transaction(content, name, readOnly);
    }

    /// Starts a load into several tables that appear together; 25006 when it is open read-only.
    public JointLoad jointLoad() {
        requireWritable();
        return new JointLoad(content);
    }

    /// Makes the present state the starting point of the next open, with a log that starts anew.
    public void checkpoint() {
        requireWritable();
        content.checkpoint();
    }

    /// Reads every byte of the database, or of one table's segments, and answers what is wrong.
    /// Works beside readers and writers, and on a database that is open read-only.
    ///
    /// @param table the name of the only table to check; empty: everything
    /// @param cancelled looked at once per page; ends the check with 57014
    public CheckReport check(Optional<ObjectName> table, int threads, BooleanSupplier cancelled) {
        try (CatalogSnapshot snapshot = snapshot()) {
            CatalogVersion version = snapshot.version();
            List<TableVersion> tables = version.tables().stream()
                    .filter(each -> table.isEmpty() || each.objectName().equals(table.get()))
                    .toList();
            return new DatabaseCheck(content.layout(), content.budget(), threads, cancelled)
                    .ofOpen(table.isEmpty() ? disk : Optional.empty(), content.files(), version, tables);
        }
    }

    /// Checks the database in a directory, even one that is too damaged to be opened. Fails where
    /// there is none, or where it is of a newer format.
    ///
    /// @param pool is not read through, for it may hold pages already
    public static CheckReport check(
            FileSystem files,
            String path,
            MemoryBudget budget,
            BufferPool pool,
            int threads,
            BooleanSupplier cancelled) {
        return new DatabaseOpening(files, path, Optional.empty(), budget, pool).check(threads, cancelled);
    }

    private void requireOpen() {
        if (closed) {
            throw AlmagestException.of(SqlState.CONNECTION_FAILURE, name + " is closed")
                    .hint("open it again");
        }
    }

    private synchronized void requireWritable() {
        requireOpen();
        if (readOnly) {
            throw WritableDatabase.readOnly(name);
        }
    }

    /// Answers why the database takes no more changes, where a failed write has made it so.
    public Optional<RuntimeException> fenced() {
        return content.fenced();
    }

    /// Waits for commits under way, makes a checkpoint when the log is larger than 1 MiB, and lets
    /// go of the lock.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            close.run();
        }
    }
}
