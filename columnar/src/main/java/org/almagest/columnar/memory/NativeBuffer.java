package org.almagest.columnar.memory;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Native memory with an explicit life: reserved from a budget, 64-byte aligned, freed by
/// `close()`.
///
/// `segment()` is of the one memory class that all kernels see (an address reinterpreted), so
/// nothing checks its life: who uses it after `close()` reads foreign memory. Owners pin or count
/// before they hand it out.
public final class NativeBuffer implements AutoCloseable {
    private final MemoryBudget budget;
    private final NativePiece piece;
    private final MemorySegment segment;

    /// Whether somebody else has had the memory before.
    private final boolean used;

    private boolean closed;

    private NativeBuffer(MemoryBudget budget, NativePiece piece, long bytes, boolean used) {
        this.budget = budget;
        this.piece = piece;
        this.used = used;
        segment = view(piece.address(), bytes);
    }

    private void clear() {
        if (used) {
            segment.fill((byte) 0);
        }
    }

    /// Allocates zeroed memory or fails with 53200; `purpose` stands in the message.
    public static NativeBuffer allocate(MemoryBudget budget, long bytes, String purpose) {
        NativeBuffer buffer = allocateUncleared(budget, bytes, purpose);
        buffer.clear();
        return buffer;
    }

    /// As `allocate`, with any content: for who writes before reading.
    public static NativeBuffer allocateUncleared(MemoryBudget budget, long bytes, String purpose) {
        Optional<NativePiece> spare = budget.spares().flatMap(spares -> spares.take(bytes));
        try {
            budget.reserve(bytes, purpose);
        } catch (RuntimeException refused) {
            spare.ifPresent(NativePiece::close);
            throw refused;
        }
        return spare.isPresent() ? new NativeBuffer(budget, spare.get(), bytes, true) : allocateReserved(budget, bytes);
    }

    /// Allocates zeroed memory if the budget has room for it.
    public static Optional<NativeBuffer> tryAllocate(MemoryBudget budget, long bytes) {
        return budget.tryReserve(bytes) ? Optional.of(allocateReserved(budget, bytes)) : Optional.empty();
    }

    private static NativeBuffer allocateReserved(MemoryBudget budget, long bytes) {
        try {
            NativePiece piece = NativePiece.of(bytes);
            return new NativeBuffer(budget, piece, bytes, false);
        } catch (OutOfMemoryError refused) {
            budget.release(bytes);
            throw refused;
        }
    }

    @SuppressWarnings("restricted")
    private static MemorySegment view(long address, long bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }

    public MemorySegment segment() {
        return segment;
    }

    public long size() {
        return segment.byteSize();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            budget.release(segment.byteSize());
            boolean kept = piece instanceof NativePiece.Mapped mapped
                    && budget.spares().map(spares -> spares.keep(mapped)).orElse(false);
            if (!kept) {
                piece.close();
            }
        }
    }
}
