package org.almagest.jdbc;

import java.sql.SQLException;
import org.almagest.columnar.error.SqlState;

/// `unwrap` and `isWrapperFor` for objects that wrap nothing but themselves.
final class Unwrapping {
    private Unwrapping() {}

    static <T> T unwrap(Object self, Class<T> wanted) throws SQLException {
        if (!wanted.isInstance(self)) {
            throw Failures.of(SqlState.INVALID_PARAMETER, "this is no " + wanted.getName());
        }
        return wanted.cast(self);
    }
}
