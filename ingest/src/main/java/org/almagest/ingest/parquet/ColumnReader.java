package org.almagest.ingest.parquet;

import org.almagest.columnar.vector.ColumnVector;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/// Reads one column, chunk by chunk, batch by batch, into a vector of its own. One thread.
sealed interface ColumnReader permits FlatReader, ArrayReader {
    ChunkPages pages();

    /// Starts a chunk.
    void open(ColumnChunkMetaData chunk);

    /// Passes rows.
    void skip(long rows);

    /// Fills the vector with the next `rows` rows.
    void read(int rows);

    ColumnVector vector();

    static ColumnReader of(ChunkPages pages) {
        return pages.column().isArray() ? new ArrayReader(pages) : new FlatReader(pages);
    }
}
