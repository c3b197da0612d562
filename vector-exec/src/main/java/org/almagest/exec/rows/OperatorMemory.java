package org.almagest.exec.rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
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
    private final List<AutoCloseable> owned = new ArrayList<>();
    private final MemoryShares shares;
    private long heapBytes;

    /// Makes the memory of an operator; `purpose` stands in the message of a refusal.
    public OperatorMemory(MemoryShares shares, String purpose) {
        this.shares = shares;
        this.budget = shares.query().child(purpose, shares.query().limit());
        this.purpose = purpose;
        shares.join(this);
    }

    /// Makes the memory of an operator that has a budget for itself.
    public OperatorMemory(MemoryBudget query, String purpose) {
        this(new MemoryShares(query, 1), purpose);
    }

    /// Answers what its buffers are taken of; who takes some gives them back.
    public MemoryBudget budget() {
        return budget;
    }

    /// Answers whether there is room for `bytes` more: an operator that can spill asks before it
    /// grows, and spills what it has where the answer is no.
    public boolean mayGrow(long bytes) {
        return shares.mayGrow(this, bytes);
    }

    /// Answers whether the query has so much of its limit left. Unlike `mayGrow` it promises nothing, and no
    /// cache gives way for the answer.
    public boolean hasLeft(long bytes) {
        return bytes <= shares.query().limit() - shares.query().reserved();
    }

    /// Answers what each thread has for reading and writing files.
    public long headroomPerThread() {
        return shares.headroomPerThread();
    }

    /// Closes something when this memory is closed, before the memory goes.
    public synchronized void own(AutoCloseable user) {
        owned.add(user);
    }

    /// Forgets something that has been closed.
    public synchronized void disown(AutoCloseable user) {
        owned.remove(user);
    }

    /// Answers the bytes that are taken now.
    public long takenBytes() {
        return budget.reserved();
    }

    /// Allocates zeroed native memory or fails with 53200.
    public NativeBuffer allocate(long bytes) {
        return keep(NativeBuffer.allocate(budget, bytes, purpose));
    }

    /// Allocates native memory with any content or fails with 53200.
    public NativeBuffer allocateUncleared(long bytes) {
        return keep(NativeBuffer.allocateUncleared(budget, bytes, purpose));
    }

    private NativeBuffer keep(NativeBuffer buffer) {
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
        closeOwned();
        Set<NativeBuffer> left = Collections.newSetFromMap(new IdentityHashMap<>());
        long heap;
        synchronized (this) {
            left.addAll(buffers);
            buffers.clear();
            heap = heapBytes;
            heapBytes = 0;
        }
        left.forEach(NativeBuffer::close);
        shares.leave(this);
        if (heap != 0) {
            budget.release(heap);
        }
    }

    private void closeOwned() {
        List<AutoCloseable> users;
        synchronized (this) {
            users = List.copyOf(owned);
            owned.clear();
        }
        for (AutoCloseable user : users) {
            try {
                user.close();
            } catch (RuntimeException failed) {
                throw failed;
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
