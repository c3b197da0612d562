package org.almagest.columnar.sort;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;

/// A column to sort by: its position in the batches and its type.
public record SortColumn(int position, DataType type, boolean descending, boolean nullsFirst) {
    public SortColumn {
        if (type.physical() == PhysicalType.ARRAY) {
            throw new IllegalArgumentException("rows are not sorted by arrays: column " + position);
        }
    }

    /// Makes an ascending column whose NULLs come last.
    public static SortColumn ascending(int position, DataType type) {
        return new SortColumn(position, type, false, false);
    }
}
