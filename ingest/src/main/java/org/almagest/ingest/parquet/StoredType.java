package org.almagest.ingest.parquet;

import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/// Parquet's physical types by the names of the format, with what decoders ask of them.
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

    static StoredType of(PrimitiveTypeName name) {
        return switch (name) {
            case BOOLEAN -> BOOLEAN;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case INT96 -> INT96;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case BINARY -> BYTE_ARRAY;
            case FIXED_LEN_BYTE_ARRAY -> FIXED_LEN_BYTE_ARRAY;
        };
    }
}
