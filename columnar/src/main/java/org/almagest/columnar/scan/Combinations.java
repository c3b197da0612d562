package org.almagest.columnar.scan;

import java.util.Set;

/// How many different combinations of values some columns of a source have together, NULL being a value.
///
/// @param columns their positions
/// @param countedRows how many rows there were when they were counted
public record Combinations(Set<Integer> columns, long count, long countedRows) {
    public Combinations {
        columns = Set.copyOf(columns);
    }

    /// Answers whether they tell little of a source that has so many rows now, as a sample does
    /// ([RowSample#isStale(long)]).
    public boolean isStale(long rowsNow) {
        return RowSample.isStale(rowsNow, countedRows);
    }
}
