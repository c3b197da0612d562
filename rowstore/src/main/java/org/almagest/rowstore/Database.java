package org.almagest.rowstore;

import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;

/// An open database: the door to everything stored.
///
/// ```text
/// Database.open ──> snapshot() ──> CatalogSnapshot ──> TableSnapshot (a Scannable)
///               └─> writer()   ──> TableWriter     ──> rows, sinks, CREATE, DROP
/// ```
///
/// One process writes, others may read what was committed when they opened. Thread-safe. Snapshots
/// and sinks must be closed before the database is.
public final class Database implements AutoCloseable {
    private final String name;
    private final boolean readOnly;
    private final WritableDatabase content;
    private final Runnable close;
    private boolean closed;

    Database(String name, boolean readOnly, WritableDatabase content, Runnable close) {
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
        DatabaseOpening opening = new DatabaseOpening(files, path, budget, pool);
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
