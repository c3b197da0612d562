package org.almagest.columnar.pool;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.NativeBuffer;

/// Reads pages into frames: the one that is wanted, and those after it up to a given one while they
/// follow closely, fit one read and find memory. Thread-safe.
final class PageLoader implements AutoCloseable {
    /// The most bytes of one read of several pages.
    private static final int RUN_BYTES = 1 << 20;

    /// The most bytes between two pages that one read fetches and throws away.
    private static final int GAP_BYTES = 32 << 10;

    /// A pool smaller than this reads page by page: it has no memory for both runs and pages.
    private static final long LEAST_LIMIT_FOR_RUNS = 64L << 20;

    private static final int MAX_SCRATCH = 16;

    private final BufferPool pool;
    private final ConcurrentLinkedQueue<NativeBuffer> scratch = new ConcurrentLinkedQueue<>();
    private final AtomicInteger scratchCount = new AtomicInteger();
    private final LongAdder reads = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();

    PageLoader(BufferPool pool) {
        this.pool = pool;
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
        pool.startLoading();
        List<Frame> run = List.of(wanted);
        try {
            Optional<FrameMemory> memory = pool.obtain(wanted.table().source().length(wanted.page()));
            if (memory.isEmpty()) {
                fail(wanted, Optional.empty());
                return;
            }
            wanted.fill(memory.get(), wanted.table().source().length(wanted.page()));
            Optional<NativeBuffer> runMemory = aheadPage > wanted.page() ? takeScratch() : Optional.empty();
            if (runMemory.isPresent()) {
                run = gather(wanted, aheadPage);
                readRun(run, runMemory.get());
                giveScratch(runMemory.get());
            } else {
                readOne(wanted);
            }
            for (Frame frame : run) {
                finish(frame, frame == wanted);
            }
        } catch (RuntimeException | Error failed) {
            RuntimeException reason = failed instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("a page could not be loaded", failed);
            for (Frame frame : run) {
                fail(frame, Optional.of(reason));
            }
        } finally {
            pool.endLoading();
        }
    }

    private void finish(Frame frame, boolean wanted) {
        try {
            frame.table().source().verify(frame.page(), frame.bytes());
        } catch (CorruptionException corrupt) {
            fail(frame, Optional.of(corrupt));
            return;
        }
        pool.admit(frame);
        frame.ready();
        if (!wanted) {
            frame.unpin();
        }
    }

    private static void fail(Frame frame, Optional<RuntimeException> reason) {
        if (frame.table().slots().compareAndSet(frame.page(), frame, null)) {
            frame.takeBuffer().ifPresent(FrameMemory::close);
            frame.fail(reason);
        }
    }

    /// Claims the pages after the wanted one that are missing, as far as one read reaches.
    private List<Frame> gather(Frame wanted, int aheadPage) {
        PageTable table = wanted.table();
        PageSource source = table.source();
        List<Frame> run = new ArrayList<>();
        run.add(wanted);
        long start = source.offset(wanted.page());
        long end = start + source.length(wanted.page());
        for (int page = wanted.page() + 1; page <= aheadPage; page++) {
            long next = source.offset(page);
            boolean near = next >= end && next - end <= GAP_BYTES && next + source.length(page) - start <= RUN_BYTES;
            if (!near || table.slots().getAcquire(page) != null) {
                break;
            }
            Optional<FrameMemory> memory = pool.obtain(source.length(page));
            if (memory.isEmpty()) {
                break;
            }
            Frame frame = Frame.loading(table, page);
            if (!table.slots().compareAndSet(page, null, frame)) {
                memory.get().close();
                break;
            }
            frame.fill(memory.get(), source.length(page));
            run.add(frame);
            end = next + source.length(page);
        }
        return run;
    }

    private void readRun(List<Frame> run, NativeBuffer memory) {
        if (run.size() == 1) {
            readOne(run.getFirst());
            return;
        }
        PageSource source = run.getFirst().table().source();
        long start = source.offset(run.getFirst().page());
        int last = run.getLast().page();
        MemorySegment target = memory.segment().asSlice(0, source.offset(last) + source.length(last) - start);
        read(source, start, target);
        for (Frame frame : run) {
            MemorySegment.copy(
                    target,
                    source.offset(frame.page()) - start,
                    frame.bytes(),
                    0,
                    frame.bytes().byteSize());
        }
    }

    private void readOne(Frame frame) {
        PageSource source = frame.table().source();
        read(source, source.offset(frame.page()), frame.bytes());
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

    private Optional<NativeBuffer> takeScratch() {
        NativeBuffer free = scratch.poll();
        if (free != null) {
            return Optional.of(free);
        }
        if (pool.limitBytes() < LEAST_LIMIT_FOR_RUNS || scratchCount.incrementAndGet() > MAX_SCRATCH) {
            return Optional.empty();
        }
        return NativeBuffer.tryAllocate(pool.budget(), RUN_BYTES);
    }

    private void giveScratch(NativeBuffer memory) {
        scratch.add(memory);
    }

    @Override
    public void close() {
        for (NativeBuffer free = scratch.poll(); free != null; free = scratch.poll()) {
            free.close();
        }
    }
}
