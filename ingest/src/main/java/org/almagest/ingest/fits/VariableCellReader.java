package org.almagest.ingest.fits;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.ingest.fits.kernel.BigEndianKernel;

/// Reads P and Q columns: a descriptor in the row points at elements in the heap.
///
/// Descriptors are checked against the heap before anything is read. Cells that stand close
/// together are read in one piece. A batch takes as many rows as `BATCH_BYTES` of heap hold, at
/// least one.
final class VariableCellReader extends CellReader {
    private static final int BATCH_BYTES = 2 << 20;

    private final int fieldOffset;
    private final boolean wide;
    private final Payload payload;
    private final FitsColumn column;
    private final HeapReader heap;
    private final long[] counts = new long[ColumnVector.BATCH_ROWS];
    private final long[] positions = new long[ColumnVector.BATCH_ROWS];

    /// What the descriptors point at.
    private sealed interface Payload {
        long bytes(long count);

        record Elements(ArrayColumnVector vector, ElementForm element, int factor) implements Payload {
            @Override
            public long bytes(long count) {
                return element instanceof ElementForm.Bit
                        ? Math.addExact(count, 7) / 8
                        : Math.multiplyExact(count, (long) element.bytes() * factor);
            }
        }

        record Characters(TextColumnVector vector) implements Payload {
            @Override
            public long bytes(long count) {
                return count;
            }
        }
    }

    private VariableCellReader(
            ColumnVector vector, int fieldOffset, boolean wide, Payload payload, FitsColumn column, HeapReader heap) {
        super(vector);
        this.fieldOffset = fieldOffset;
        this.wide = wide;
        this.payload = payload;
        this.column = column;
        this.heap = heap;
    }

    static VariableCellReader of(
            ArrayColumnVector vector, CellForm.VariableArray form, FitsColumn column, HeapReader heap) {
        Payload payload = new Payload.Elements(vector, form.element(), form.factor());
        return new VariableCellReader(vector, form.offset(), form.wide(), payload, column, heap);
    }

    static VariableCellReader of(
            TextColumnVector vector, CellForm.VariableText form, FitsColumn column, HeapReader heap) {
        Payload payload = new Payload.Characters(vector);
        return new VariableCellReader(vector, form.offset(), form.wide(), payload, column, heap);
    }

    @Override
    int fitting(byte[] rows, int start, int rowBytes, int count, long firstRow) {
        long total = 0;
        for (int row = 0; row < count; row++) {
            int at = start + row * rowBytes + fieldOffset;
            counts[row] = wide ? BigEndianKernel.longAt(rows, at) : BigEndianKernel.intAt(rows, at);
            positions[row] = wide ? BigEndianKernel.longAt(rows, at + 8) : BigEndianKernel.intAt(rows, at + 4);
            total += checkedBytes(row, firstRow + row) + (payload instanceof Payload.Elements ? counts[row] : 0);
            if (total > BATCH_BYTES) {
                return Math.max(1, row);
            }
        }
        return count;
    }

    /// Answers the bytes of a cell that lies within the heap.
    private long checkedBytes(int row, long rowNumber) {
        if (counts[row] == 0) {
            return 0;
        }
        long heapBytes = heap.layout().heapBytes();
        long bytes = -1;
        try {
            bytes = counts[row] < 0 ? -1 : payload.bytes(counts[row]);
        } catch (ArithmeticException overflow) {
            bytes = Long.MAX_VALUE;
        }
        if (bytes < 0 || positions[row] < 0 || bytes > heapBytes || positions[row] > heapBytes - bytes) {
            throw damaged(row, rowNumber);
        }
        if (Math.max(bytes, counts[row]) > FitsFormat.MAX_CELL_BYTES) {
            throw heap.layout()
                    .place()
                    .unsupported(
                            "column " + column.name() + ", row " + (rowNumber + 1) + ": a cell of " + bytes
                                    + " bytes is too long (at most " + FitsFormat.MAX_CELL_BYTES + ")",
                            "leave the column out");
        }
        return bytes;
    }

    private AlmagestException damaged(int row, long rowNumber) {
        return heap.layout()
                .place()
                .damaged(
                        "column " + column.name() + " (" + column.form() + "), row " + (rowNumber + 1),
                        counts[row] + " elements at byte " + positions[row] + " of the heap",
                        "a cell within the heap of " + heap.layout().heapBytes() + " bytes");
    }

    /// Reads the rows that `fitting` has looked at.
    @Override
    void read(byte[] rows, int start, int rowBytes, int count, long firstRow) {
        long lowest = Long.MAX_VALUE;
        long highest = 0;
        long total = 0;
        long elements = 0;
        for (int row = 0; row < count; row++) {
            if (counts[row] > 0) {
                long bytes = payload.bytes(counts[row]);
                lowest = Math.min(lowest, positions[row]);
                highest = Math.max(highest, positions[row] + bytes);
                total += bytes;
                elements += counts[row];
            }
        }
        boolean together = highest - lowest <= Math.max(2 * total, 64 << 10) && highest - lowest <= 2L * BATCH_BYTES;
        byte[] piece = total > 0 && together ? heap.read(lowest, (int) (highest - lowest)) : new byte[0];
        switch (payload) {
            case Payload.Elements form -> {
                ColumnVector child = form.vector().ensureChild(Math.toIntExact(elements * form.factor()));
                for (int row = 0; row < count; row++) {
                    elementsOf(row, form, child, together, piece, lowest);
                }
            }
            case Payload.Characters form -> {
                for (int row = 0; row < count; row++) {
                    charactersOf(row, form.vector(), together, piece, lowest);
                }
            }
        }
    }

    private void elementsOf(
            int row, Payload.Elements form, ColumnVector child, boolean together, byte[] piece, long pieceStart) {
        int[] offsets = form.vector().offsets();
        int at = offsets[row];
        int count = (int) counts[row] * form.factor();
        if (count > 0) {
            byte[] source = together ? piece : heap.read(positions[row], (int) form.bytes(counts[row]));
            int start = together ? (int) (positions[row] - pieceStart) : 0;
            ElementDecoder.cell(form.element(), source, start, count, child, at);
        }
        offsets[row + 1] = at + count;
    }

    private void charactersOf(int row, TextColumnVector vector, boolean together, byte[] piece, long pieceStart) {
        int count = (int) counts[row];
        if (count == 0) {
            vector.appendNull(row);
            return;
        }
        byte[] source = together ? piece : heap.read(positions[row], count);
        TextAppender.append(source, together ? (int) (positions[row] - pieceStart) : 0, count, vector, row);
    }
}
