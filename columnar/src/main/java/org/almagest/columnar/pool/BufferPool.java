package org.almagest.columnar.pool;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.vector.SpareVectors;

/// Pages of immutable files in native memory, as they are stored, never more than a limit of bytes.
///
/// ```text
/// PageTable (per file)   slot per page -> Frame -> memory of a size class, of the budget
/// Replacement            which frame leaves when the limit, or the process's budget, is reached
/// PageLoader             reads pages, neighbours in one go, and checks them once
/// ReadAhead              has the pages read that scans will need next, on threads of its own
/// ```
///
/// A pin that finds its page costs two atomic operations and no lock. Loading takes the lock only
/// to evict. Thread-safe; nothing is reserved from a budget while the lock is held, because a
/// budget that is full calls `reclaim`.
public final class BufferPool implements AutoCloseable {
    private static final long WAIT_MILLIS = 20;

    /// A pin that waited this long waits for pages that its own thread holds, or for a reader that
    /// nobody drives: it fails.
    private static final long GIVE_UP_NANOS = 30_000_000_000L;

    /// A pool of this size takes further frames in huge pages.
    private static final long HUGE_FROM_BYTES = 32L << 20;

    private final MemoryBudget budget;
    private final long limitBytes;
    private final Replacement replacement;
    private final AheadLedger ledger;
    private final PageLoader loader;
    private final ReadAhead readAhead;
    private final FrameAllocator allocator;
    private final SpareVectors vectors = new SpareVectors();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition unpinned = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger loading = new AtomicInteger();

    /// How often memory of pages was given back. Who found none may find some after it has changed.
    private final AtomicInteger freed = new AtomicInteger();

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    private BufferPool(MemoryBudget process, long limitBytes, long hugeFromBytes) {
        this.limitBytes = Math.min(limitBytes, process.limit());
        budget = process.child("the buffer pool", this.limitBytes);
        replacement = new Replacement(this.limitBytes);
        ledger = new AheadLedger(this.limitBytes);
        loader = new PageLoader(this, ledger);
        readAhead = new ReadAhead(loader);
        allocator = new FrameAllocator(budget, this.limitBytes, hugeFromBytes);
    }

    /// Makes a pool of at most `limitBytes` that takes its frames of the process's budget and gives
    /// them back when that is full.
    public static BufferPool open(MemoryBudget process, long limitBytes) {
        return open(process, limitBytes, HUGE_FROM_BYTES);
    }

    /// Makes a pool whose frames are slots in huge pages from a certain size on.
    static BufferPool open(MemoryBudget process, long limitBytes, long hugeFromBytes) {
        BufferPool pool = new BufferPool(process, limitBytes, hugeFromBytes);
        process.addReclaimer(pool::reclaim);
        return pool;
    }

    /// Starts to keep pages of a file.
    public PageTable attach(PageSource source) {
        return new PageTable(this, source);
    }

    public PoolStatistics statistics() {
        lock.lock();
        try {
            return new PoolStatistics(
                    hits.sum(),
                    misses.sum(),
                    replacement.evictions(),
                    ledger.loads(),
                    ledger.used(),
                    ledger.unused(),
                    loader.reads(),
                    loader.bytesRead(),
                    replacement.residentBytes(),
                    limitBytes);
        } finally {
            lock.unlock();
        }
    }

    /// Answers where readers of pages leave their vectors for each other.
    SpareVectors vectors() {
        return vectors;
    }

    long limitBytes() {
        return limitBytes;
    }

    boolean pin(PageTable table, int page, int aheadPage, Pin pin, boolean wait) {
        long firstWait = 0;
        while (true) {
            int freedBefore = freed.get();
            Frame frame = table.slots().getAcquire(page);
            if (frame == null) {
                Frame fresh = Frame.loading(table, page);
                if (!table.slots().compareAndSet(page, null, fresh)) {
                    continue;
                }
                misses.increment();
                loader.load(fresh, aheadPage);
                if (fresh.awaitReady()) {
                    pin.hold(fresh, false);
                    return true;
                }
                frame = fresh;
            } else if (!frame.tryPin()) {
                table.slots().compareAndSet(page, frame, null);
                continue;
            } else if (frame.awaitReady()) {
                hits.increment();
                if (!ledger.ask(frame)) {
                    frame.reference();
                }
                pin.hold(frame, true);
                return true;
            }
            if (frame.isAhead()) {
                continue;
            }
            if (frame.failure().isPresent()) {
                throw frame.failure().get();
            }
            if (!wait) {
                return false;
            }
            long now = System.nanoTime();
            firstWait = firstWait == 0 ? now : firstWait;
            if (now - firstWait > GIVE_UP_NANOS) {
                throw noRoom(table, page);
            }
            awaitRoom(table, page, freedBefore);
        }
    }

