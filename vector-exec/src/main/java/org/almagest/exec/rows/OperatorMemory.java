package org.almagest.exec.rows;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;

/// The memory of one operator of one execution: native buffers and reservations for heap arrays,
/// both counted in a budget below the query's. Closing it gives back whatever the operator still
/// holds, so that a query that fails in the middle leaks nothing. Thread-safe.
public final class OperatorMemory implements AutoCloseable {
    private final MemoryBudget budget;
    private final String purpose;
    private final Set<NativeBuffer> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
    private long heapBytes;

    /// Makes the memory of an operator; `purpose` stands in the message of a refusal.
    public OperatorMemory(MemoryBudget query, String purpose) {
        this.budget = query.child(purpose, query.limit());
        this.purpose = purpose;
    }

    /// Allocates native memory or fails with 53200.
    public NativeBuffer allocate(long bytes) {
        NativeBuffer buffer = NativeBuffer.allocate(budget, bytes, purpose);
        synchronized (this) {
            buffers.add(buffer);
        }
        return buffer;
    }

    /// Frees a buffer that this memory allocated.
    public void free(NativeBuffer buffer) {
        boolean mine;
        synchronized (this) {
            mine = buffers.remove(buffer);
        }
        if (mine) {
            buffer.close();
        }
    }

    /// Reserves bytes for heap arrays or fails with 53200.
    public void reserve(long bytes) {
        budget.reserve(bytes, purpose);
        synchronized (this) {
            heapBytes += bytes;
        }
    }

    /// Gives reserved bytes back.
    public void release(long bytes) {
        synchronized (this) {
            heapBytes -= bytes;
        }
        budget.release(bytes);
    }

    /// Answers the most bytes that were taken at once.
    public long peakBytes() {
        return budget.peak();
    }

    @Override
    public void close() {
        Set<NativeBuffer> left = Collections.newSetFromMap(new IdentityHashMap<>());
        long heap;
        synchronized (this) {
            left.addAll(buffers);
            buffers.clear();
            heap = heapBytes;
            heapBytes = 0;
        }
        left.forEach(NativeBuffer::close);
        if (heap != 0) {
            budget.release(heap);
        }
    }
}
