package org.almagest.exec.rows;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.almagest.columnar.memory.NativeSpace;

/// Permutes the columns of a row block, or of all blocks of a store, in place.
final class RowReorder {
    private static final int ROW_MASK = RowBlock.MAX_ROWS - 1;

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

    /// Permutes one column of all blocks by ids; `addresses` says where its values start in each.
    static void reorder(List<RowBlock> blocks, int column, int width, long[] addresses, int[] ids) {
        long[] scratch = new long[width == 16 ? 2 * ids.length : ids.length];
        switch (width) {
            case 1 -> {
                pickBytes(addresses, ids, scratch);
                putBytes(blocks, addresses, scratch);
            }
            case 4 -> {
                for (int i = 0; i < ids.length; i++) {
                    scratch[i] = NativeSpace.ALL.get(
                            NativeSpace.INT, addresses[ids[i] >>> RowBlock.ROW_BITS] + 4L * (ids[i] & ROW_MASK));
                }
                int next = 0;
                for (int b = 0; b < addresses.length; b++) {
                    for (int i = 0; i < blocks.get(b).rows; i++) {
                        NativeSpace.ALL.set(NativeSpace.INT, addresses[b] + 4L * i, (int) scratch[next++]);
                    }
                }
            }
            case 8 -> {
                for (int i = 0; i < ids.length; i++) {
                    scratch[i] = RowStore.longAt(addresses, ids[i]);
                }
                putLongs(blocks, addresses, scratch, 1);
            }
            case 16 -> {
                for (int i = 0; i < ids.length; i++) {
                    long from = addresses[ids[i] >>> RowBlock.ROW_BITS] + 16L * (ids[i] & ROW_MASK);
                    scratch[2 * i] = NativeSpace.ALL.get(NativeSpace.LONG, from);
                    scratch[2 * i + 1] = NativeSpace.ALL.get(NativeSpace.LONG, from + 8);
                }
                putLongs(blocks, addresses, scratch, 2);
            }
            default -> throw new IllegalStateException("no column has this width: " + width);
        }
        if (blocks.stream().anyMatch(block -> block.hasNulls[column])) {
            long[] valid =
                    blocks.stream().mapToLong(block -> block.valid[column]).toArray();
            pickBytes(valid, ids, scratch);
            putBytes(blocks, valid, scratch);
            blocks.forEach(block -> block.hasNulls[column] = true);
        }
    }

    private static void pickBytes(long[] addresses, int[] ids, long[] scratch) {
        for (int i = 0; i < ids.length; i++) {
            scratch[i] = NativeSpace.ALL.get(
                    NativeSpace.BYTE, addresses[ids[i] >>> RowBlock.ROW_BITS] + (ids[i] & ROW_MASK));
        }
    }

    private static void putBytes(List<RowBlock> blocks, long[] addresses, long[] scratch) {
        int next = 0;
        for (int b = 0; b < addresses.length; b++) {
            for (int i = 0; i < blocks.get(b).rows; i++) {
                NativeSpace.ALL.set(NativeSpace.BYTE, addresses[b] + i, (byte) scratch[next++]);
            }
        }
    }

    private static void putLongs(List<RowBlock> blocks, long[] addresses, long[] scratch, int words) {
        int next = 0;
        for (int b = 0; b < addresses.length; b++) {
            int count = words * blocks.get(b).rows;
            MemorySegment.copy(scratch, next, NativeSpace.ALL, NativeSpace.LONG, addresses[b], count);
            next += count;
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
