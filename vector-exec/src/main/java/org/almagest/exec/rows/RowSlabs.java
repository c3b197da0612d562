package org.almagest.exec.rows;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.memory.NativeBuffer;

/// Native memory for the blocks of many row stores that all go at once: closing a buffer makes every
/// thread of the process pause for a moment, so a few large ones are better than many small ones.
/// Used by one thread at a time.
public final class RowSlabs implements AutoCloseable {
    private static final long FIRST_SLAB_BYTES = 1 << 16;

    private static final long LAST_SLAB_BYTES = 8L << 20;
    private static final long ALIGNMENT = 64;

    /// Into so many slabs the memory limit is cut at least.
    private static final int LEAST_SLABS = 64;

    private final OperatorMemory memory;
    private final List<NativeBuffer> slabs = new ArrayList<>();
    private final long lastSlabBytes;
    private long slabBytes;
    private long next;
    private long end;

    public RowSlabs(OperatorMemory memory) {
        this(memory, 0);
    }

    /// Makes slabs of which the first one has room for so many bytes that are expected, if they are not
    /// too many: one piece of memory instead of several that grow.
    public RowSlabs(OperatorMemory memory, long expectedBytes) {
        this.memory = memory;
        lastSlabBytes = Math.clamp(memory.budget().limit() / LEAST_SLABS, FIRST_SLAB_BYTES, LAST_SLAB_BYTES);
        slabBytes = Math.clamp(expectedBytes, FIRST_SLAB_BYTES, lastSlabBytes);
    }

    /// Answers what it takes to allocate so many bytes beyond what is there.
    long growthBytes(long bytes) {
        long aligned = bytes + ALIGNMENT - 1 & -ALIGNMENT;
        return aligned <= end - next ? 0 : Math.max(aligned, slabBytes);
    }

    /// Answers the address of memory of any content that stays until the slabs are closed, or fails with 53200.
    long allocate(long bytes) {
        long aligned = bytes + ALIGNMENT - 1 & -ALIGNMENT;
        if (end - next < aligned) {
            NativeBuffer slab = memory.allocateUncleared(Math.max(aligned, slabBytes));
            slabBytes = nextSlabBytes();
            slabs.add(slab);
            next = slab.segment().address();
            end = next + slab.size();
        }
        long address = next;
        next += aligned;
        return address;
    }

    /// Where more comes than was expected, it may be little.
    private long nextSlabBytes() {
        return slabs.isEmpty() && slabBytes > FIRST_SLAB_BYTES
                ? Math.max(FIRST_SLAB_BYTES, slabBytes / 4)
                : Math.min(2 * slabBytes, lastSlabBytes);
    }

    @Override
    public void close() {
        slabs.forEach(memory::free);
        slabs.clear();
        next = 0;
        end = 0;
    }
}
