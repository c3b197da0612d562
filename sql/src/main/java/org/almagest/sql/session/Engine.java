package org.almagest.sql.session;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.io.RoutedFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.spill.SpillSpace;
import org.almagest.exec.schedule.Scheduler;
import org.almagest.optimizer.cost.Machine;
import org.almagest.rowstore.Database;

/// One opened database with what all its sessions share: memory, buffer pool, workers. The embedded
/// API starts here:
///
/// ```java
/// try (Engine engine = Engine.open(EngineOptions.of("sky.almagest", OpenMode.READ_ONLY));
///         Result result = engine.session().execute("SELECT count(*) FROM stars")) { ... }
/// ```
///
/// Thread-safe; close results, then sessions, then the engine.
public final class Engine implements AutoCloseable {
    private final EngineOptions options;
    private final FileSystem files;
    private final MemoryBudget budget;
    private final BufferPool pool;
    private final Scheduler scheduler;
    private final Database database;
    private final SpillSpace spillSpace;
    private final Machine machine;
    private final KeptFeedback feedback = new KeptFeedback();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    private Engine(EngineOptions options, FileSystem files) {
        this.options = options;
        this.files = files;
        this.budget = MemoryBudget.root(options.memoryBytes());
        this.pool = BufferPool.open(budget, options.memoryBytes());
        try {
            this.database = options.database().isPresent()
                    ? Database.open(files, options.database().get(), options.mode(), options.segments(), budget, pool)
                    : Database.inMemory(budget, pool);
        } catch (RuntimeException | Error failure) {
            pool.close();
            throw failure;
        }
        this.machine = new Machine(new StoredCosts(options), options.threads());
        this.spillSpace = new SpillSpace(files, options.temporaryFolders());
        this.scheduler = new Scheduler(options.threads());
    }

    /// Opens a database on the local disk (its segments may be at a URI); fails with a user error that says what is
    /// wrong and what
    /// to do.
    public static Engine open(EngineOptions options) {
        return open(options, new RoutedFileSystem(new LocalFileSystem()));
    }

    /// Opens a database on a file system, from which files named in queries are read too.
    public static Engine open(EngineOptions options, FileSystem files) {
        return new Engine(options, files);
    }

    /// Makes a session; each is used by one thread at a time.
    public Session session() {
        return new Session(this);
    }

    /// Makes a session with the settings and prepared statements of another, perhaps of an engine that
    /// is closed.
    public Session session(Session like) {
        Session session = new Session(this);
        session.adopt(like);
        return session;
    }

    /// Remembers a session that has something to end: a transaction, temporary tables.
    void remember(Session session) {
        sessions.add(session);
    }

    void forget(Session session) {
        sessions.remove(session);
    }

    public EngineOptions options() {
        return options;
    }

    public Database database() {
        return database;
    }

    public FileSystem files() {
        return files;
    }

    public MemoryBudget budget() {
        return budget;
    }

    public BufferPool pool() {
        return pool;
    }

    /// Answers what plans are made for: what work costs, as it was measured or by default, and the threads.
    Machine machine() {
        return machine;
    }

    /// Answers what queries have told of rows, of sessions that ask for it.
    KeptFeedback feedback() {
        return feedback;
    }

    SpillSpace spillSpace() {
        return spillSpace;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public void close() {
        try {
            List.copyOf(sessions).forEach(Session::close);
            database.close();
        } finally {
            scheduler.close();
            pool.close();
            spillSpace.close();
            budget.close();
        }
    }
}
