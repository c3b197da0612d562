package org.almagest.columnar.pool;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.vector.SpareVectors;

/// The pages of one file in the pool: a slot per page, so that finding one is an array access.
/// Thread-safe. Closing it drops its pages; nobody may hold one then.
public final class PageTable implements AutoCloseable {
    private final BufferPool pool;
    private final PageSource source;
    private final AtomicReferenceArray<Frame> slots;

    /// The pool's eviction count when a page was last evicted: a page that comes back soon is worth
    /// keeping. Guarded by the pool's lock.
    private final int[] evictedAt;

    /// Threads that read ahead in this file. Guarded by `this`.
    private int readers;

    private volatile boolean closing;

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

    /// Answers vectors to decode pages into.
    public SpareVectors vectors() {
        return pool.vectors();
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

    /// Answers whether all of these pages are in the pool at this moment.
    public boolean holds(int[] pages) {
        for (int page : pages) {
            if (slots.getAcquire(page) == null) {
                return false;
            }
        }
        return true;
    }

    /// Has pages read that a scan will need, soon and in the background; `pages` ascend by their
    /// place in the file. `isWanted` is asked later, by another thread, whether they still are.
    public void readAhead(int[] pages, BooleanSupplier isWanted) {
        pool.readAhead(this, pages, isWanted);
    }

    /// Keeps the file open while a thread reads ahead in it; false when it is being closed.
    synchronized boolean enter() {
        if (closing) {
            return false;
        }
        readers++;
        return true;
    }

    synchronized void leave() {
        readers--;
        notifyAll();
    }

    boolean isClosing() {
        return closing;
    }

    /// Drops the file's pages, after what reads ahead in it has ended.
    @Override
    public void close() {
        awaitReaders();
        pool.drop(this);
    }

    private synchronized void awaitReaders() {
        closing = true;
        boolean interrupted = false;
        while (readers > 0) {
            try {
                wait();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
