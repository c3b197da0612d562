package org.almagest.ingest.parquet;

import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.schema.MessageType;

/// What a file says of itself, as parquet-java has it, after it was held against the file. The
/// chunks of a row group are in the order of the schema's leaves.
record ParquetFooter(
        String file,
        long fileBytes,
        long rows,
        MessageType schema,
        List<BlockMetaData> rowGroups,
        Map<String, String> properties,
        String writtenBy) {
    ParquetFooter {
        rowGroups = List.copyOf(rowGroups);
        properties = Map.copyOf(properties);
    }
}
