package org.almagest.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;
import org.almagest.columnar.error.SqlState;

/// What wraps nothing but itself.
interface Unwrapping extends Wrapper {
    @Override
    default <T> T unwrap(Class<T> wanted) throws SQLException {
        if (!wanted.isInstance(this)) {
            throw Failures.of(SqlState.INVALID_PARAMETER, "this is no " + wanted.getName());
        }
        return wanted.cast(this);
    }

    @Override
    default boolean isWrapperFor(Class<?> wanted) {
        return wanted.isInstance(this);
    }
}
