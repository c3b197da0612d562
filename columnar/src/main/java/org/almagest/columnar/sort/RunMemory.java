package org.almagest.columnar.sort;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;

/// Native memory that is handed out piece by piece and taken back all at once: chunks of a growing
/// size, reserved from a budget and kept for the next rows. One thread.
final class RunMemory implements AutoCloseable {
    private static final long FIRST_BYTES = 64 << 10;
    private static final long LARGEST_BYTES = 8 << 20;

    private final MemoryBudget budget;
    private final List<NativeBuffer> chunks = new ArrayList<>();
    private int current = -1;
    private long used;

    RunMemory(MemoryBudget budget) {
        this.budget = budget;
    }

    /// Makes sure that the next `take` of `wanted` bytes finds them; answers false where the budget
    /// says no.
    boolean tryEnsure(long wanted) {
        if (current >= 0 && chunks.get(current).size() - used >= wanted) {
            return true;
        }
        while (current + 1 < chunks.size()) {
            current++;
            used = 0;
            if (chunks.get(current).size() >= wanted) {
                return true;
            }
        }
        long next = chunks.isEmpty()
                ? FIRST_BYTES
                : Math.min(LARGEST_BYTES, 2 * chunks.getLast().size());
        Optional<NativeBuffer> made = NativeBuffer.tryAllocate(budget, Math.max(wanted, next));
        if (made.isEmpty() && wanted < next) {
            made = NativeBuffer.tryAllocate(budget, wanted);
        }
        made.ifPresent(chunk -> {
            chunks.add(chunk);
            current = chunks.size() - 1;
            used = 0;
        });
        return made.isPresent();
    }

    /// Answers the address of bytes that were made sure of.
    long take(long wanted) {
        long address = chunks.get(current).segment().address() + used;
        used += wanted;
        return address;
    }

    /// Takes everything back and keeps the chunks.
    void reuse() {
        current = -1;
        used = 0;
    }

    @Override
    public void close() {
        chunks.forEach(NativeBuffer::close);
        chunks.clear();
        reuse();
    }
}
