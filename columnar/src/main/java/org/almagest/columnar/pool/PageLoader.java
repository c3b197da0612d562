package org.almagest.columnar.pool;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.NativeBuffer;

/// Reads pages into frames: the one that is wanted, and those after it up to a given one while they
/// follow closely, fit one read and find memory; or pages that will be wanted. Thread-safe.
///
/// A run whose read fails is read again page by page, so that a page fails for its own bytes alone.
/// Every frame that was claimed ends ready or failed, whatever happens.
final class PageLoader implements AutoCloseable {
    /// The most bytes of one read of several pages.
    private static final int RUN_BYTES = 1 << 20;

    /// The most bytes between two pages that one read fetches and throws away.
    private static final int GAP_BYTES = 32 << 10;

    /// A pool smaller than this reads page by page: it has no memory for both runs and pages.
    private static final long LEAST_LIMIT_FOR_RUNS = 64L << 20;

    private static final int MAX_SCRATCH = 16;

    private final BufferPool pool;
    private final AheadLedger ledger;
    private final ConcurrentLinkedQueue<NativeBuffer> scratch = new ConcurrentLinkedQueue<>();
    private final AtomicInteger scratchCount = new AtomicInteger();
    private final LongAdder reads = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();

    PageLoader(BufferPool pool, AheadLedger ledger) {
        this.pool = pool;
        this.ledger = ledger;
    }

    long reads() {
        return reads.sum();
    }

    long bytesRead() {
        return bytesRead.sum();
    }

    /// Loads a frame that the caller has put into its slot and pinned; afterwards it is ready or
    /// failed, and a failed one has left its slot.
    void load(Frame wanted, int aheadPage) {
        Deque<Frame> run = new ArrayDeque<>();
        run.add(wanted);
        pool.startLoading();
        try {
            int length = wanted.table().source().length(wanted.page());
            Optional<FrameMemory> memory = pool.obtain(length);
            if (memory.isEmpty()) {
                run.remove();
                fail(wanted, Optional.empty());
                return;
            }
            wanted.fill(memory.get(), length);
            Optional<NativeBuffer> together = aheadPage > wanted.page() ? takeScratch() : Optional.empty();
            try {
                for (int page = wanted.page() + 1; together.isPresent() && page <= aheadPage; page++) {
                    if (!extend(run, wanted.table(), page, false)) {
                        break;
                    }
                }
                deliver(run, together);
            } finally {
                together.ifPresent(scratch::add);
            }
        } catch (RuntimeException | Error failed) {
            failAll(run, failed);
        } finally {
            pool.endLoading();
        }
    }

    /// Loads those of `pages` that are missing, in runs, while they are wanted and reading ahead
    /// has room. Failures are not told: who asks for the page reads it again.
    void loadAhead(PageTable table, int[] pages, BooleanSupplier isWanted) {
        int next = 0;
        while (next < pages.length && isWanted.getAsBoolean()) {
            Deque<Frame> run = new ArrayDeque<>();
            pool.startLoading();
            try {
                Optional<NativeBuffer> together = takeScratch();
                try {
                    while (next < pages.length && run.isEmpty()) {
                        if (table.slots().getAcquire(pages[next]) == null && !extend(run, table, pages[next], true)) {
                            return;
                        }
                        next++;
                    }
                    while (together.isPresent() && next < pages.length && extend(run, table, pages[next], true)) {
                        next++;
                    }
                    deliver(run, together);
                } finally {
                    together.ifPresent(scratch::add);
                }
            } catch (RuntimeException | Error failed) {
                failAll(run, failed);
            } finally {
                pool.endLoading();
            }
        }
    }

    /// Claims a page and adds it to a run, if it is missing, follows the run's last page closely,
    /// and finds memory.
    private boolean extend(Deque<Frame> run, PageTable table, int page, boolean withinShare) {
        PageSource source = table.source();
        int length = source.length(page);
        if (!run.isEmpty()) {
            long start = source.offset(run.getFirst().page());
            int last = run.getLast().page();
            long gap = source.offset(page) - source.offset(last) - source.length(last);
            if (gap < 0 || gap > GAP_BYTES || source.offset(page) + length - start > RUN_BYTES) {
                return false;
            }
        }
        boolean refused = withinShare && !ledger.hasRoom(SizeClasses.roundUp(length));
        if (refused || table.slots().getAcquire(page) != null) {
            return false;
        }
        Optional<FrameMemory> memory = pool.obtain(length);
        if (memory.isEmpty()) {
            return false;
        }
        Frame frame = Frame.loadingAhead(table, page);
        frame.fill(memory.get(), length);
        if (!table.slots().compareAndSet(page, null, frame)) {
            memory.get().close();
            return false;
        }
        ledger.begin(frame);
        run.add(frame);
        return true;
    }

