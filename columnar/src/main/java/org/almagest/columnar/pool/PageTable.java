package org.almagest.columnar.pool;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// The pages of one file in the pool: a slot per page, so that finding one is an array access.
/// Thread-safe. Closing it drops its pages; nobody may hold one then.
public final class PageTable implements AutoCloseable {
    private final BufferPool pool;
    private final PageSource source;
    private final AtomicReferenceArray<Frame> slots;

    /// The pool's eviction count when a page was last evicted: a page that comes back soon is worth
    /// keeping. Guarded by the pool's lock.
    private final int[] evictedAt;

    PageTable(BufferPool pool, PageSource source) {
        this.pool = pool;
        this.source = source;
        slots = new AtomicReferenceArray<>(source.pageCount());
        evictedAt = new int[source.pageCount()];
    }

    BufferPool pool() {
        return pool;
    }

    PageSource source() {
        return source;
    }

    AtomicReferenceArray<Frame> slots() {
        return slots;
    }

    int[] evictedAt() {
        return evictedAt;
    }

    /// Holds a page if that takes no waiting for memory; answers false where every frame is held.
    /// A caller that gets false lets go of all its pins before it calls `pin`.
    ///
    /// A miss reads pages up to `aheadPage` too, where they follow closely.
    public boolean tryPin(int page, int aheadPage, Pin pin) {
        return pool.pin(this, page, aheadPage, pin, false);
    }

    /// Holds a page, waiting until a frame can be had. The calling thread must hold no other page,
    /// so that threads never wait for each other. Fails with 53200 when no frame is held by anyone
    /// and there still is no room.
    public void pin(int page, int aheadPage, Pin pin) {
        pool.pin(this, page, aheadPage, pin, true);
    }

    @Override
    public void close() {
        pool.drop(this);
    }
}
