package org.almagest.columnar.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Mapped memory that was given back and waits for who takes some next: the system clears each page that
/// it gives out, and looks for huge ones for long where other processes have left holes.
///
/// ```text
/// kept      pieces that have been touched, as long as an eighth of the limit, 1 GiB at most, holds them;
///           what they take counts in the root budget, not as reserved
/// go        to who asks for as many bytes or a fifth less; to the system when the budget is full, when
///           nobody has wanted them for ten seconds, and when the process's memory ends
/// ```
///
/// Their content is what who had them before left there. Thread-safe.
final class SparePieces {
    static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int LIMIT_PARTS = 8;
    private static final long MOST_BYTES = 1L << 30;

    private record Spare(NativePiece.Mapped piece, long sinceNanos) {}

    private final MemoryBudget root;
    private final long mostBytes;
    private final TreeMap<Long, ArrayDeque<Spare>> bySize = new TreeMap<>();
    private long keptBytes;
    private boolean watched;
    private boolean ended;

    SparePieces(MemoryBudget root) {
        this.root = root;
        mostBytes = Math.min(root.limit() / LIMIT_PARTS, MOST_BYTES);
    }

    /// Answers a piece of at least so many bytes and hardly more, which is the caller's alone and no longer
    /// counted.
    Optional<NativePiece> take(long bytes) {
        NativePiece.Mapped found;
        synchronized (this) {
            Map.Entry<Long, ArrayDeque<Spare>> alike = bySize.ceilingEntry(bytes);
            if (alike == null || alike.getKey() - bytes > bytes / 4 + NativePiece.MAPPED_FROM_BYTES) {
                return Optional.empty();
            }
            found = alike.getValue().removeLast().piece();
            forget(alike.getKey(), alike.getValue());
        }
        root.forgetSpare(found.bytes());
        return Optional.of(found);
    }

    /// Takes a piece over; answers false where there is no room for it.
    boolean keep(NativePiece.Mapped piece) {
        long bytes = piece.bytes();
        if (bytes > mostBytes || !root.countSpare(bytes)) {
            return false;
        }
        synchronized (this) {
            if (!ended && keptBytes + bytes <= mostBytes) {
                keptBytes += bytes;
                bySize.computeIfAbsent(bytes, size -> new ArrayDeque<>()).addLast(new Spare(piece, System.nanoTime()));
                watch();
                return true;
            }
        }
        root.forgetSpare(bytes);
        return false;
    }

    /// Gives at least so many bytes to the system, if there are as many; answers how many.
    long giveBack(long bytes) {
        List<NativePiece.Mapped> gone = new ArrayList<>();
        long freed = 0;
        synchronized (this) {
            while (freed < bytes && !bySize.isEmpty()) {
                Map.Entry<Long, ArrayDeque<Spare>> largest = bySize.lastEntry();
                gone.add(largest.getValue().removeFirst().piece());
                freed += largest.getKey();
                forget(largest.getKey(), largest.getValue());
            }
        }
        gone.forEach(this::giveBack);
        return freed;
    }

    /// Gives back what has been here since before a moment.
    void giveBackOlderThan(long nanos) {
        List<NativePiece.Mapped> gone = new ArrayList<>();
        synchronized (this) {
            for (Map.Entry<Long, ArrayDeque<Spare>> alike : List.copyOf(bySize.entrySet())) {
                ArrayDeque<Spare> spares = alike.getValue();
                while (!spares.isEmpty() && spares.peekFirst().sinceNanos() - nanos < 0) {
                    gone.add(spares.removeFirst().piece());
                    forget(alike.getKey(), spares);
                }
            }
        }
        gone.forEach(this::giveBack);
    }

    /// Gives everything back, now and from now on.
    void end() {
        synchronized (this) {
            ended = true;
        }
        giveBack(Long.MAX_VALUE);
    }

    private void forget(long bytes, ArrayDeque<Spare> alike) {
        keptBytes -= bytes;
        if (alike.isEmpty()) {
            bySize.remove(bytes);
        }
    }

    private void giveBack(NativePiece.Mapped piece) {
        piece.close();
        root.forgetSpare(piece.bytes());
    }

    /// Has somebody look after a while, as long as there is something.
    private void watch() {
        if (!watched) {
            watched = true;
            CompletableFuture.delayedExecutor(IDLE_NANOS, TimeUnit.NANOSECONDS).execute(this::look);
        }
    }

    private void look() {
        giveBackOlderThan(System.nanoTime() - IDLE_NANOS);
        synchronized (this) {
            watched = false;
            if (!bySize.isEmpty()) {
                watch();
            }
        }
    }
}
