package org.almagest.columnar.schema;

import java.util.List;
import java.util.stream.Stream;
import org.almagest.columnar.type.ScalarType;

/// The virtual column that says where a row stands, behind the columns of a table that is read to be
/// changed. No page stores it; it means something in one snapshot alone.
///
/// ```text
/// place   BIGINT: number of the segment (-1: the delta) * 2^32 + place in it, counted from 0
/// ```
public final class PlaceColumn {
    /// No table has a column of that id.
    public static final int ID = 2_147_483_631;

    /// A name that nobody gives a column.
    public static final String NAME = "\0place";

    /// The number that stands for the delta.
    public static final int DELTA = -1;

    private static final ColumnDefinition COLUMN =
            ColumnDefinition.of(ID, NAME, ScalarType.BIGINT).withNullable(false);

    private PlaceColumn() {}

    /// Answers a table's schema with the column behind its own.
    public static TableSchema behind(TableSchema schema) {
        return schema.withColumns(
                Stream.concat(schema.columns().stream(), Stream.of(COLUMN)).toList());
    }

    /// Answers the columns of a schema without this one.
    public static TableSchema without(TableSchema schema) {
        List<ColumnDefinition> stored =
                schema.columns().stream().filter(column -> column.id() != ID).toList();
        return stored.size() == schema.columnCount() ? schema : schema.withColumns(stored);
    }

    /// Answers whether a column of a schema is this one.
    public static boolean isAt(TableSchema schema, int column) {
        return column < schema.columnCount() && schema.column(column).id() == ID;
    }

    public static long place(int segment, int row) {
        return (long) segment << 32 | row;
    }

    public static int segment(long place) {
        return (int) (place >> 32);
    }

    public static int row(long place) {
        return (int) place;
    }
}
