package org.almagest.exec.rows;

import java.lang.foreign.MemorySegment;
import org.almagest.columnar.memory.NativeSpace;

/// Permutes the columns of a row block in place.
final class RowReorder {
    private RowReorder() {}

    static void reorder(RowBlock block, int column, int width, int[] order, long[] scratch) {
        int rows = block.rows;
        long values = block.values[column];
        switch (width) {
            case 1 -> bytes(values, order, rows, scratch);
            case 4 -> ints(values, order, rows, scratch);
            case 8 -> longs(values, order, rows, scratch);
            case 16 -> pairs(values, order, rows, scratch);
            default -> throw new IllegalStateException("no column has this width: " + width);
        }
        if (block.hasNulls[column]) {
            bytes(block.valid[column], order, rows, scratch);
        }
    }

    private static void bytes(long address, int[] order, int rows, long[] scratch) {
        for (int i = 0; i < rows; i++) {
            scratch[i] = NativeSpace.ALL.get(NativeSpace.BYTE, address + order[i]);
        }
        for (int i = 0; i < rows; i++) {
            NativeSpace.ALL.set(NativeSpace.BYTE, address + i, (byte) scratch[i]);
        }
    }

    private static void ints(long address, int[] order, int rows, long[] scratch) {
        for (int i = 0; i < rows; i++) {
            scratch[i] = NativeSpace.ALL.get(NativeSpace.INT, address + 4L * order[i]);
        }
        for (int i = 0; i < rows; i++) {
            NativeSpace.ALL.set(NativeSpace.INT, address + 4L * i, (int) scratch[i]);
        }
    }

    private static void longs(long address, int[] order, int rows, long[] scratch) {
        for (int i = 0; i < rows; i++) {
            scratch[i] = NativeSpace.ALL.get(NativeSpace.LONG, address + 8L * order[i]);
        }
        MemorySegment.copy(scratch, 0, NativeSpace.ALL, NativeSpace.LONG, address, rows);
    }

    private static void pairs(long address, int[] order, int rows, long[] scratch) {
        for (int i = 0; i < rows; i++) {
            long from = address + 16L * order[i];
            scratch[2 * i] = NativeSpace.ALL.get(NativeSpace.LONG, from);
            scratch[2 * i + 1] = NativeSpace.ALL.get(NativeSpace.LONG, from + 8);
        }
        MemorySegment.copy(scratch, 0, NativeSpace.ALL, NativeSpace.LONG, address, 2 * rows);
    }
}
