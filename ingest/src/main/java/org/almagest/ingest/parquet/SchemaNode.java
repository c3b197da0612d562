package org.almagest.ingest.parquet;

import java.util.List;
import java.util.Optional;

/// A node of the file's tree of columns; leaves have a stored type.
///
/// @param fixedBytes the length of fixed-length values, else 0
/// @param converted the old annotation, -1 where there is none
/// @param logical the new annotation: a union with one field
record SchemaNode(
        String name,
        Repetition repetition,
        Optional<StoredType> stored,
        int fixedBytes,
        int converted,
        int precision,
        int scale,
        Optional<CompactStruct> logical,
        List<SchemaNode> children) {
    private static final int LIST_CONVERTED = 3;
    private static final int LIST_LOGICAL = 3;

    enum Repetition {
        REQUIRED,
        OPTIONAL,
        REPEATED
    }

    SchemaNode {
        children = List.copyOf(children);
    }

    boolean isLeaf() {
        return stored.isPresent();
    }

    boolean isList() {
        return converted == LIST_CONVERTED
                || logical.isPresent() && logical.get().has(LIST_LOGICAL);
    }
}
