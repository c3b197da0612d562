package org.almagest.columnar.pool;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.memory.AddressSpace;
import org.almagest.columnar.memory.MemoryBudget;

/// Frames in huge pages: chunks of 2 MiB of one address space, each cut into slots of one size
/// class.
///
/// ```text
/// | 40 KiB x 51 | 128 KiB x 16 | 40 KiB x 51 | 1 MiB x 2 | not cut yet ...
/// ```
///
/// A slot that is freed gives its memory back to the system but keeps its place for the next frame
/// of its class. Addresses are plenty (several times the pool's limit); where they run out there
/// are no more slots. Thread-safe.
final class FrameSlots implements AutoCloseable {
    private static final long CHUNK_BYTES = 2L << 20;

    private final AddressSpace space;
    private final MemoryBudget budget;
    private final Map<Integer, ArrayDeque<MemorySegment>> free = new HashMap<>();
    private long nextChunk;

    FrameSlots(AddressSpace space, MemoryBudget budget) {
        this.space = space;
        this.budget = budget;
    }

    /// Takes a slot of a size class for bytes that are reserved already; empty when no addresses
    /// are left or the class does not fit a chunk.
    synchronized Optional<FrameMemory> take(int size) {
        if (size > CHUNK_BYTES) {
            return Optional.empty();
        }
        ArrayDeque<MemorySegment> slots = free.computeIfAbsent(size, key -> new ArrayDeque<>());
        if (slots.isEmpty() && !cut(size, slots)) {
            return Optional.empty();
        }
        return Optional.of(new FrameMemory.Slot(this, slots.pop()));
    }

    private boolean cut(int size, ArrayDeque<MemorySegment> slots) {
        if (nextChunk + CHUNK_BYTES > space.size()) {
            return false;
        }
        for (long at = 0; at + size <= CHUNK_BYTES; at += size) {
            slots.addLast(space.part(nextChunk + at, size));
        }
        nextChunk += CHUNK_BYTES;
        return true;
    }

    void free(MemorySegment slot) {
        space.giveBack(slot);
        synchronized (this) {
            free.get((int) slot.byteSize()).push(slot);
        }
        budget.release(slot.byteSize());
    }

    @Override
    public void close() {
        space.close();
    }
}
