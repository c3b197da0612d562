package org.almagest.columnar.pool;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// How many bytes of pages lie in the pool that were read ahead and not asked for yet, and what
/// became of the others. Reading ahead stops at an eighth of the pool: probation holds a quarter,
/// so that no page leaves before its reader comes. Thread-safe.
final class AheadLedger {
    private static final int SHARE = 8;

    private final long limitBytes;
    private final AtomicLong unusedBytes = new AtomicLong();
    private final LongAdder loads = new LongAdder();
    private final LongAdder used = new LongAdder();
    private final LongAdder unused = new LongAdder();

    AheadLedger(long poolBytes) {
        limitBytes = poolBytes / SHARE;
    }

    /// Answers whether so many bytes more may be read ahead.
    boolean hasRoom(long bytes) {
        return unusedBytes.get() + bytes <= limitBytes;
    }

    /// Notes a frame with memory whose loading begins.
    void begin(Frame frame) {
        unusedBytes.addAndGet(frame.memoryBytes());
    }

    /// Notes that a page was read ahead.
    void loaded(Frame frame) {
        if (frame.isAhead()) {
            loads.increment();
        }
    }

    /// Notes that somebody asked for a page; answers whether nobody had before since it was read
    /// ahead.
    boolean ask(Frame frame) {
        if (!frame.takeUnused()) {
            return false;
        }
        unusedBytes.addAndGet(-frame.memoryBytes());
        used.increment();
        return true;
    }

    /// Notes that a page leaves; its memory is still there.
    void leave(Frame frame) {
        if (frame.takeUnused()) {
            unusedBytes.addAndGet(-frame.memoryBytes());
            unused.increment();
        }
    }

    long loads() {
        return loads.sum();
    }

    long used() {
        return used.sum();
    }

    long unused() {
        return unused.sum();
    }
}
