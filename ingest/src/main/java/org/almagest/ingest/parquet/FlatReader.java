package org.almagest.ingest.parquet;

import org.almagest.columnar.vector.ColumnVector;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/// Reads scalars: a value per row, absent where the definition level says so.
final class FlatReader implements ColumnReader {
    private final ChunkPages pages;
    private final ColumnVector vector;
    private final ValueBuffer buffer = new ValueBuffer();
    private final int[] levels = new int[ColumnVector.BATCH_ROWS];
    private int pageLeft;
    private boolean loaded;

    FlatReader(ChunkPages pages) {
        this.pages = pages;
        vector = ColumnVector.allocate(pages.column().type(), ColumnVector.BATCH_ROWS);
    }

    @Override
    public ChunkPages pages() {
        return pages;
    }

    @Override
    public ColumnVector vector() {
        return vector;
    }

    @Override
    public void open(ColumnChunkMetaData chunk) {
        pages.open(chunk);
        pageLeft = 0;
    }

    @Override
    public void skip(long rows) {
        long left = rows;
        while (left > 0) {
            requirePage();
            if (!loaded && pageLeft <= left) {
                pages.skip();
                left -= pageLeft;
                pageLeft = 0;
                continue;
            }
            loadPage();
            int count = (int) Math.min(Math.min(left, pageLeft), ColumnVector.BATCH_ROWS);
            decode(count);
            left -= count;
        }
    }

    @Override
    public void read(int rows) {
        vector.reset();
        int row = 0;
        while (row < rows) {
            requirePage();
            loadPage();
            int count = Math.min(rows - row, pageLeft);
            if (decode(count)) {
                VectorFill.all(buffer, vector, row, count);
            } else {
                VectorFill.present(
                        buffer, vector, row, count, levels, pages.column().mostDefinition());
            }
            row += count;
        }
    }

    private void requirePage() {
        while (pageLeft == 0) {
            if (!pages.next()) {
                throw new DamagedBytes("fewer values than its row group has rows");
            }
            pageLeft = pages.pageValues();
            loaded = false;
            if (pageLeft == 0) {
                pages.skip();
            }
        }
    }

    private void loadPage() {
        if (!loaded) {
            pages.load();
            loaded = true;
        }
    }

    /// Decodes the values of the next `count` rows and answers whether all have one; where not, the
    /// levels say which.
    private boolean decode(int count) {
        pageLeft -= count;
        int most = pages.column().mostDefinition();
        int present = count;
        boolean all = most == 0 || pages.definitions().takeAll(most, count);
        if (!all) {
            pages.definitions().decode(levels, count);
            present = 0;
            for (int i = 0; i < count; i++) {
                present += levels[i] == most ? 1 : 0;
            }
        }
        pages.values().decode(buffer, present);
        if (!pages.values().isConverted()) {
            pages.column().form().convert(buffer, present);
        }
        return all;
    }
}
