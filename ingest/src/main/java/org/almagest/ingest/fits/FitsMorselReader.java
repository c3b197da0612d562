package org.almagest.ingest.fits;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Reads rows in chunks of about a mebibyte and transposes them batch by batch, the requested
/// columns alone: a batch's rows stay in the CPU's cache while its columns are gathered. What it
/// reads into comes out of the budget until it is closed.
final class FitsMorselReader implements MorselReader {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int MAX_BATCH_BYTES = 2 << 20;

    private final ReadableFile file;
    private final TableLayout layout;
    private final LongAdder bytesRead;
    private final LongAdder rowsRead;
    private final HeapReservation memory;
    private final HeapReader heap;
    private final List<CellReader> cells = new ArrayList<>();
    private final int batchRows;
    private final int chunkRows;
    private byte[] chunk = new byte[0];
    private long chunkStart;
    private int chunkFilled;
    private long nextRow;
    private long endRow;

    FitsMorselReader(
            ReadableFile file,
            TableLayout layout,
            MemoryBudget budget,
            List<Integer> columns,
            LongAdder bytesRead,
            LongAdder rowsRead) {
        this.file = file;
        this.layout = layout;
        this.bytesRead = bytesRead;
        this.rowsRead = rowsRead;
        memory = new HeapReservation(budget, "reading " + layout.place().file());
        heap = new HeapReader(file, layout, memory, bytesRead);
        for (int column : columns) {
            cells.add(CellReader.of(layout.columns().get(column), layout, heap));
        }
        int rowBytes = Math.max(1, layout.rowBytes());
        batchRows = Math.clamp(MAX_BATCH_BYTES / rowBytes, 1, ColumnVector.BATCH_ROWS);
        chunkRows = batchRows * Math.max(1, CHUNK_BYTES / Math.multiplyExact(batchRows, rowBytes));
    }

    @Override
    public void open(Morsel morsel) {
        FitsMorsel range = (FitsMorsel) morsel;
        nextRow = range.firstRow();
        endRow = range.firstRow() + range.rows();
        chunkStart = nextRow;
        chunkFilled = 0;
    }

    @Override
    public boolean next(Batch out) {
        if (nextRow >= endRow) {
            return false;
        }
        int count = (int) Math.min(cells.isEmpty() ? ColumnVector.BATCH_ROWS : batchRows, endRow - nextRow);
        if (!cells.isEmpty()) {
            if (nextRow >= chunkStart + chunkFilled) {
                fillChunk();
            }
            count = transpose(out, (int) Math.min(count, chunkStart + chunkFilled - nextRow));
        }
        out.setRowCount(count);
        nextRow += count;
        rowsRead.add(count);
        return true;
    }

    private int transpose(Batch out, int most) {
        int rowBytes = layout.rowBytes();
        int start = (int) (nextRow - chunkStart) * rowBytes;
        int count = most;
        for (CellReader cell : cells) {
            count = Math.min(count, cell.fitting(chunk, start, rowBytes, count, nextRow));
        }
        for (int i = 0; i < cells.size(); i++) {
            CellReader cell = cells.get(i);
            cell.vector().reset();
            cell.read(chunk, start, rowBytes, count, nextRow);
            out.setColumn(i, cell.vector());
        }
        return count;
    }

    private void fillChunk() {
        int rows = (int) Math.min(chunkRows, endRow - nextRow);
        int bytes = rows * layout.rowBytes();
        if (chunk.length < bytes) {
            memory.add(bytes - chunk.length);
            chunk = new byte[bytes];
        }
        long position = layout.dataOffset() + nextRow * layout.rowBytes();
        try {
            file.read(position, MemorySegment.ofArray(chunk).asSlice(0, bytes));
        } catch (IOException failure) {
            throw HduPlace.unreadable(layout.place().file(), failure);
        }
        bytesRead.add(bytes);
        chunkStart = nextRow;
        chunkFilled = rows;
    }

    @Override
    public void close() {
        chunk = new byte[0];
        chunkFilled = 0;
        endRow = nextRow;
        heap.forget();
        memory.close();
    }
}
