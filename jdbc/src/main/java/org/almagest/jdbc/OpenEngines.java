package org.almagest.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.session.Engine;

/// The engines that connections of this process have open, one per database: only one may write to
/// it, and its buffer pool and workers serve all. A read-only connection joins a writing engine
/// when there is one. Databases in memory are not shared. Thread-safe.
final class OpenEngines {
    private record Key(Path path, boolean readOnly) {}

    private static final class Shared {
        private final Engine engine;
        private int leases;

        Shared(Engine engine) {
            this.engine = engine;
        }
    }

    private final Map<Key, Shared> open = new HashMap<>();

    synchronized EngineLease lease(ConnectionUrl url) throws SQLException {
        if (url.path().isEmpty()) {
            Engine engine = Engine.open(url.engineOptions());
            return new EngineLease(engine, engine::close);
        }
        Path path = canonical(Path.of(url.path().get()));
        Key writing = new Key(path, false);
        Key key = url.readOnly() && !open.containsKey(writing) ? new Key(path, true) : writing;
        Shared shared =
                Optional.ofNullable(open.get(key)).orElseGet(() -> new Shared(Engine.open(url.engineOptions())));
        if (!url.allows(shared.engine.options())) {
            throw Failures.of(
                    SqlState.OBJECT_IN_USE,
                    url.path().get() + " is open in this process with other limits on memory or threads");
        }
        open.put(key, shared);
        shared.leases++;
        return new EngineLease(shared.engine, () -> giveBack(key, shared));
    }

    private synchronized void giveBack(Key key, Shared shared) {
        shared.leases--;
        if (shared.leases == 0) {
            open.remove(key);
            shared.engine.close();
        }
    }

    /// Answers one path for all the ways to write it, whether the database exists already or not.
    private static Path canonical(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException missing) {
            Path parent = Optional.ofNullable(absolute.getParent()).orElse(absolute);
            try {
                return parent.toRealPath().resolve(absolute.getFileName());
            } catch (IOException missingToo) {
                return absolute;
            }
        }
    }
}
