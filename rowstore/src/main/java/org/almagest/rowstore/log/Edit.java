package org.almagest.rowstore.log;

import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.rowstore.delta.EncodedRows;

/// One change to the catalog or to a table's rows. A commit is a list of them under one LSN, in
/// force all together or not at all. Tables go by id, which is never used twice.
public sealed interface Edit {
    int tableId();

    /// A new table, empty; `schemaName` is the SQL schema that it stands in. Its layout is that of
    /// the schema, and stays.
    record CreateTable(int tableId, String schemaName, String name, TableSchema schema) implements Edit {}

    /// A new name or new words about the columns: ids, order and types stay as they are.
    record AlterTable(int tableId, String name, TableSchema schema) implements Edit {}

    /// The table is gone with all its rows.
    record DropTable(int tableId) implements Edit {}

    /// The rows of a segment file, which is durable already, behind the segments that are there.
    record AddSegment(int tableId, SegmentDescription segment) implements Edit {}

    /// The rows of a segment are gone, and later its file.
    record DropSegment(int tableId, String fileName) implements Edit {}

    /// A few rows for the delta.
    record Rows(int tableId, EncodedRows rows) implements Edit {}

    /// The delta's rows of commits up to `throughLsn` are gone from it: a segment of the same
    /// commit has them.
    record ClearDelta(int tableId, long throughLsn) implements Edit {}
}
