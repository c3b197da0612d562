package org.almagest.rowstore.delta;

import java.util.List;

/// Rows of one table in the form that the log and the delta share; see `RowFormat`. The bytes are
/// not changed after construction.
public record EncodedRows(int rowCount, byte[] bytes) {
    public EncodedRows {
        if (rowCount < 0) {
            throw new IllegalArgumentException("a count of rows must not be negative: " + rowCount);
        }
    }

    /// Puts rows one behind the other.
    public static EncodedRows concat(List<EncodedRows> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        int rows = 0;
        int size = 0;
        for (EncodedRows part : parts) {
            rows = Math.addExact(rows, part.rowCount());
            size = Math.addExact(size, part.bytes().length);
        }
        byte[] all = new byte[size];
        int at = 0;
        for (EncodedRows part : parts) {
            System.arraycopy(part.bytes(), 0, all, at, part.bytes().length);
            at += part.bytes().length;
        }
        return new EncodedRows(rows, all);
    }
}
