package org.almagest.jdbc;

import java.util.concurrent.atomic.AtomicBoolean;
import org.almagest.sql.session.Engine;

/// One connection's share of an engine; closing the last one closes the engine.
final class EngineLease implements AutoCloseable {
    private final Engine engine;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    EngineLease(Engine engine, Runnable giveBack) {
        this.engine = engine;
        this.giveBack = giveBack;
    }

    Engine engine() {
        return engine;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
