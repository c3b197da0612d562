package org.almagest.exec.rows;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.memory.NativeBuffer;

/// Native memory for the blocks of many row stores that all go at once: closing a buffer makes every
/// thread of the process pause for a moment, so a few large ones are better than many small ones.
/// Used by one thread at a time.
public final class RowSlabs implements AutoCloseable {
    private static final long FIRST_SLAB_BYTES = 1 << 16;

    /// Larger ones would be fresh pages from the system each time, which take longer to touch.
    private static final long LAST_SLAB_BYTES = 8L << 20;
    private static final long ALIGNMENT = 64;

    /// Into so many slabs the memory limit is cut at least.
    private static final int LEAST_SLABS = 64;

    private final OperatorMemory memory;
    private final List<NativeBuffer> slabs = new ArrayList<>();
    private final long lastSlabBytes;
    private long slabBytes = FIRST_SLAB_BYTES;
    private long next;
    private long end;

    public RowSlabs(OperatorMemory memory) {
        this.memory = memory;
        lastSlabBytes = Math.clamp(memory.budget().limit() / LEAST_SLABS, FIRST_SLAB_BYTES, LAST_SLAB_BYTES);
    }

    /// Answers what it takes to allocate so many bytes beyond what is there.
    long growthBytes(long bytes) {
        long aligned = bytes + ALIGNMENT - 1 & -ALIGNMENT;
        return aligned <= end - next ? 0 : Math.max(aligned, slabBytes);
    }

    /// Answers the address of memory that stays until the slabs are closed, or fails with 53200.
    long allocate(long bytes) {
        long aligned = bytes + ALIGNMENT - 1 & -ALIGNMENT;
        if (end - next < aligned) {
            NativeBuffer slab = memory.allocate(Math.max(aligned, slabBytes));
            slabBytes = Math.min(2 * slabBytes, lastSlabBytes);
            slabs.add(slab);
            next = slab.segment().address();
            end = next + slab.size();
        }
        long address = next;
        next += aligned;
        return address;
    }

    @Override
    public void close() {
        slabs.forEach(memory::free);
        slabs.clear();
        next = 0;
        end = 0;
    }
}
