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
    private boolean closed;

    private NativeBuffer(MemoryBudget budget, NativePiece piece, MemorySegment segment) {
        this.budget = budget;
        this.piece = piece;
        this.segment = segment;
    }

    /// Allocates zeroed memory or fails with 53200; `purpose` stands in the message.
    public static NativeBuffer allocate(MemoryBudget budget, long bytes, String purpose) {
        budget.reserve(bytes, purpose);
        return allocateReserved(budget, bytes);
    }

    /// Allocates zeroed memory if the budget has room for it.
    public static Optional<NativeBuffer> tryAllocate(MemoryBudget budget, long bytes) {
        return budget.tryReserve(bytes) ? Optional.of(allocateReserved(budget, bytes)) : Optional.empty();
    }

    private static NativeBuffer allocateReserved(MemoryBudget budget, long bytes) {
        try {
            NativePiece piece = NativePiece.of(bytes);
            return new NativeBuffer(budget, piece, view(piece.address(), bytes));
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
            piece.close();
            budget.release(segment.byteSize());
        }
    }
}
