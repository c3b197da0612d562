package org.almagest.rowstore.delta;

/// Rows of one table in the form that the log and the delta share; see `RowFormat`. The bytes are
/// not changed after construction.
public record EncodedRows(int rowCount, byte[] bytes) {
    public EncodedRows {
        if (rowCount < 0) {
            throw new IllegalArgumentException("a count of rows must not be negative: " + rowCount);
        }
    }
}
