package org.almagest.ingest.parquet;

import java.util.List;

/// A row group: its rows, and a chunk per leaf of the schema.
record RowGroupPlace(long rows, List<ChunkPlace> chunks) {
    RowGroupPlace {
        chunks = List.copyOf(chunks);
    }
}
