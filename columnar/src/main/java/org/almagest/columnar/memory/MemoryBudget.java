package org.almagest.columnar.memory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// A limit on bytes, and what is taken of it: process, below it query, below that operator.
///
/// A reservation counts in every budget up to the root. When the root is full it asks its
/// reclaimers (the buffer pool) to give something back before it says no. Memory that is kept for who
/// asks next (`SparePieces`) takes room in the root, and goes first. Thread-safe.
public final class MemoryBudget {
    /// Something that can give memory back, such as a cache.
    public interface Reclaimer {
        /// Tries to free at least `bytes`; answers how many were freed (their reservations are
        /// released already).
        long reclaim(long bytes);
    }

    private final String name;
    private final long limitBytes;
    private final MemoryBudget parent;

    /// What is taken, spare memory included.
    private final AtomicLong reservedBytes = new AtomicLong();

    private final AtomicLong spareBytes = new AtomicLong();
    private final AtomicLong peakBytes = new AtomicLong();
    private final List<Reclaimer> reclaimers = new CopyOnWriteArrayList<>();

    /// Of the root alone.
    private final Optional<SparePieces> spares;

    private MemoryBudget(String name, long limitBytes, MemoryBudget parent) {
        if (limitBytes <= 0) {
            throw new IllegalArgumentException("a memory limit must be positive: " + limitBytes);
        }
        this.name = name;
        this.limitBytes = limitBytes;
        this.parent = parent;
        spares = parent == null ? Optional.of(new SparePieces(this)) : Optional.empty();
        spares.ifPresent(kept -> reclaimers.add(kept::giveBack));
    }

    /// Makes the budget of a process.
    public static MemoryBudget root(long limitBytes) {
        return new MemoryBudget("the process", limitBytes, null);
    }

    /// Makes a part of this budget with a limit of its own (at most this one's).
    public MemoryBudget child(String childName, long childLimitBytes) {
        return new MemoryBudget(childName, Math.min(childLimitBytes, limitBytes), this);
    }

    /// Adds something that gives memory back under pressure.
    public void addReclaimer(Reclaimer reclaimer) {
        reclaimers.add(reclaimer);
    }

    /// Takes bytes if they are there; nothing is taken otherwise.
    public boolean tryReserve(long bytes) {
        if (!take(bytes)) {
            return false;
        }
        for (MemoryBudget budget = this; budget != null; budget = budget.parent) {
            budget.peakBytes.accumulateAndGet(budget.reserved(), Math::max);
        }
        return true;
    }

    /// Answers whether bytes could be taken, once caches have given way. Nothing is taken, and the peak is
    /// that of bytes that somebody had.
    public boolean hasRoom(long bytes) {
        boolean room = take(bytes);
        if (room) {
            release(bytes);
        }
        return room;
    }

    private boolean take(long bytes) {
        if (!takeHere(bytes)) {
            return false;
        }
        if (parent != null && !parent.take(bytes)) {
            reservedBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /// What a reclaimer frees may be gone to somebody else by the time it is asked for, so it is asked
    /// until it has nothing left.
    private boolean takeHere(long bytes) {
        if (add(bytes)) {
            return true;
        }
        for (Reclaimer reclaimer : reclaimers) {
            while (reclaimer.reclaim(bytes) > 0) {
                if (add(bytes)) {
                    return true;
                }
            }
        }
        return add(bytes);
    }

    private boolean add(long bytes) {
        while (true) {
            long now = reservedBytes.get();
            if (bytes > limitBytes - now) {
                return false;
            }
            if (reservedBytes.compareAndSet(now, now + bytes)) {
                return true;
            }
        }
    }

    /// Takes bytes or fails with 53200, naming who asked and the limit.
    public void reserve(long bytes, String purpose) {
        if (!tryReserve(bytes)) {
            throw AlmagestException.of(
                            SqlState.OUT_OF_MEMORY,
                            purpose + " needs " + bytes + " bytes more than the memory limit allows (" + limit()
                                    + " bytes, " + reserved() + " taken)")
                    .hint("raise the limit with --memory or SET memory_limit, or ask for less at once");
        }
    }

    /// Gives bytes back: to the parent first, so that it never counts more than its parts hold.
    public void release(long bytes) {
        if (parent != null) {
            parent.release(bytes);
        }
        long now = reservedBytes.addAndGet(-bytes);
        assert now >= 0 : name + " released more than it took";
    }

    /// Answers the memory of the process that is kept for who asks next.
    Optional<SparePieces> spares() {
        MemoryBudget root = this;
        while (root.parent != null) {
            root = root.parent;
        }
        return root.spares;
    }

    /// Counts memory that is kept, where there is room.
    boolean countSpare(long bytes) {
        if (!add(bytes)) {
            return false;
        }
        spareBytes.addAndGet(bytes);
        return true;
    }

    void forgetSpare(long bytes) {
        spareBytes.addAndGet(-bytes);
        reservedBytes.addAndGet(-bytes);
    }

    /// Gives memory that nobody has to the system, at the end of the process's work.
    public void close() {
        spares.ifPresent(SparePieces::end);
    }

    public long limit() {
        return limitBytes;
    }

    public long reserved() {
        return reservedBytes.get() - spareBytes.get();
    }

    /// Answers the most that was reserved at once.
    public long peak() {
        return peakBytes.get();
    }
}
