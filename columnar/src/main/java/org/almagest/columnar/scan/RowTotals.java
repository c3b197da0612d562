package org.almagest.columnar.scan;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.Value;

/// What zone maps alone say of rows that a scan therefore does not deliver, asked for by
/// [ScanRequest#totals]: how many there are, and of each column of the request how many values.
public record RowTotals(long rows, List<Column> columns) {
    public RowTotals {
        columns = List.copyOf(columns);
    }

    /// The values of a column that are not NULL: their number, the least and the greatest (NaN
    /// counts, as the greatest). Both are absent where there is no value; they mean nothing for
    /// texts and arrays, whose zone maps bound them or do not.
    public record Column(long values, Optional<Value> least, Optional<Value> greatest) {}
}
