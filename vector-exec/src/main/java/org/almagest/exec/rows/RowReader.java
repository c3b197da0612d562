package org.almagest.exec.rows;

import java.lang.foreign.MemorySegment;
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

/// Reads kept rows back into vectors, in a row or by id.
final class RowReader {
    private static final int ROW_MASK = RowBlock.MAX_ROWS - 1;

    private RowReader() {}

    static void read(RowBlock block, int column, int from, int count, ColumnVector out) {
        long at = block.values[column];
        switch (out) {
            case BooleanColumnVector v ->
                MemorySegment.copy(NativeSpace.ALL, NativeSpace.BYTE, at + from, v.values(), 0, count);
            case IntColumnVector v ->
                MemorySegment.copy(NativeSpace.ALL, NativeSpace.INT, at + 4L * from, v.values(), 0, count);
            case FloatColumnVector v ->
                MemorySegment.copy(NativeSpace.ALL, NativeSpace.FLOAT, at + 4L * from, v.values(), 0, count);
            case LongColumnVector v ->
                MemorySegment.copy(NativeSpace.ALL, NativeSpace.LONG, at + 8L * from, v.values(), 0, count);
            case DoubleColumnVector v ->
                MemorySegment.copy(NativeSpace.ALL, NativeSpace.DOUBLE, at + 8L * from, v.values(), 0, count);
            case HugeColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    huge(v, i, at + 16L * (from + i));
                }
            }
            case TextColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    text(v, i, at + 16L * (from + i));
                }
            }
            case ArrayColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    array(v, i, at + 16L * (from + i), isNull(block, column, from + i));
                }
            }
        }
        if (block.hasNulls[column]) {
            for (int i = 0; i < count; i++) {
                if (isNull(block, column, from + i)) {
                    out.setNull(i);
                }
            }
        }
    }

    private static boolean isNull(RowBlock block, int column, int row) {
        return block.hasNulls[column] && NativeSpace.ALL.get(NativeSpace.BYTE, block.valid[column] + row) == 0;
    }

    private static void huge(HugeColumnVector v, int row, long at) {
        v.high()[row] = NativeSpace.ALL.get(NativeSpace.LONG, at);
        v.low()[row] = NativeSpace.ALL.get(NativeSpace.LONG, at + 8);
    }

    /// Appends a text, whose address and length stand at `at`, as a row of the vector.
    static void text(TextColumnVector v, int row, long at) {
        long address = NativeSpace.ALL.get(NativeSpace.LONG, at);
        int length = (int) NativeSpace.ALL.get(NativeSpace.LONG, at + 8);
        int start = v.offsets()[row];
        byte[] bytes = v.ensureBytes(Math.addExact(start, length));
        if (length > 0) {
            MemorySegment.copy(NativeSpace.ALL, NativeSpace.BYTE, address, bytes, start, length);
        }
        v.offsets()[row + 1] = start + length;
    }

    private static void array(ArrayColumnVector v, int row, long at, boolean isNull) {
        if (isNull) {
            v.appendNull(row);
            return;
        }
        long address = NativeSpace.ALL.get(NativeSpace.LONG, at);
        int length = (int) NativeSpace.ALL.get(NativeSpace.LONG, at + 8);
        byte[] bytes = new byte[length];
        MemorySegment.copy(NativeSpace.ALL, NativeSpace.BYTE, address, bytes, 0, length);
        ArrayBytes.decode(bytes, 0, length, v, row);
    }

    /// Reads rows by id; `addresses` says where the column's values start in each block.
    static void gather(List<RowBlock> blocks, long[] addresses, int column, int[] ids, int count, ColumnVector out) {
        boolean absent = anyNegative(ids, count);
        switch (out) {
            case BooleanColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    if (ids[i] >= 0) {
                        v.values()[i] = NativeSpace.ALL.get(NativeSpace.BYTE, at(addresses, ids[i], 1));
                    }
                }
            }
            case IntColumnVector v -> ints(addresses, ids, count, v.values());
            case FloatColumnVector v -> floats(addresses, ids, count, v.values());
            case LongColumnVector v -> longs(addresses, ids, count, absent, v.values());
            case DoubleColumnVector v -> doubles(addresses, ids, count, absent, v.values());
            case HugeColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    if (ids[i] >= 0) {
                        huge(v, i, at(addresses, ids[i], 16));
                    }
                }
            }
            case TextColumnVector v -> texts(addresses, ids, count, v);
            case ArrayColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    array(v, i, ids[i] < 0 ? 0 : at(addresses, ids[i], 16), isNull(blocks, column, ids[i]));
                }
            }
        }
        if (absent || anyNulls(blocks, column)) {
            for (int i = 0; i < count; i++) {
                if (isNull(blocks, column, ids[i])) {
                    out.setNull(i);
                }
            }
        }
    }

    private static boolean anyNegative(int[] ids, int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            all |= ids[i];
        }
        return all < 0;
    }

    private static boolean anyNulls(List<RowBlock> blocks, int column) {
        for (int b = 0; b < blocks.size(); b++) {
            if (blocks.get(b).hasNulls[column]) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNull(List<RowBlock> blocks, int column, int id) {
        return id < 0 || isNull(blocks.get(id >>> RowBlock.ROW_BITS), column, id & ROW_MASK);
    }

    private static long at(long[] addresses, int id, int width) {
        return addresses[id >>> RowBlock.ROW_BITS] + (long) (id & ROW_MASK) * width;
    }

    private static void ints(long[] addresses, int[] ids, int count, int[] out) {
        for (int i = 0; i < count; i++) {
            if (ids[i] >= 0) {
                out[i] = NativeSpace.ALL.get(NativeSpace.INT, at(addresses, ids[i], 4));
            }
        }
    }

    private static void floats(long[] addresses, int[] ids, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            if (ids[i] >= 0) {
                out[i] = NativeSpace.ALL.get(NativeSpace.FLOAT, at(addresses, ids[i], 4));
            }
        }
    }

    private static void longs(long[] addresses, int[] ids, int count, boolean absent, long[] out) {
        if (!absent) {
            for (int i = 0; i < count; i++) {
                out[i] = NativeSpace.ALL.get(NativeSpace.LONG, at(addresses, ids[i], 8));
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            if (ids[i] >= 0) {
                out[i] = NativeSpace.ALL.get(NativeSpace.LONG, at(addresses, ids[i], 8));
            }
        }
    }

    private static void doubles(long[] addresses, int[] ids, int count, boolean absent, double[] out) {
        if (!absent) {
            for (int i = 0; i < count; i++) {
                out[i] = NativeSpace.ALL.get(NativeSpace.DOUBLE, at(addresses, ids[i], 8));
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            if (ids[i] >= 0) {
                out[i] = NativeSpace.ALL.get(NativeSpace.DOUBLE, at(addresses, ids[i], 8));
            }
        }
    }

    /// Texts that are numbered come as codes, 0 where no row is meant.
    private static void texts(long[] addresses, int[] ids, int count, TextColumnVector out) {
        if (out.isDictionary()) {
            for (int i = 0; i < count; i++) {
                out.codes()[i] = ids[i] < 0 ? 0 : TextNumbering.number(at(addresses, ids[i], 16));
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            if (ids[i] >= 0) {
                text(out, i, at(addresses, ids[i], 16));
            } else {
                out.offsets()[i + 1] = out.offsets()[i];
            }
        }
    }
}
