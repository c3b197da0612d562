package org.almagest.columnar.spill;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
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

/// Writes the rows of batches in `RowFormat`, column after column. One thread.
public final class RowWriter {
    private static final int ROWS = ColumnVector.BATCH_ROWS;
    private static final byte[] NO_KEY = {};

    private final RowFormat format;
    private final ArrayBytes[] arrays;
    private final int[] noStarts = new int[ROWS + 1];
    private final int[] bytes = new int[ROWS];
    private final int[] tails = new int[ROWS];
    private final long[] values = new long[ROWS];
    private byte[] keys = NO_KEY;
    private int[] starts = noStarts;
    private int numberBytes;

    public RowWriter(RowFormat format) {
        this.format = format;
        arrays = new ArrayBytes[format.types().size()];
    }

    /// Looks at the rows of a batch that count, which have no keys; answers the bytes of all.
    public long prepare(Batch batch) {
        return prepare(batch, NO_KEY, noStarts, 0);
    }

    /// Looks at the rows of a batch that count, whose keys are `keyBytes[keyStarts[i] ..
    /// keyStarts[i + 1])`; answers the bytes of all.
    public long prepare(Batch batch, byte[] keyBytes, int[] keyStarts) {
        return prepare(batch, keyBytes, keyStarts, RowFormat.NUMBER_BYTES);
    }

    private long prepare(Batch batch, byte[] keyBytes, int[] keyStarts, int numberBytes) {
        keys = keyBytes;
        starts = keyStarts;
        this.numberBytes = numberBytes;
        int count = batch.size();
        int fixed = RowFormat.KEY + numberBytes + format.fixedBytes();
        for (int i = 0; i < count; i++) {
            bytes[i] = Math.addExact(fixed, starts[i + 1] - starts[i]);
        }
        for (int c = 0; c < batch.columnCount(); c++) {
            switch (batch.column(c)) {
                case TextColumnVector text -> {
                    for (int i = 0; i < count; i++) {
                        int row = batch.row(i);
                        bytes[i] = Math.addExact(bytes[i], text.isNull(row) ? 0 : text.length(row));
                    }
                }
                case ArrayColumnVector array -> {
                    arrays[c] = arrays[c] == null ? new ArrayBytes() : arrays[c];
                    arrays[c].encode(array, batch);
                    for (int i = 0; i < count; i++) {
                        bytes[i] = Math.addExact(bytes[i], arrays[c].length(i));
                    }
                }
                default -> {}
            }
        }
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += bytes[i];
        }
        return total;
    }

    /// Answers the bytes of a row that was prepared.
    public int bytes(int place) {
        return bytes[place];
    }

    /// Writes the rows of the batch that was prepared one behind the other from `address` on, and
    /// their addresses to `addresses[first ..]`.
    public void write(Batch batch, long address, long[] numbers, long[] addresses, int first) {
        long at = address;
        for (int i = 0; i < batch.size(); i++) {
            addresses[first + i] = at;
            at += bytes[i];
        }
        write(batch, 0, batch.size(), numbers, addresses, first);
    }

    /// Writes the rows at places `from` to `to` of the batch that was prepared: the row at place `i`
    /// to `addresses[first + i]`, where there is room for it, with `numbers[i]` if it has a key.
    public void write(Batch batch, int from, int to, long[] numbers, long[] addresses, int first) {
        for (int i = from; i < to; i++) {
            long at = addresses[first + i];
            int keyBytes = starts[i + 1] - starts[i];
            NativeSpace.ALL.set(NativeSpace.INT, at, bytes[i]);
            NativeSpace.ALL.set(NativeSpace.INT, at + 4, keyBytes + numberBytes);
            if (numberBytes > 0) {
                copy(keys, starts[i], keyBytes, at + RowFormat.KEY);
                NativeSpace.ALL.set(NativeSpace.KEY_WORD, at + RowFormat.KEY + keyBytes, numbers[i]);
            }
            values[i] = at + RowFormat.KEY + keyBytes + numberBytes;
            for (int v = 0; v < format.validityBytes(); v++) {
                NativeSpace.ALL.set(NativeSpace.BYTE, values[i] + v, (byte) 0);
            }
        }
        Arrays.fill(tails, from, to, format.fixedBytes());
        for (int c = 0; c < batch.columnCount(); c++) {
            writeValidity(batch, c, from, to);
            writeColumn(batch, c, from, to);
        }
    }

    private static void copy(byte[] source, int start, int length, long target) {
        MemorySegment.copy(source, start, NativeSpace.ALL, NativeSpace.BYTE, target, length);
    }

    private void writeValidity(Batch batch, int column, int from, int to) {
        ColumnVector vector = batch.column(column);
        int bit = 1 << (column & 7);
        for (int i = from; i < to; i++) {
            if (!vector.isNull(batch.row(i))) {
                long at = values[i] + (column >>> 3);
                NativeSpace.ALL.set(NativeSpace.BYTE, at, (byte) (NativeSpace.ALL.get(NativeSpace.BYTE, at) | bit));
            }
        }
    }

    private void writeColumn(Batch batch, int column, int from, int to) {
        int slot = format.slot(column);
        switch (batch.column(column)) {
            case BooleanColumnVector v -> {
                for (int i = from; i < to; i++) {
                    NativeSpace.ALL.set(NativeSpace.BYTE, values[i] + slot, v.get(batch.row(i)));
                }
            }
            case IntColumnVector v -> {
                for (int i = from; i < to; i++) {
                    NativeSpace.ALL.set(NativeSpace.INT, values[i] + slot, v.get(batch.row(i)));
                }
            }
            case LongColumnVector v -> {
                for (int i = from; i < to; i++) {
                    NativeSpace.ALL.set(NativeSpace.LONG, values[i] + slot, v.get(batch.row(i)));
                }
            }
            case FloatColumnVector v -> {
                for (int i = from; i < to; i++) {
                    NativeSpace.ALL.set(NativeSpace.FLOAT, values[i] + slot, v.get(batch.row(i)));
                }
            }
            case DoubleColumnVector v -> {
                for (int i = from; i < to; i++) {
                    NativeSpace.ALL.set(NativeSpace.DOUBLE, values[i] + slot, v.get(batch.row(i)));
                }
            }
            case HugeColumnVector v -> {
                for (int i = from; i < to; i++) {
                    int at = v.slot(batch.row(i));
                    NativeSpace.ALL.set(NativeSpace.LONG, values[i] + slot, v.high()[at]);
                    NativeSpace.ALL.set(NativeSpace.LONG, values[i] + slot + 8, v.low()[at]);
                }
            }
            case TextColumnVector v -> {
                for (int i = from; i < to; i++) {
                    int row = batch.row(i);
                    boolean isNull = v.isNull(row);
                    writeTail(i, slot, v.bytes(), isNull ? 0 : v.start(row), isNull ? 0 : v.length(row));
                }
            }
            case ArrayColumnVector v -> {
                for (int i = from; i < to; i++) {
                    writeTail(i, slot, arrays[column].bytes(), arrays[column].start(i), arrays[column].length(i));
                }
            }
        }
    }

    private void writeTail(int place, int slot, byte[] source, int start, int length) {
        NativeSpace.ALL.set(NativeSpace.INT, values[place] + slot, tails[place]);
        NativeSpace.ALL.set(NativeSpace.INT, values[place] + slot + 4, length);
        copy(source, start, length, values[place] + tails[place]);
        tails[place] += length;
    }
}
