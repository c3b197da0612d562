package org.almagest.columnar.pool;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/// One stay of one page in the pool: made when its loading starts, dead when it is evicted, never
/// reused (its memory is).
///
/// `pins` counts holders; `DEAD` is final. A frame is loading until `ready()` or `fail()`; who pins
/// it before waits.
final class Frame {
    private static final int DEAD = -1;
    private static final VarHandle PINS;
    private static final VarHandle UNUSED;

    static {
        try {
            PINS = MethodHandles.lookup().findVarHandle(Frame.class, "pins", int.class);
            UNUSED = MethodHandles.lookup().findVarHandle(Frame.class, "unused", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /// How loading went.
    private enum Phase {
        LOADING,
        READY,
        FAILED
    }

    private final PageTable table;
    private final int page;
    private volatile int pins;
    private volatile Phase phase = Phase.LOADING;
    private Optional<RuntimeException> failure = Optional.empty();
    private Optional<FrameMemory> buffer = Optional.empty();
    private MemorySegment bytes = MemorySegment.NULL;

    /// Set without synchronisation by every hit; read by the replacement.
    private boolean referenced;

    /// Whether the page was read before anybody asked for it.
    private final boolean ahead;

    /// Whether it was read ahead and nobody has asked for it yet.
    private boolean unused;

    private Frame(PageTable table, int page, int pins, boolean ahead) {
        this.table = table;
        this.page = page;
        this.pins = pins;
        this.ahead = ahead;
        this.unused = ahead;
    }

    /// Makes a loading frame that its loader has pinned.
    static Frame loading(PageTable table, int page) {
        return new Frame(table, page, 1, false);
    }

    /// Makes a frame whose page is read before anybody asks for it; its loader has pinned it.
    static Frame loadingAhead(PageTable table, int page) {
        return new Frame(table, page, 1, true);
    }

    /// Makes the frame that stands for "no page".
    static Frame none() {
        return new Frame(null, -1, DEAD, false);
    }

    boolean isAhead() {
        return ahead;
    }

    /// Answers true once for a page that was read ahead: to who asks for it first, or evicts it.
    boolean takeUnused() {
        return unused && UNUSED.compareAndSet(this, true, false);
    }

    PageTable table() {
        return table;
    }

    int page() {
        return page;
    }

    MemorySegment bytes() {
        return bytes;
    }

    int memoryBytes() {
        return buffer.map(owned -> (int) owned.size()).orElse(0);
    }

    void fill(FrameMemory memory, int length) {
        buffer = Optional.of(memory);
        bytes = memory.segment().asSlice(0, length);
    }

    /// Takes the memory of a frame that is dead.
    Optional<FrameMemory> takeBuffer() {
        Optional<FrameMemory> taken = buffer;
        buffer = Optional.empty();
        return taken;
    }

    /// Holds the frame unless it is dead.
    boolean tryPin() {
        while (true) {
            int now = pins;
            if (now == DEAD) {
                return false;
            }
            if (PINS.weakCompareAndSetAcquire(this, now, now + 1)) {
                return true;
            }
        }
    }

    void unpin() {
        int before = (int) PINS.getAndAdd(this, -1);
        assert before > 0 : "a page was let go more often than held";
        if (before == 1) {
            table.pool().unpinned();
        }
    }

    /// Kills the frame if nobody holds it.
    boolean tryKill() {
        return PINS.compareAndSet(this, 0, DEAD);
    }

    boolean isDead() {
        return pins == DEAD;
    }

    boolean isPinned() {
        return pins > 0;
    }

    void reference() {
        if (!referenced) {
            referenced = true;
        }
    }

    /// Answers whether the page was hit since the last call.
    boolean takeReference() {
        boolean was = referenced;
        referenced = false;
        return was;
    }

    void ready() {
        finish(Phase.READY);
    }

    /// Ends loading without a page; empty means that there was no memory.
    void fail(Optional<RuntimeException> reason) {
        failure = reason;
        finish(Phase.FAILED);
    }

    private synchronized void finish(Phase end) {
        phase = end;
        notifyAll();
    }

    /// Waits until loading has ended; answers whether the page is there.
    boolean awaitReady() {
        return phase == Phase.READY || awaitEnd() == Phase.READY;
    }

    private synchronized Phase awaitEnd() {
        boolean interrupted = false;
        while (phase == Phase.LOADING) {
            try {
                wait();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return phase;
    }

    /// Answers why loading failed, empty when there was no memory.
    Optional<RuntimeException> failure() {
        return failure;
    }
}
