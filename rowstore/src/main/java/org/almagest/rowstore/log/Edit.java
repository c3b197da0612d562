package org.almagest.rowstore.log;

import java.util.List;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.schema.ViewDefinition;
import org.almagest.columnar.segment.DeletedRows;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.rowstore.delta.EncodedRows;

/// One change to the catalog or to a table's rows. A commit is a list of them under one LSN, in
/// force all together or not at all. Tables and views go by id, which is never used twice.
///
/// The names of tables and views are unique after a commit; within one they may meet, as when two
/// tables change their names.
public sealed interface Edit {
    /// A change of one table.
    sealed interface OfTable extends Edit {
        int tableId();
    }

    /// A new table, empty; `schemaName` is the SQL schema that it stands in. Its layout is that of
    /// the schema, and stays.
    record CreateTable(int tableId, String schemaName, String name, TableSchema schema) implements OfTable {}

    /// A new name or new words about the columns: ids, order and types stay as they are.
    record AlterTable(int tableId, String name, TableSchema schema) implements OfTable {}

    /// A new schema of columns, defaults and checks, perhaps under another name. Segments stay as
    /// they are: columns meet by their ids. The delta's rows have the form of the schema, so the same
    /// commit clears the delta before, where columns come or go, and brings its rows again.
    record EvolveTable(int tableId, ObjectName name, TableSchema schema) implements OfTable {}

    /// The table is gone with all its rows.
    record DropTable(int tableId) implements OfTable {}

    /// The rows of a segment file, which is durable already, behind the segments that are there.
    record AddSegment(int tableId, SegmentDescription segment) implements OfTable {}

    /// The rows of a segment are gone, and later its file.
    record DropSegment(int tableId, String fileName) implements OfTable {}

    /// An index of some columns, by their ids, without runs; `unique` where no two rows may have the same keys,
    /// `primary` where these are the primary key.
    record CreateIndex(
            int tableId, String name, IndexMethod method, List<Integer> columnIds, boolean unique, boolean primary)
            implements OfTable {
        public CreateIndex {
            columnIds = List.copyOf(columnIds);
        }

        /// Makes one whose keys may be equal.
        public CreateIndex(int tableId, String name, IndexMethod method, List<Integer> columnIds) {
            this(tableId, name, method, columnIds, false, false);
        }
    }

    /// The run of an index for one segment of the table, which is durable already.
    record AddRun(int tableId, String index, String segmentFileName, SegmentDescription run) implements OfTable {}

    /// The index is gone, and later its runs.
    record DropIndex(int tableId, String name) implements OfTable {}

    /// How many combinations of values columns had together, by their ids, in so many rows.
    record CountGroup(int tableId, List<Integer> columnIds, long combinations, long rows) implements OfTable {
        public CountGroup {
            columnIds = List.copyOf(columnIds);
        }
    }

    /// A few rows for the delta.
    record Rows(int tableId, EncodedRows rows) implements OfTable {}

    /// The delta's rows of commits up to `throughLsn` are gone from it: a segment of the same
    /// commit has them.
    record ClearDelta(int tableId, long throughLsn) implements OfTable {}

    /// Rows of a segment are gone, by their places in it; none of them was before.
    record Deletes(int tableId, String fileName, DeletedRows rows) implements OfTable {}

    /// Rows of the delta are gone, by their places in it at this point of the commit; none of them was before.
    record DeltaDeletes(int tableId, DeletedRows rows) implements OfTable {}

    /// A view, new or in place of the one of this id.
    record PutView(int viewId, ObjectName name, ViewDefinition view) implements Edit {}

    record DropView(int viewId) implements Edit {}

    /// An SQL schema, or other words about one that is there.
    record PutSchema(String name, String description) implements Edit {}

    /// The SQL schema is gone; nothing stands in it after the commit.
    record DropSchema(String name) implements Edit {}
}
