package org.almagest.ingest.parquet;

/// Parquet's physical types; the order is that of the numbers in the file.
enum StoredType {
    BOOLEAN(0),
    INT32(4),
    INT64(8),
    INT96(12),
    FLOAT(4),
    DOUBLE(8),
    BYTE_ARRAY(0),
    FIXED_LEN_BYTE_ARRAY(0);

    /// The bytes of a value; 0 where they are less than one or vary.
    final int bytes;

    StoredType(int bytes) {
        this.bytes = bytes;
    }
}
