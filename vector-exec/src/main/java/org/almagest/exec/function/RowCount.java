package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// The number of rows that LIMIT or OFFSET asks for where a query computes it: itself, unless it is
/// negative, which is an error. Under a name that no call can have.
public final class RowCount {
    public static final String NAME = "#rows";

    private RowCount() {}

    static void register(Catalog catalog) {
        catalog.rows(NAME, BIGINT, Rows.numbers((in, row) -> checked(Rows.getLong(in[0], row))), BIGINT);
    }

    private static long checked(long rows) {
        if (rows < 0) {
            throw AlmagestException.of(
                    SqlState.INVALID_LIMIT, "LIMIT and OFFSET need a number of rows, 0 or more, not " + rows);
        }
        return rows;
    }
}
