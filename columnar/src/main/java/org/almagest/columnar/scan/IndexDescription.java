package org.almagest.columnar.scan;

import java.util.List;

/// An index of a source's rows, as planning needs it.
///
/// @param columns positions of the key columns in the schema, in the order of the key
/// @param entries rows that the index has, which are those of the segments that it covers
/// @param bytes of its files
/// @param segments how many segments it covers
/// @param allSegments how many segments the source has
public record IndexDescription(
        String name,
        List<Integer> columns,
        IndexMethod method,
        long entries,
        long bytes,
        int segments,
        int allSegments) {
    public IndexDescription {
        columns = List.copyOf(columns);
    }

    /// Answers the name and the method, as in EXPLAIN.
    public String text() {
        return name + " (" + method.sqlName() + ")";
    }

    /// Answers whether the index itself holds every one of some columns, so that it can be read in the
    /// place of the rows.
    public boolean holds(List<Integer> wanted) {
        return method == IndexMethod.BTREE && columns.containsAll(wanted);
    }
}
