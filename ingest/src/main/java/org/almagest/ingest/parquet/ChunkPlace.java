package org.almagest.ingest.parquet;

import java.util.List;
import java.util.Optional;

/// Where a column chunk stands and how.
///
/// @param start the offset of its first page
/// @param bytes all its pages with their headers, as they stand
/// @param columnIndex the place of the pages' bounds, `offsetIndex` that of their offsets; absent
///     where the file has none
record ChunkPlace(
        StoredType stored,
        List<Long> encodings,
        long codec,
        long values,
        long start,
        long bytes,
        long unpackedBytes,
        Optional<CompactStruct> statistics,
        Optional<Extent> columnIndex,
        Optional<Extent> offsetIndex) {
    /// Bytes of the file.
    record Extent(long offset, int bytes) {}

    ChunkPlace {
        encodings = List.copyOf(encodings);
    }

    String codecName() {
        return PageCompression.of(codec).map(PageCompression::name).orElse("codec " + codec);
    }
}
