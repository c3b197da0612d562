package org.almagest.sql.session;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.Database;

/// The temporary tables and views of one session: a database of its own, made when the first of them
/// is, with its segments among the engine's temporary files. It is gone with the session; a crash
/// leaves files that the next engine removes.
final class TemporaryTables implements AutoCloseable {
    private static final AtomicLong NEXT = new AtomicLong();

    private final Engine engine;
    private final Runnable remember;
    private Optional<Database> database = Optional.empty();

    /// `remember` is told before the first table is made.
    TemporaryTables(Engine engine, Runnable remember) {
        this.remember = remember;
        this.engine = engine;
    }

    boolean exist() {
        return database.isPresent();
    }

    /// Answers whether there are tables or views, and not just a place for them.
    boolean holdAny() {
        if (database.isEmpty()) {
            return false;
        }
        try (CatalogSnapshot snapshot = database.get().snapshot()) {
            return !snapshot.tables().isEmpty() || !snapshot.views().isEmpty();
        }
    }

    Database database() {
        if (database.isEmpty()) {
            remember.run();
            String folder = engine.spillSpace().directory();
            String directory = engine.files().resolve(folder, "tables-" + NEXT.incrementAndGet());
            database = Optional.of(Database.temporary(engine.files(), directory, engine.budget(), engine.pool()));
        }
        return database.get();
    }

    @Override
    public void close() {
        database.ifPresent(Database::close);
        database = Optional.empty();
    }
}
