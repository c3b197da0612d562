package org.almagest.exec.join;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.almagest.columnar.memory.NativeSpace;

/// Finds the rows of a key by its value alone, without a hash or a comparison: for one integer whose
/// values lie closely together, as those of surrogate keys do.
///
/// ```text
/// heads   int: at `key - low` the id of the key's first row + 1 (0: none); behind the greatest key one
///         place that stays empty, where all values outside are looked up
/// ```
///
/// The heads are native memory of who makes it. Different threads may put different keys.
final class KeyPlaces {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    /// So many places are few, however few keys there are.
    private static final long FEW_PLACES = 1 << 14;

    private final MemorySegment heads;
    private final long low;
    private final long span;

    /// Takes zeroed memory of `bytes(low, high)` bytes.
    KeyPlaces(MemorySegment heads, long low, long high) {
        this.heads = heads;
        this.low = low;
        span = high - low + 1;
    }

    static long bytes(long low, long high) {
        return Integer.BYTES * (high - low + 2);
    }

    /// Answers whether places take no more memory than the slots that hashes would need.
    static boolean suits(long low, long high, long rows, long slotBytes) {
        long distance = high - low;
        return rows > 0
                && distance >= 0
                && distance < Integer.MAX_VALUE - 2
                && (distance < FEW_PLACES || bytes(low, high) <= slotBytes);
    }

    /// Answers the id + 1 of the row that has been put last for the key, and puts another before it.
    int put(long key, int id) {
        long at = key - low;
        int head = heads.getAtIndex(INT, at);
        heads.setAtIndex(INT, at, id + 1);
        return head;
    }

    /// Sets `out[row]` to the first row's id of the row's key, -1 where there is none.
    void find(long[] keys, int[] rows, int count, int[] out) {
        long address = heads.address();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long distance = keys[row] - low;
            long at = Long.compareUnsigned(distance, span) < 0 ? distance : span;
            out[row] = NativeSpace.ALL.get(NativeSpace.INT, address + (at << 2)) - 1;
        }
    }
}
