package org.almagest.rowstore.codec;

import org.almagest.columnar.segment.DeletedRows;

/// Writes and reads which rows are deleted.
///
/// ```text
/// rows    u32 bytes, a Roaring bitmap of places in its portable format (DeletedRows); no bytes for none
/// ```
public final class DeletedRowsCodec {
    private DeletedRowsCodec() {}

    public static void write(FieldWriter out, DeletedRows rows) {
        byte[] bytes = rows.isEmpty() ? new byte[0] : rows.toBytes();
        out.bytes(bytes, 0, bytes.length);
    }

    public static DeletedRows read(FieldReader in) {
        byte[] bytes = in.bytes();
        if (bytes.length == 0) {
            return DeletedRows.NONE;
        }
        try {
            return DeletedRows.ofBytes(bytes);
        } catch (IllegalArgumentException wrong) {
            throw in.wrong(wrong.getMessage(), "a Roaring bitmap of rows");
        }
    }
}
