package org.almagest.ingest.parquet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A struct of Thrift's compact protocol as it stands: field number to value, where a value is a
/// `Long` (any integer), `Boolean`, `Double`, `byte[]`, `List` or `CompactStruct`. A field of
/// another kind than asked for counts as absent.
record CompactStruct(Map<Integer, Object> fields) {
    boolean has(int field) {
        return fields.containsKey(field);
    }

    long integer(int field, long absent) {
        return fields.get(field) instanceof Long number ? number : absent;
    }

    OptionalLong integer(int field) {
        return fields.get(field) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    boolean truth(int field, boolean absent) {
        return fields.get(field) instanceof Boolean truth ? truth : absent;
    }

    Optional<byte[]> bytes(int field) {
        return fields.get(field) instanceof byte[] bytes ? Optional.of(bytes) : Optional.empty();
    }

    String text(int field) {
        return bytes(field)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    List<?> list(int field) {
        return fields.get(field) instanceof List<?> list ? list : List.of();
    }

    Optional<CompactStruct> struct(int field) {
        return fields.get(field) instanceof CompactStruct struct ? Optional.of(struct) : Optional.empty();
    }
}
