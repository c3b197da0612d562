package org.almagest.cli.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;

/// A database that stays open for a person while other processes use it, too.
///
/// ```text
/// reading   open read-only; opened anew when another process has committed something
/// writing   open for one statement; then the lock is given back
/// held      open as it is while the session has a transaction or temporary tables
/// ```
///
/// There is one session for the person: settings and prepared statements go on when the database is
/// opened anew. A database in memory stays open for writing. Used by one thread.
public final class LiveEngine implements AutoCloseable {
    /// How the folder of a database is called by habit.
    private static final String ENDING = ".almagest";

    private final EngineOptions options;
    private Engine engine;
    private Session session;
    private boolean writable;
    private String seen;

    private LiveEngine(EngineOptions options) {
        this.options = options;
        this.engine = Engine.open(options);
        this.session = engine.session();
        this.writable = options.mode() != OpenMode.READ_ONLY;
        this.seen = present();
    }

    /// Opens a database in memory.
    public static LiveEngine inMemory(EngineOptions limits) {
        return new LiveEngine(limits);
    }

    /// Opens a database; with `create` it is made where there is none.
    public static LiveEngine of(String database, boolean create, EngineOptions limits) {
        EngineOptions reading = of(database, OpenMode.READ_ONLY, limits);
        if (create) {
            Engine.open(of(database, OpenMode.CREATE, limits)).close();
        }
        return new LiveEngine(reading);
    }

    private static EngineOptions of(String database, OpenMode mode, EngineOptions limits) {
        return limits.at(database, mode);
    }

    /// Answers the database's short name: that of its folder, or `almagest` in memory.
    public String name() {
        return options.database()
                .map(path ->
                        Path.of(path).toAbsolutePath().normalize().getFileName().toString())
                .map(folder ->
                        folder.endsWith(ENDING) ? folder.substring(0, folder.length() - ENDING.length()) : folder)
                .orElse("almagest");
    }

    /// Answers the session for a statement that reads or writes; close its results before asking
    /// again.
    public Session session(boolean writes) {
        forStatement(writes);
        return session;
    }

    /// Answers the session as it is.
    public Session session() {
        return session;
    }

    /// Answers the engine for a statement that reads or writes; close its results before asking
    /// again.
    public Engine forStatement(boolean writes) {
        if (options.database().isPresent() && !session.isHeld()) {
            if (writes && !writable) {
                reopen(OpenMode.WRITE);
            } else if (!writes && !present().equals(seen)) {
                reopen(OpenMode.READ_ONLY);
            }
        }
        return engine;
    }

    /// Lets other processes write again.
    public void release() {
        if (writable && options.database().isPresent() && !session.isHeld()) {
            reopen(OpenMode.READ_ONLY);
        }
    }

    private void reopen(OpenMode mode) {
        Session before = session;
        engine.close();
        writable = false;
        try {
            engine = Engine.open(of(options.database().orElseThrow(), mode, options));
            writable = mode != OpenMode.READ_ONLY;
        } catch (RuntimeException failure) {
            engine = Engine.open(options);
            throw failure;
        } finally {
            session = engine.session(before);
            seen = present();
        }
    }

    /// Answers a text that changes with every commit: names, sizes and times of `CURRENT` and the
    /// log.
    private String present() {
        if (options.database().isEmpty()) {
            return "";
        }
        Path folder = Path.of(options.database().get());
        try (Stream<Path> log = Files.list(folder.resolve("log"))) {
            return Stream.concat(Stream.of(folder.resolve("CURRENT")), log.sorted())
                    .map(LiveEngine::sizeAndTime)
                    .collect(Collectors.joining(" "));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String sizeAndTime(Path file) {
        try {
            return file.getFileName() + ":" + Files.size(file) + ":" + Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return file.getFileName() + ":gone";
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
