package org.almagest.columnar.schema;

/// The virtual column of a table that is clustered by the sky: the NESTED cell of order 29 of each
/// row's position, under the name that HATS catalogues give it.
///
/// No page stores it. Who selects it computes it from the position; its zone maps stand in the
/// segments' footers. In predicates of a scan its position is that behind the last column.
public final class HealpixColumn {
    public static final String NAME = "_healpix_29";

    /// Right ascensions farther from 0 wrap like others, but arithmetic with them is rough: rows with
    /// such ones are not pruned by the sky, and lie behind the others.
    public static final double FARTHEST_RA = 720;

    private HealpixColumn() {}

    /// Answers the position that predicates name it by.
    public static int position(TableSchema schema) {
        return schema.columnCount();
    }

    /// Answers whether a predicate's column is this one.
    public static boolean isAt(TableSchema schema, int column) {
        return column == schema.columnCount();
    }
}
