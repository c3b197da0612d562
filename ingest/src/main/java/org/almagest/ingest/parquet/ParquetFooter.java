package org.almagest.ingest.parquet;

import java.util.List;
import java.util.Map;

/// What a file says of itself.
record ParquetFooter(
        String file,
        long fileBytes,
        long rows,
        List<SchemaNode> top,
        List<RowGroupPlace> rowGroups,
        Map<String, String> properties,
        String writtenBy) {
    ParquetFooter {
        top = List.copyOf(top);
        rowGroups = List.copyOf(rowGroups);
        properties = Map.copyOf(properties);
    }
}
