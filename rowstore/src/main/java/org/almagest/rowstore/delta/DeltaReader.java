package org.almagest.rowstore.delta;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.PlaceColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.RowPlaces;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Reads a delta's rows into batches, across the borders of commits. One thread.
final class DeltaReader implements MorselReader {
    private final DeltaView view;
    private final List<Integer> columns;
    private final BatchFilter filter;
    private final DeltaScan scan;
    private final ColumnVector[] vectors;
    private final List<ColumnVector> used = new ArrayList<>();
    private final RowDecoder decoder;

    /// Whether the last column asks for the rows' places.
    private final boolean places;

    private DeltaView.Slab slab = new DeltaView.Slab(java.lang.foreign.MemorySegment.NULL, 0, 0);
    private long nextChunk;
    private int nextPlace;
    private int rowsLeftInChunk;

    DeltaReader(TableSchema schema, DeltaView view, ScanRequest request, BatchFilter filter, DeltaScan scan) {
        this.view = view;
        this.columns = request.columns();
        this.filter = filter;
        this.scan = scan;
        this.vectors = new ColumnVector[schema.columnCount()];
        boolean[] wanted = new boolean[schema.columnCount()];
        for (int column : columns) {
            wanted[column] = true;
        }
        for (ColumnPredicate predicate : request.predicates()) {
            if (!HealpixColumn.isAt(schema, predicate.column())) {
                wanted[predicate.column()] = true;
            }
        }
        for (int c = 0; c < wanted.length; c++) {
            if (wanted[c]) {
                vectors[c] = ColumnVector.allocate(schema.column(c).type(), ColumnVector.BATCH_ROWS);
                used.add(vectors[c]);
            }
        }
        TableSchema stored = PlaceColumn.without(schema);
        places = stored.columnCount() < wanted.length && wanted[stored.columnCount()];
        this.decoder = new RowDecoder(stored, vectors, wanted);
    }

    @Override
    public void open(Morsel morsel) {
        int number = ((DeltaMorsel) morsel).slab();
        slab = view.slabs().get(number);
        nextPlace = Math.toIntExact(view.slabs().stream()
                .limit(number)
                .mapToLong(DeltaView.Slab::rows)
                .sum());
        nextChunk = 0;
        rowsLeftInChunk = 0;
    }

    @Override
    public boolean next(Batch out) {
        for (int i = 0; i < columns.size(); i++) {
            out.setColumn(i, vectors[columns.get(i)]);
        }
        while (true) {
            int rows = decode();
            if (rows == 0) {
                return false;
            }
            int first = nextPlace;
            nextPlace += rows;
            if (places) {
                RowPlaces.fill(vectors[vectors.length - 1], PlaceColumn.DELTA, first, rows);
            }
            out.setRowCount(rows);
            int delivered = filter.apply(vectors, first, rows, out);
            scan.count(rows, delivered);
            if (delivered > 0) {
                return true;
            }
        }
    }

    private int decode() {
        used.forEach(ColumnVector::reset);
        int rows = 0;
        while (rows < ColumnVector.BATCH_ROWS && (rowsLeftInChunk > 0 || openChunk())) {
            int end = Math.min(ColumnVector.BATCH_ROWS, rows + rowsLeftInChunk);
            rowsLeftInChunk -= end - rows;
            while (rows < end) {
                decoder.read(rows++);
            }
        }
        return rows;
    }

    private boolean openChunk() {
        if (nextChunk >= slab.usedBytes()) {
            return false;
        }
        rowsLeftInChunk = slab.segment().get(RowFormat.U32, nextChunk + 8);
        int rowBytes = slab.segment().get(RowFormat.U32, nextChunk + 12);
        decoder.seek(slab.segment(), nextChunk + RowFormat.CHUNK_HEADER_BYTES);
        nextChunk += RowFormat.chunkBytes(rowBytes);
        return true;
    }

    @Override
    public void close() {
        // The vectors are the heap's, the rows the scan's.
    }
}
