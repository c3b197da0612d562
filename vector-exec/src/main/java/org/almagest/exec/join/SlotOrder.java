package org.almagest.exec.join;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.exec.rows.OperatorMemory;

/// Rows to be put into a hash table, in an order in which those of neighbouring slots lie together:
/// so that a part of the table stays in the cache while it is filled. Rows of one part keep the order
/// in which they were added. Memory is the operator's until `close`. One thread.
///
/// ```text
/// count each row -> begin -> add each row -> read from 0 on
/// ```
final class SlotOrder implements AutoCloseable {
    private static final int PART_BITS = 6;
    private static final int PARTS = 1 << PART_BITS;
    private static final long ROW_BYTES = Long.BYTES + Integer.BYTES;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private final int rows;
    private final OperatorMemory memory;
    private final NativeBuffer buffer;
    private final MemorySegment hashes;
    private final MemorySegment ids;
    private final int shift;
    private final int mask;
    private final int[] next = new int[PARTS];

    private SlotOrder(int rows, int mask, OperatorMemory memory, NativeBuffer buffer) {
        this.rows = rows;
        this.memory = memory;
        this.mask = mask;
        this.buffer = buffer;
        shift = Math.max(0, Integer.bitCount(mask) - PART_BITS);
        hashes = buffer.segment().asSlice(0, 8L * rows);
        ids = buffer.segment().asSlice(8L * rows, 4L * rows);
    }

    /// Makes room for `rows` rows of a table of `mask + 1` slots; empty where there is no memory for
    /// that.
    static Optional<SlotOrder> of(long rows, int mask, OperatorMemory memory) {
        try {
            return Optional.of(new SlotOrder(Math.toIntExact(rows), mask, memory, memory.allocate(ROW_BYTES * rows)));
        } catch (AlmagestException refused) {
            return Optional.empty();
        }
    }

    int rows() {
        return rows;
    }

    private int part(long hash) {
        return ((int) hash & mask) >>> shift;
    }

    void count(long hash) {
        next[part(hash)]++;
    }

    /// Ends the counting.
    void begin() {
        int at = 0;
        for (int part = 0; part < PARTS; part++) {
            int count = next[part];
            next[part] = at;
            at += count;
        }
    }

    void add(long hash, int id) {
        int at = next[part(hash)]++;
        hashes.setAtIndex(LONG, at, hash);
        ids.setAtIndex(INT, at, id);
    }

    long hash(int at) {
        return hashes.getAtIndex(LONG, at);
    }

    int id(int at) {
        return ids.getAtIndex(INT, at);
    }

    @Override
    public void close() {
        memory.free(buffer);
    }
}
