package org.almagest.exec.rows;

import java.util.List;
import org.almagest.columnar.memory.NativeSpace;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// Reads kept numbers by id into some rows of a vector, each to its place; other rows stay undefined.
final class RowGather {
    private static final int ROW_MASK = RowBlock.MAX_ROWS - 1;

    private RowGather() {}

    /// Fills the rows `rows[0 .. count)` of `out` with the column's values at `ids[row]`, none of which
    /// is negative. Answers false, having done nothing, for types other than the numbers of one word.
    static boolean gather(List<RowBlock> blocks, int column, int[] ids, int[] rows, int count, ColumnVector out) {
        switch (out) {
            case IntColumnVector v -> ints(blocks, column, ids, rows, count, v.values());
            case FloatColumnVector v -> floats(blocks, column, ids, rows, count, v.values());
            case LongColumnVector v -> longs(blocks, column, ids, rows, count, v.values());
            case DoubleColumnVector v -> doubles(blocks, column, ids, rows, count, v.values());
            default -> {
                return false;
            }
        }
        if (hasNulls(blocks, column)) {
            nulls(blocks, column, ids, rows, count, out);
        }
        return true;
    }

    private static boolean hasNulls(List<RowBlock> blocks, int column) {
        for (RowBlock block : blocks) {
            if (block.hasNulls[column]) {
                return true;
            }
        }
        return false;
    }

    private static void nulls(List<RowBlock> blocks, int column, int[] ids, int[] rows, int count, ColumnVector out) {
        for (int i = 0; i < count; i++) {
            int id = ids[rows[i]];
            RowBlock block = blocks.get(id >>> RowBlock.ROW_BITS);
            if (block.hasNulls[column]
                    && NativeSpace.ALL.get(NativeSpace.BYTE, block.valid[column] + (id & ROW_MASK)) == 0) {
                out.setNull(rows[i]);
            }
        }
    }

    private static long at(List<RowBlock> blocks, int column, int id, int width) {
        return blocks.get(id >>> RowBlock.ROW_BITS).values[column] + (long) (id & ROW_MASK) * width;
    }

    private static void ints(List<RowBlock> blocks, int column, int[] ids, int[] rows, int count, int[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[row] = NativeSpace.ALL.get(NativeSpace.INT, at(blocks, column, ids[row], 4));
        }
    }

    private static void floats(List<RowBlock> blocks, int column, int[] ids, int[] rows, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[row] = NativeSpace.ALL.get(NativeSpace.FLOAT, at(blocks, column, ids[row], 4));
        }
    }

    private static void longs(List<RowBlock> blocks, int column, int[] ids, int[] rows, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[row] = NativeSpace.ALL.get(NativeSpace.LONG, at(blocks, column, ids[row], 8));
        }
    }

    private static void doubles(List<RowBlock> blocks, int column, int[] ids, int[] rows, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[row] = NativeSpace.ALL.get(NativeSpace.DOUBLE, at(blocks, column, ids[row], 8));
        }
    }
}
