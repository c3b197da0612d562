package org.almagest.columnar.sort;

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
final class RowWriter {
    private static final int ROWS = ColumnVector.BATCH_ROWS;

    private final RowFormat format;
    private final ArrayBytes[] arrays;
    private final NormalisedKeys keys = new NormalisedKeys();
    private final int[] bytes = new int[ROWS];
    private final int[] tails = new int[ROWS];
    private final long[] values = new long[ROWS];

    RowWriter(RowFormat format) {
        this.format = format;
        arrays = new ArrayBytes[format.types().size()];
    }

    /// Encodes keys and arrays of the rows that count, and answers the bytes of all rows.
    long prepare(Batch batch, KeyEncoder encoder) {
        keys.clear();
        encoder.encode(batch, keys);
        int count = batch.size();
        for (int i = 0; i < count; i++) {
            bytes[i] = Math.addExact(RowFormat.KEY + RowFormat.NUMBER_BYTES + format.fixedBytes(), keys.length(i));
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

    /// Answers the keys of the batch that was prepared.
    NormalisedKeys keys() {
        return keys;
    }

    /// Writes the rows of the batch that was prepared one behind the other from `address` on, and
    /// their addresses to `addresses[from ..]`; they are numbered from `number` on.
    void write(Batch batch, long address, long number, long[] addresses, int from) {
        int count = batch.size();
        long at = address;
        for (int i = 0; i < count; i++) {
            int keyBytes = keys.length(i) + RowFormat.NUMBER_BYTES;
            addresses[from + i] = at;
            NativeSpace.ALL.set(NativeSpace.INT, at, bytes[i]);
            NativeSpace.ALL.set(NativeSpace.INT, at + 4, keyBytes);
            copy(keys.bytes(), keys.start(i), keys.length(i), at + RowFormat.KEY);
            NativeSpace.ALL.set(NativeSpace.KEY_WORD, at + RowFormat.KEY + keys.length(i), number + i);
            values[i] = at + RowFormat.KEY + keyBytes;
            for (int v = 0; v < format.validityBytes(); v++) {
                NativeSpace.ALL.set(NativeSpace.BYTE, values[i] + v, (byte) 0);
            }
            at += bytes[i];
        }
        Arrays.fill(tails, 0, count, format.fixedBytes());
        for (int c = 0; c < batch.columnCount(); c++) {
            writeValidity(batch, c);
            writeColumn(batch, c);
        }
    }

    private static void copy(byte[] source, int start, int length, long target) {
        MemorySegment.copy(source, start, NativeSpace.ALL, NativeSpace.BYTE, target, length);
    }

    private void writeValidity(Batch batch, int column) {
        ColumnVector vector = batch.column(column);
        int bit = 1 << (column & 7);
        for (int i = 0; i < batch.size(); i++) {
            if (!vector.isNull(batch.row(i))) {
                long at = values[i] + (column >>> 3);
                NativeSpace.ALL.set(NativeSpace.BYTE, at, (byte) (NativeSpace.ALL.get(NativeSpace.BYTE, at) | bit));
            }
        }
    }

    private void writeColumn(Batch batch, int column) {
        int slot = format.slot(column);
        int count = batch.size();
        switch (batch.column(column)) {
            case BooleanColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    NativeSpace.ALL.set(NativeSpace.BYTE, values[i] + slot, v.get(batch.row(i)));
                }
            }
            case IntColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    NativeSpace.ALL.set(NativeSpace.INT, values[i] + slot, v.get(batch.row(i)));
                }
            }
            case LongColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    NativeSpace.ALL.set(NativeSpace.LONG, values[i] + slot, v.get(batch.row(i)));
                }
            }
            case FloatColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    NativeSpace.ALL.set(NativeSpace.FLOAT, values[i] + slot, v.get(batch.row(i)));
                }
            }
            case DoubleColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    NativeSpace.ALL.set(NativeSpace.DOUBLE, values[i] + slot, v.get(batch.row(i)));
                }
            }
            case HugeColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    int at = v.slot(batch.row(i));
                    NativeSpace.ALL.set(NativeSpace.LONG, values[i] + slot, v.high()[at]);
                    NativeSpace.ALL.set(NativeSpace.LONG, values[i] + slot + 8, v.low()[at]);
                }
            }
            case TextColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    int row = batch.row(i);
                    boolean isNull = v.isNull(row);
                    writeTail(i, slot, v.bytes(), isNull ? 0 : v.start(row), isNull ? 0 : v.length(row));
                }
            }
            case ArrayColumnVector v -> {
                for (int i = 0; i < count; i++) {
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
