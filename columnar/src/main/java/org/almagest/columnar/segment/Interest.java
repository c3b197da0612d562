package org.almagest.columnar.segment;

import java.util.List;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;

/// What is of interest in a column to deliver, in one reader: where a block holds none of it, NULLs
/// are delivered in its place and the column is not read. One thread.
final class Interest {
    private final ColumnVector nothing;
    private final List<DynamicFilter> filters;

    /// Makes the interest of a column; without filters everything is. `nothing` is a vector of the
    /// column's type.
    Interest(ColumnVector nothing, List<DynamicFilter> filters) {
        this.nothing = nothing;
        this.filters = filters;
        if (!filters.isEmpty()) {
            Cells.setNull(nothing, 0);
            nothing.setConstant(true);
        }
    }

    void forget() {
        filters.forEach(DynamicFilter::forget);
    }

    /// Answers whether there is no block that may come as NULLs.
    boolean isEverything() {
        return filters.isEmpty();
    }

    /// Answers whether zone maps and block heads leave nothing of interest in a block.
    boolean lacks(int first, int rows) {
        if (filters.isEmpty()) {
            return false;
        }
        for (DynamicFilter filter : filters) {
            var state = filter.state();
            if (state.isEmpty() || state.get().judge(first, rows) != ColumnFilter.Verdict.NONE) {
                return false;
            }
        }
        return true;
    }

    /// Answers a NULL for every row.
    ColumnVector nothing() {
        return nothing;
    }
}
