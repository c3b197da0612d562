package org.almagest.rowstore.manifest;

import java.util.HashSet;
import java.util.List;
import org.almagest.columnar.schema.TableSchema;

/// How many different combinations of values some columns had together when they were counted. Immutable.
///
/// @param columnIds two or more, ascending
/// @param combinations with NULL as a value
/// @param rows how many the table had then
public record ColumnGroup(List<Integer> columnIds, long combinations, long rows) {
    public ColumnGroup {
        columnIds = columnIds.stream().sorted().toList();
        if (columnIds.size() < 2 || new HashSet<>(columnIds).size() < columnIds.size()) {
            throw new IllegalArgumentException("a group needs two or more different columns: " + columnIds);
        }
        if (combinations < 0 || combinations > rows) {
            throw new IllegalArgumentException(combinations + " combinations in " + rows + " rows");
        }
    }

    /// Answers whether a schema has its columns.
    public boolean fits(TableSchema schema) {
        return columnIds.stream().allMatch(id -> schema.withId(id).isPresent());
    }
}