    /// Makes memory for a page, evicting others; empty when every page is held.
    Optional<FrameMemory> obtain(int length) {
        int size = SizeClasses.roundUp(length);
        while (true) {
            Optional<FrameMemory> fresh = allocator.tryAllocate(size);
            if (fresh.isPresent()) {
                return fresh;
            }
            Optional<FrameMemory> evicted = evict();
            if (evicted.isEmpty() || evicted.get().size() == size) {
                return evicted;
            }
            evicted.get().close();
            freed.incrementAndGet();
        }
    }

    private Optional<FrameMemory> evict() {
        lock.lock();
        try {
            Optional<Frame> victim = replacement.evict();
            victim.ifPresent(frame -> {
                frame.table().slots().compareAndSet(frame.page(), frame, null);
                ledger.leave(frame);
            });
            return victim.flatMap(Frame::takeBuffer);
        } finally {
            lock.unlock();
        }
    }

    /// Puts a loaded frame under the replacement's care.
    void admit(Frame frame) {
        lock.lock();
        try {
            replacement.add(frame);
        } finally {
            lock.unlock();
        }
    }

    void startLoading() {
        loading.incrementAndGet();
    }

    /// Gives back the memory of a frame that is dead or failed.
    void free(Frame frame) {
        Optional<FrameMemory> memory = frame.takeBuffer();
        if (memory.isPresent()) {
            memory.get().close();
            freed.incrementAndGet();
        }
    }

    void endLoading() {
        loading.decrementAndGet();
        unpinned();
    }

    /// Wakes those who wait for room.
    void unpinned() {
        if (waiting.get() > 0) {
            lock.lock();
            try {
                unpinned.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// Waits until a page is let go; fails when nobody holds one and no memory was given back since
    /// `freedBefore`, so that waiting would not help.
    private void awaitRoom(PageTable table, int page, int freedBefore) {
        waiting.incrementAndGet();
        lock.lock();
        try {
            boolean hopeless = loading.get() == 0 && !replacement.anyPinned() && replacement.residentBytes() == 0;
            if (freed.get() != freedBefore) {
                return;
            }
            if (hopeless) {
                throw noRoom(table, page);
            }
            unpinned.await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException later) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
    }

    private AlmagestException noRoom(PageTable table, int page) {
        return AlmagestException.of(
                        SqlState.OUT_OF_MEMORY,
                        "a page of " + table.source().length(page) + " bytes of "
                                + table.source().path() + " finds no room in the buffer pool (" + limitBytes
                                + " bytes)")
                .hint("raise the limit with --memory or SET memory_limit");
    }

    /// Gives memory back to the process's budget; answers how much.
    long reclaim(long bytes) {
        long given = 0;
        while (given < bytes) {
            Optional<FrameMemory> evicted = evict();
            if (evicted.isEmpty()) {
                break;
            }
            given += evicted.get().size();
            evicted.get().close();
            freed.incrementAndGet();
        }
        return given;
    }

    /// Drops the pages of a file that is being closed.
    void drop(PageTable table) {
        for (int page = 0; page < table.slots().length(); page++) {
            Frame frame = table.slots().getAndSet(page, null);
            if (frame != null && frame.tryKill()) {
                lock.lock();
                try {
                    replacement.forget(frame);
                } finally {
                    lock.unlock();
                }
                ledger.leave(frame);
                free(frame);
            }
        }
    }

    void readAhead(PageTable table, int[] pages, BooleanSupplier isWanted) {
        readAhead.request(table, pages, isWanted);
    }

    /// Gives all memory back; nobody may hold a page.
    @Override
    public void close() {
        readAhead.close();
        reclaim(Long.MAX_VALUE);
        loader.close();
        allocator.close();
    }

    MemoryBudget budget() {
        return budget;
    }
}