    /// Reads a run's pages and ends their loading; what is left in `run` when this throws has not
    /// ended.
    private void deliver(Deque<Frame> run, Optional<NativeBuffer> together) {
        boolean read = run.size() > 1 && readTogether(List.copyOf(run), together.orElseThrow());
        while (!run.isEmpty()) {
            Frame frame = run.getFirst();
            Optional<RuntimeException> failure = deliver(frame, read);
            run.remove();
            if (failure.isPresent()) {
                fail(frame, failure);
            }
        }
    }

    private Optional<RuntimeException> deliver(Frame frame, boolean isRead) {
        try {
            PageSource source = frame.table().source();
            if (!isRead) {
                read(source, source.offset(frame.page()), frame.bytes());
            }
            source.verify(frame.page(), frame.bytes());
        } catch (RuntimeException failed) {
            return Optional.of(failed);
        }
        ledger.loaded(frame);
        pool.admit(frame);
        frame.ready();
        if (frame.isAhead()) {
            frame.unpin();
        }
        return Optional.empty();
    }

    /// Reads all pages of a run at once; answers false when that fails.
    private boolean readTogether(List<Frame> run, NativeBuffer memory) {
        PageSource source = run.getFirst().table().source();
        long start = source.offset(run.getFirst().page());
        int last = run.getLast().page();
        MemorySegment target = memory.segment().asSlice(0, source.offset(last) + source.length(last) - start);
        try {
            read(source, start, target);
        } catch (RuntimeException pageByPage) {
            return false;
        }
        for (Frame frame : run) {
            MemorySegment.copy(
                    target,
                    source.offset(frame.page()) - start,
                    frame.bytes(),
                    0,
                    frame.bytes().byteSize());
        }
        return true;
    }

    private void read(PageSource source, long position, MemorySegment target) {
        try {
            source.read(position, target);
        } catch (EOFException cut) {
            throw new CorruptionException(
                    source.path(),
                    "its end before byte " + (position + target.byteSize()),
                    "a page from byte " + position);
        } catch (IOException failed) {
            throw StorageFailure.of("read", source.path(), failed);
        }
        reads.increment();
        bytesRead.add(target.byteSize());
    }

    private void failAll(Deque<Frame> run, Throwable failed) {
        RuntimeException reason = failed instanceof RuntimeException known
                ? known
                : new IllegalStateException("a page could not be loaded", failed);
        for (Frame frame : new ArrayList<>(run)) {
            fail(frame, Optional.of(reason));
        }
    }

    private void fail(Frame frame, Optional<RuntimeException> reason) {
        frame.table().slots().compareAndSet(frame.page(), frame, null);
        ledger.leave(frame);
        pool.free(frame);
        frame.fail(reason);
    }

    private Optional<NativeBuffer> takeScratch() {
        NativeBuffer free = scratch.poll();
        if (free != null) {
            return Optional.of(free);
        }
        if (pool.limitBytes() < LEAST_LIMIT_FOR_RUNS) {
            return Optional.empty();
        }
        if (scratchCount.incrementAndGet() <= MAX_SCRATCH) {
            Optional<NativeBuffer> fresh = NativeBuffer.tryAllocate(pool.budget(), RUN_BYTES);
            if (fresh.isEmpty()) {
                pool.reclaim(RUN_BYTES);
                fresh = NativeBuffer.tryAllocate(pool.budget(), RUN_BYTES);
            }
            if (fresh.isPresent()) {
                return fresh;
            }
        }
        scratchCount.decrementAndGet();
        return Optional.empty();
    }

    @Override
    public void close() {
        for (NativeBuffer free = scratch.poll(); free != null; free = scratch.poll()) {
            free.close();
        }
    }
}
