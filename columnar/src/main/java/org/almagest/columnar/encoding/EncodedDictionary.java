package org.almagest.columnar.encoding;

/// The dictionary of a column chunk, ready to be written; the bytes are those of [Dictionary].
public record EncodedDictionary(ValueKind kind, int entries, byte[] bytes) {}
