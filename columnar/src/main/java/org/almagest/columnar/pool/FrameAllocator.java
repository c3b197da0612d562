package org.almagest.columnar.pool;

import java.util.Optional;
import org.almagest.columnar.memory.AddressSpace;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;

/// Where frames come from: single pieces of memory at first, so that a small query pays for nothing
/// more, and slots in huge pages once there are many. Thread-safe.
final class FrameAllocator implements AutoCloseable {
    /// Addresses per byte of the pool's limit: slots keep their class, so they may need more.
    private static final long ADDRESSES_PER_BYTE = 4;

    private final MemoryBudget budget;
    private final long limitBytes;
    private final long slotsFromBytes;
    private Optional<FrameSlots> slots = Optional.empty();
    private boolean asked;

    /// `slotsFromBytes` is the size of the pool from which on frames are slots.
    FrameAllocator(MemoryBudget budget, long limitBytes, long slotsFromBytes) {
        this.budget = budget;
        this.limitBytes = limitBytes;
        this.slotsFromBytes = slotsFromBytes;
    }

    /// Reserves and takes memory of a size class; empty when the budget has no room.
    Optional<FrameMemory> tryAllocate(int size) {
        Optional<FrameSlots> from = budget.reserved() >= slotsFromBytes ? slots() : Optional.empty();
        if (from.isEmpty()) {
            return NativeBuffer.tryAllocate(budget, size).map(FrameMemory.Single::new);
        }
        if (!budget.tryReserve(size)) {
            return Optional.empty();
        }
        Optional<FrameMemory> slot = from.get().take(size);
        if (slot.isEmpty()) {
            budget.release(size);
            return NativeBuffer.tryAllocate(budget, size).map(FrameMemory.Single::new);
        }
        return slot;
    }

    private synchronized Optional<FrameSlots> slots() {
        if (!asked) {
            asked = true;
            long addresses = Math.min(limitBytes, 1L << 40) * ADDRESSES_PER_BYTE;
            slots = AddressSpace.reserve(addresses).map(space -> new FrameSlots(space, budget));
        }
        return slots;
    }

    @Override
    public synchronized void close() {
        slots.ifPresent(FrameSlots::close);
        slots = Optional.empty();
    }
}
