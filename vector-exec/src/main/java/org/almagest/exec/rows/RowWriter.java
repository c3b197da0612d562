package org.almagest.exec.rows;

import java.lang.foreign.MemorySegment;
import org.almagest.columnar.memory.NativeSpace;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Writes the rows of batches behind those that a row block has.
final class RowWriter {
    private static final byte[] ALL_VALID = allValid();

    private final ByteArena arena;
    private final ArrayBytes arrayBytes = new ArrayBytes();

    RowWriter(ByteArena arena) {
        this.arena = arena;
    }

    private static byte[] allValid() {
        byte[] ones = new byte[ColumnVector.BATCH_ROWS];
        java.util.Arrays.fill(ones, (byte) 1);
        return ones;
    }

    /// Answers the bytes of a batch's texts or arrays in a column, about; 0 for other types.
    static long tailBytes(ColumnVector vector, Batch batch, int from, int to) {
        long bytes = 0;
        switch (vector) {
            case TextColumnVector v -> {
                for (int i = from; i < to; i++) {
                    int row = batch.row(i);
                    bytes += v.isNull(row) ? 0 : v.length(row);
                }
            }
            case ArrayColumnVector v -> {
                for (int i = from; i < to; i++) {
                    int row = batch.row(i);
                    bytes += v.isNull(row) ? 0 : ArrayBytes.encodedBytes(v, row);
                }
            }
            default -> {}
        }
        return bytes;
    }

    /// Writes the vector's rows at places `from` to `from + count` of the batch.
    void write(RowBlock block, int column, ColumnVector vector, Batch batch, int from, int count) {
        boolean dense = !batch.hasSelection() && !vector.isConstant();
        writeValidity(block, column, vector, batch, from, count);
        long at = block.values[column];
        switch (vector) {
            case BooleanColumnVector v -> booleans(v, batch, from, count, at + block.rows);
            case IntColumnVector v -> {
                long to = at + 4L * block.rows;
                if (dense) {
                    MemorySegment.copy(v.values(), from, NativeSpace.ALL, NativeSpace.INT, to, count);
                } else {
                    ints(v, batch, from, count, to);
                }
            }
            case FloatColumnVector v -> {
                long to = at + 4L * block.rows;
                if (dense) {
                    MemorySegment.copy(v.values(), from, NativeSpace.ALL, NativeSpace.FLOAT, to, count);
                } else {
                    floats(v, batch, from, count, to);
                }
            }
            case LongColumnVector v -> {
                long to = at + 8L * block.rows;
                if (dense) {
                    MemorySegment.copy(v.values(), from, NativeSpace.ALL, NativeSpace.LONG, to, count);
                } else {
                    longs(v, batch, from, count, to);
                }
            }
            case DoubleColumnVector v -> {
                long to = at + 8L * block.rows;
                if (dense) {
                    MemorySegment.copy(v.values(), from, NativeSpace.ALL, NativeSpace.DOUBLE, to, count);
                } else {
                    doubles(v, batch, from, count, to);
                }
            }
            case HugeColumnVector v -> huges(v, batch, from, count, at + 16L * block.rows);
            case TextColumnVector v -> texts(v, batch, from, count, at + 16L * block.rows);
            case ArrayColumnVector v -> arrays(v, batch, from, count, at + 16L * block.rows);
        }
    }

    private static void writeValidity(
            RowBlock block, int column, ColumnVector vector, Batch batch, int from, int count) {
        long at = block.valid[column] + block.rows;
        if (!vector.hasNulls()) {
            MemorySegment.copy(ALL_VALID, 0, NativeSpace.ALL, NativeSpace.BYTE, at, count);
            return;
        }
        boolean nulls = false;
        for (int i = 0; i < count; i++) {
            boolean isNull = vector.isNull(batch.row(from + i));
            nulls |= isNull;
            NativeSpace.ALL.set(NativeSpace.BYTE, at + i, (byte) (isNull ? 0 : 1));
        }
        block.hasNulls[column] |= nulls;
    }

    private static void booleans(BooleanColumnVector v, Batch batch, int from, int count, long to) {
        for (int i = 0; i < count; i++) {
            NativeSpace.ALL.set(NativeSpace.BYTE, to + i, v.get(batch.row(from + i)));
        }
    }

    private static void ints(IntColumnVector v, Batch batch, int from, int count, long to) {
        for (int i = 0; i < count; i++) {
            NativeSpace.ALL.set(NativeSpace.INT, to + 4L * i, v.get(batch.row(from + i)));
        }
    }

    private static void floats(FloatColumnVector v, Batch batch, int from, int count, long to) {
        for (int i = 0; i < count; i++) {
            NativeSpace.ALL.set(NativeSpace.FLOAT, to + 4L * i, v.get(batch.row(from + i)));
        }
    }

    private static void longs(LongColumnVector v, Batch batch, int from, int count, long to) {
        for (int i = 0; i < count; i++) {
            NativeSpace.ALL.set(NativeSpace.LONG, to + 8L * i, v.get(batch.row(from + i)));
        }
    }

    private static void doubles(DoubleColumnVector v, Batch batch, int from, int count, long to) {
        for (int i = 0; i < count; i++) {
            NativeSpace.ALL.set(NativeSpace.DOUBLE, to + 8L * i, v.get(batch.row(from + i)));
        }
    }

    private static void huges(HugeColumnVector v, Batch batch, int from, int count, long to) {
        for (int i = 0; i < count; i++) {
            int slot = v.slot(batch.row(from + i));
            NativeSpace.ALL.set(NativeSpace.LONG, to + 16L * i, v.high()[slot]);
            NativeSpace.ALL.set(NativeSpace.LONG, to + 16L * i + 8, v.low()[slot]);
        }
    }

    private void texts(TextColumnVector v, Batch batch, int from, int count, long to) {
        for (int i = 0; i < count; i++) {
            int row = batch.row(from + i);
            int length = v.isNull(row) ? 0 : v.length(row);
            long address = length == 0 ? 0 : arena.put(v.bytes(), v.start(row), length);
            NativeSpace.ALL.set(NativeSpace.LONG, to + 16L * i, address);
            NativeSpace.ALL.set(NativeSpace.LONG, to + 16L * i + 8, length);
        }
    }

    private void arrays(ArrayColumnVector v, Batch batch, int from, int count, long to) {
        for (int i = 0; i < count; i++) {
            int row = batch.row(from + i);
            long address = 0;
            int length = 0;
            if (!v.isNull(row)) {
                arrayBytes.encode(v, row);
                length = arrayBytes.length();
                address = arena.put(arrayBytes.bytes(), 0, length);
            }
            NativeSpace.ALL.set(NativeSpace.LONG, to + 16L * i, address);
            NativeSpace.ALL.set(NativeSpace.LONG, to + 16L * i + 8, length);
        }
    }
}
