package org.almagest.columnar.encoding;

import java.util.Optional;

/// Physical kinds of value that a page holds, each with the byte that names it on disk.
///
/// Logical types map onto them above this package: BOOLEAN and integers below 32 bits travel as
/// INT, DECIMAL(18) and times as LONG, text and blobs as BYTES; wider decimals and arrays are
/// several columns of these kinds.
public enum ValueKind {
    INT(0, 4),
    LONG(1, 8),
    FLOAT(2, 4),
    DOUBLE(3, 8),
    /// Byte strings of any length.
    BYTES(4, 0);

    private static final ValueKind[] BY_ID = values();

    private final byte id;
    private final int valueBytes;

    ValueKind(int id, int valueBytes) {
        this.id = (byte) id;
        this.valueBytes = valueBytes;
    }

    /// Answers the byte that names this kind on disk.
    public byte id() {
        return id;
    }

    /// Answers the bytes of one plain value, 0 for BYTES.
    public int valueBytes() {
        return valueBytes;
    }

    /// Finds the kind that a byte names; empty when this version knows none.
    public static Optional<ValueKind> ofId(int id) {
        return id >= 0 && id < BY_ID.length ? Optional.of(BY_ID[id]) : Optional.empty();
    }
}
