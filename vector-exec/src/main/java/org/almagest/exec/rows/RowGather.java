package org.almagest.exec.rows;

import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.memory.NativeSpace;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Reads kept rows by id into some rows of a vector, each to its place; other rows stay undefined, and cost
/// nothing: few rows of a batch find a partner.
final class RowGather {
    private static final int ROW_MASK = RowBlock.MAX_ROWS - 1;

    private RowGather() {}

    /// Fills the rows `rows[0 .. count)` of `out`, which ascend, with the column's values at `ids[row]`,
    /// none of which is negative; `addresses` says where the column's values start in each block. The
    /// vector has `places` rows.
    /// Answers false, having done nothing, for arrays.
    static boolean gather(
            List<RowBlock> blocks,
            long[] addresses,
            int column,
            int[] ids,
            int[] rows,
            int count,
            int places,
            ColumnVector out) {
        switch (out) {
            case BooleanColumnVector v -> booleans(addresses, ids, rows, count, v.values());
            case IntColumnVector v -> ints(addresses, ids, rows, count, v.values());
            case FloatColumnVector v -> floats(addresses, ids, rows, count, v.values());
            case LongColumnVector v -> longs(addresses, ids, rows, count, v.values());
            case DoubleColumnVector v -> doubles(addresses, ids, rows, count, v.values());
            case HugeColumnVector v -> huges(addresses, ids, rows, count, v);
            case TextColumnVector v -> texts(addresses, ids, rows, count, places, v);
            case ArrayColumnVector v -> {
                return false;
            }
        }
        if (hasNulls(blocks, column)) {
            nulls(blocks, column, ids, rows, count, out);
        }
        return true;
    }

    private static boolean hasNulls(List<RowBlock> blocks, int column) {
        for (int b = 0; b < blocks.size(); b++) {
            if (blocks.get(b).hasNulls[column]) {
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

    private static long at(long[] addresses, int id, int width) {
        return addresses[id >>> RowBlock.ROW_BITS] + (long) (id & ROW_MASK) * width;
    }

    private static void booleans(long[] addresses, int[] ids, int[] rows, int count, byte[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[row] = NativeSpace.ALL.get(NativeSpace.BYTE, at(addresses, ids[row], 1));
        }
    }

    private static void ints(long[] addresses, int[] ids, int[] rows, int count, int[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[row] = NativeSpace.ALL.get(NativeSpace.INT, at(addresses, ids[row], 4));
        }
    }

    private static void floats(long[] addresses, int[] ids, int[] rows, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[row] = NativeSpace.ALL.get(NativeSpace.FLOAT, at(addresses, ids[row], 4));
        }
    }

    private static void longs(long[] addresses, int[] ids, int[] rows, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[row] = NativeSpace.ALL.get(NativeSpace.LONG, at(addresses, ids[row], 8));
        }
    }

    private static void doubles(long[] addresses, int[] ids, int[] rows, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[row] = NativeSpace.ALL.get(NativeSpace.DOUBLE, at(addresses, ids[row], 8));
        }
    }

    private static void huges(long[] addresses, int[] ids, int[] rows, int count, HugeColumnVector out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long at = at(addresses, ids[row], 16);
            out.high()[row] = NativeSpace.ALL.get(NativeSpace.LONG, at);
            out.low()[row] = NativeSpace.ALL.get(NativeSpace.LONG, at + 8);
        }
    }

    /// The other rows are empty, or have the first text of those that are numbered.
    private static void texts(long[] addresses, int[] ids, int[] rows, int count, int places, TextColumnVector out) {
        if (out.isDictionary()) {
            Arrays.fill(out.codes(), 0, places, 0);
            for (int i = 0; i < count; i++) {
                out.codes()[rows[i]] = TextNumbering.number(at(addresses, ids[rows[i]], 16));
            }
            return;
        }
        int[] offsets = out.offsets();
        int next = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            Arrays.fill(offsets, next, row + 1, offsets[next]);
            RowReader.text(out, row, at(addresses, ids[row], 16));
            next = row + 1;
        }
        Arrays.fill(offsets, next, places + 1, offsets[next]);
    }
}
