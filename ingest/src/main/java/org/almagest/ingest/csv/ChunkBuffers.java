package org.almagest.ingest.csv;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;

/// The native memory of a scan's morsels, used again and again. Thread-safe.
final class ChunkBuffers implements AutoCloseable {
    private final MemoryBudget budget;
    private final List<NativeBuffer> all = new ArrayList<>();
    private final Deque<NativeBuffer> free = new ArrayDeque<>();

    ChunkBuffers(MemoryBudget budget) {
        this.budget = budget;
    }

    MemoryBudget budget() {
        return budget;
    }

    /// Answers a buffer of at least `bytes`; its content is unspecified.
    synchronized NativeBuffer take(long bytes) {
        while (!free.isEmpty()) {
            NativeBuffer buffer = free.pop();
            if (buffer.size() >= bytes) {
                return buffer;
            }
            all.remove(buffer);
            buffer.close();
        }
        NativeBuffer buffer = NativeBuffer.allocate(budget, bytes, "reading a text file");
        all.add(buffer);
        return buffer;
    }

    synchronized void giveBack(NativeBuffer buffer) {
        free.push(buffer);
    }

    @Override
    public synchronized void close() {
        all.forEach(NativeBuffer::close);
        all.clear();
        free.clear();
    }
}
