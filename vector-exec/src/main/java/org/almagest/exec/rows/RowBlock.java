package org.almagest.exec.rows;

import java.util.Optional;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.type.DataType;

/// Up to 65,536 kept rows, in one piece of native memory, which is not cleared: what has not been written
/// is undefined.
///
/// ```text
/// for each column   capacity validity bytes (1 = valid), padded to 8
///                   capacity values: BOOLEAN 1, INT and FLOAT 4, LONG and DOUBLE 8, HUGE 16 (high,
///                   low); BYTES and ARRAY 16: long address, int length of bytes in an arena, int number
///                   of a text (`TextNumbering`)
/// ```
final class RowBlock {
    static final int ROW_BITS = 16;
    static final int MAX_ROWS = 1 << ROW_BITS;

    /// The block's own memory; none where it stands in slabs.
    final Optional<NativeBuffer> buffer;

    final int capacity;
    final long[] valid;
    final long[] values;
    final boolean[] hasNulls;
    int rows;

    RowBlock(OperatorMemory memory, Optional<RowSlabs> slabs, DataType[] types, int capacity) {
        this.capacity = capacity;
        valid = new long[types.length];
        values = new long[types.length];
        hasNulls = new boolean[types.length];
        long bytes = 0;
        for (int c = 0; c < types.length; c++) {
            valid[c] = bytes;
            bytes += capacity + 7 & ~7;
            values[c] = bytes;
            bytes += (long) capacity * width(types[c]) + 7 & ~7L;
        }
        long atLeast = Math.max(bytes, 8);
        buffer = slabs.isPresent() ? Optional.empty() : Optional.of(memory.allocateUncleared(atLeast));
        long base = buffer.map(own -> own.segment().address())
                .orElseGet(() -> slabs.orElseThrow().allocate(atLeast));
        for (int c = 0; c < types.length; c++) {
            valid[c] += base;
            values[c] += base;
        }
    }

    /// Answers the bytes of a block.
    static long bytes(DataType[] types, int capacity) {
        long bytes = 0;
        for (DataType type : types) {
            bytes += (capacity + 7 & ~7) + ((long) capacity * width(type) + 7 & ~7L);
        }
        return bytes;
    }

    static int width(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> 1;
            case INT, FLOAT -> 4;
            case LONG, DOUBLE -> 8;
            case HUGE, BYTES, ARRAY -> 16;
        };
    }
}
