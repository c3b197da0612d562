package org.almagest.exec.rows;

import java.util.List;
import org.almagest.columnar.memory.NativeSpace;

/// Copies the rows of a block to places all over the blocks of another store.
final class RowScatter {
    private static final int ROW_MASK = RowBlock.MAX_ROWS - 1;

    private RowScatter() {}

    /// Copies a column, row `i` to the row with id `ids[i]`.
    static void scatter(RowBlock from, int column, int width, int[] ids, boolean nullable, List<RowBlock> to) {
        long[] targets = new long[to.size()];
        for (int b = 0; b < targets.length; b++) {
            targets[b] = to.get(b).values[column];
        }
        long source = from.values[column];
        switch (width) {
            case 1 -> bytes(source, from.rows, ids, targets);
            case 4 -> ints(source, from.rows, ids, targets);
            case 8 -> longs(source, from.rows, ids, targets);
            case 16 -> pairs(source, from.rows, ids, targets);
            default -> throw new IllegalStateException("no column has this width: " + width);
        }
        if (nullable) {
            for (int b = 0; b < targets.length; b++) {
                targets[b] = to.get(b).valid[column];
                to.get(b).hasNulls[column] = true;
            }
            bytes(from.valid[column], from.rows, ids, targets);
        }
    }

    private static long at(long[] targets, int id, int width) {
        return targets[id >>> RowBlock.ROW_BITS] + (long) (id & ROW_MASK) * width;
    }

    private static void bytes(long source, int rows, int[] ids, long[] targets) {
        for (int i = 0; i < rows; i++) {
            byte value = NativeSpace.ALL.get(NativeSpace.BYTE, source + i);
            NativeSpace.ALL.set(NativeSpace.BYTE, at(targets, ids[i], 1), value);
        }
    }

    private static void ints(long source, int rows, int[] ids, long[] targets) {
        for (int i = 0; i < rows; i++) {
            int value = NativeSpace.ALL.get(NativeSpace.INT, source + 4L * i);
            NativeSpace.ALL.set(NativeSpace.INT, at(targets, ids[i], 4), value);
        }
    }

    private static void longs(long source, int rows, int[] ids, long[] targets) {
        for (int i = 0; i < rows; i++) {
            long value = NativeSpace.ALL.get(NativeSpace.LONG, source + 8L * i);
            NativeSpace.ALL.set(NativeSpace.LONG, at(targets, ids[i], 8), value);
        }
    }

    private static void pairs(long source, int rows, int[] ids, long[] targets) {
        for (int i = 0; i < rows; i++) {
            long first = NativeSpace.ALL.get(NativeSpace.LONG, source + 16L * i);
            long second = NativeSpace.ALL.get(NativeSpace.LONG, source + 16L * i + 8);
            long target = at(targets, ids[i], 16);
            NativeSpace.ALL.set(NativeSpace.LONG, target, first);
            NativeSpace.ALL.set(NativeSpace.LONG, target + 8, second);
        }
    }
}
