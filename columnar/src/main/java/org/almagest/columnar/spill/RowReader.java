package org.almagest.columnar.spill;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

/// Turns rows in `RowFormat` back into batches, column after column. One thread.
public final class RowReader {
    private final RowFormat format;
    private final long[] values = new long[ColumnVector.BATCH_ROWS];
    private byte[] scratch = new byte[1024];

    public RowReader(RowFormat format) {
        this.format = format;
    }

    /// Fills a batch with the rows at `addresses[from .. from + count)`, at most 1,024.
    public void read(long[] addresses, int from, int count, Batch out) {
        out.reset();
        for (int i = 0; i < count; i++) {
            values[i] = RowFormat.values(addresses[from + i]);
        }
        for (int c = 0; c < out.columnCount(); c++) {
            readColumn(c, count, out.column(c), 0);
        }
        out.setRowCount(count);
    }

    /// Fills a vector from its row `at` on with a column of the rows at `addresses[0 .. count)`, at
    /// most 1,024.
    public void read(int column, long[] addresses, int count, ColumnVector out, int at) {
        for (int i = 0; i < count; i++) {
            values[i] = RowFormat.values(addresses[i]);
        }
        readColumn(column, count, out, at);
    }

    private boolean isNull(int place, int column) {
        byte bits = NativeSpace.ALL.get(NativeSpace.BYTE, values[place] + (column >>> 3));
        return (bits >>> (column & 7) & 1) == 0;
    }

    private void readColumn(int column, int count, ColumnVector out, int at) {
        int slot = format.slot(column);
        switch (out) {
            case BooleanColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    v.values()[at + i] = NativeSpace.ALL.get(NativeSpace.BYTE, values[i] + slot);
                }
            }
            case IntColumnVector v -> {
                int[] target = v.values();
                for (int i = 0; i < count; i++) {
                    target[at + i] = NativeSpace.ALL.get(NativeSpace.INT, values[i] + slot);
                }
            }
            case LongColumnVector v -> {
                long[] target = v.values();
                for (int i = 0; i < count; i++) {
                    target[at + i] = NativeSpace.ALL.get(NativeSpace.LONG, values[i] + slot);
                }
            }
            case FloatColumnVector v -> {
                float[] target = v.values();
                for (int i = 0; i < count; i++) {
                    target[at + i] = NativeSpace.ALL.get(NativeSpace.FLOAT, values[i] + slot);
                }
            }
            case DoubleColumnVector v -> {
                double[] target = v.values();
                for (int i = 0; i < count; i++) {
                    target[at + i] = NativeSpace.ALL.get(NativeSpace.DOUBLE, values[i] + slot);
                }
            }
            case HugeColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    v.high()[at + i] = NativeSpace.ALL.get(NativeSpace.LONG, values[i] + slot);
                    v.low()[at + i] = NativeSpace.ALL.get(NativeSpace.LONG, values[i] + slot + 8);
                }
            }
            case TextColumnVector v -> {
                readTexts(column, count, v, at);
                return;
            }
            case ArrayColumnVector v -> {
                readArrays(column, count, v, at);
                return;
            }
        }
        for (int i = 0; i < count; i++) {
            if (isNull(i, column)) {
                out.setNull(at + i);
            }
        }
    }

    private void readTexts(int column, int count, TextColumnVector out, int at) {
        for (int i = 0; i < count; i++) {
            if (isNull(i, column)) {
                out.appendNull(at + i);
            } else {
                int length = readTail(i, column);
                out.append(at + i, scratch, 0, length);
            }
        }
    }

    private void readArrays(int column, int count, ArrayColumnVector out, int at) {
        for (int i = 0; i < count; i++) {
            if (isNull(i, column)) {
                out.appendNull(at + i);
            } else {
                int length = readTail(i, column);
                ArrayBytes.decode(ByteBuffer.wrap(scratch, 0, length).order(ByteOrder.LITTLE_ENDIAN), out, at + i);
            }
        }
    }

    /// Copies text or an array of a row into `scratch`; answers its length.
    private int readTail(int place, int column) {
        long slot = values[place] + format.slot(column);
        int offset = NativeSpace.ALL.get(NativeSpace.INT, slot);
        int length = NativeSpace.ALL.get(NativeSpace.INT, slot + 4);
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, (int) Math.min(2L * scratch.length, Integer.MAX_VALUE - 64))];
        }
        MemorySegment.copy(NativeSpace.ALL, NativeSpace.BYTE, values[place] + offset, scratch, 0, length);
        return length;
    }
}
