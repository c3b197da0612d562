package org.almagest.rowstore.delta;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;

/// The native memory behind one generation of a table's delta: slabs that are only ever added to.
///
/// One thread at a time appends (the commit lock sees to it); readers look at the prefix that their
/// view names. Counted: the table holds it until the delta is flushed or dropped and no snapshot
/// needs it, every open scan holds it besides; the last release frees it.
public final class DeltaBuffer {
    private static final long FIRST_SLAB_BYTES = 16 << 10;
    private static final long LAST_SLAB_BYTES = 1 << 20;

    private final MemoryBudget budget;
    private final List<NativeBuffer> slabs = new ArrayList<>();
    private long nextSlabBytes = FIRST_SLAB_BYTES;
    private int holders = 1;

    public DeltaBuffer(MemoryBudget budget) {
        this.budget = budget;
    }

    /// Takes memory for at least `leastBytes`, or fails with 53200.
    synchronized MemorySegment newSlab(long leastBytes) {
        if (holders == 0) {
            throw new IllegalStateException("a delta is written to after it was freed");
        }
        NativeBuffer slab = NativeBuffer.allocate(
                budget, Math.max(leastBytes, nextSlabBytes), "the table's inserted rows in memory");
        slabs.add(slab);
        nextSlabBytes = Math.min(nextSlabBytes * 2, LAST_SLAB_BYTES);
        return slab.segment();
    }

    /// Keeps the memory until `release`.
    public synchronized void retain() {
        if (holders == 0) {
            throw new IllegalStateException("a delta is read after its snapshot was closed");
        }
        holders++;
    }

    public synchronized void release() {
        if (holders == 0) {
            throw new IllegalStateException("a delta is freed twice");
        }
        holders--;
        if (holders == 0) {
            slabs.forEach(NativeBuffer::close);
            slabs.clear();
        }
    }
}
