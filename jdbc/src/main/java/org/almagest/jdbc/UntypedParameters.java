package org.almagest.jdbc;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.sql.Types;
import org.almagest.columnar.error.SqlState;

/// How many parameters there are. Each takes a value of any type, and what the statement makes of
/// it depends on the value.
final class UntypedParameters implements ParameterMetaData {
    private final int count;

    UntypedParameters(int count) {
        this.count = count;
    }

    private void check(int parameter) throws SQLException {
        if (parameter < 1 || parameter > count) {
            throw Failures.of(SqlState.UNDEFINED_PARAMETER, "there is no parameter " + parameter);
        }
    }

    @Override
    public int getParameterCount() {
        return count;
    }

    @Override
    public int isNullable(int parameter) throws SQLException {
        check(parameter);
        return parameterNullable;
    }

    @Override
    public boolean isSigned(int parameter) throws SQLException {
        check(parameter);
        return true;
    }

    @Override
    public int getPrecision(int parameter) throws SQLException {
        check(parameter);
        return 0;
    }

    @Override
    public int getScale(int parameter) throws SQLException {
        check(parameter);
        return 0;
    }

    @Override
    public int getParameterType(int parameter) throws SQLException {
        check(parameter);
        return Types.OTHER;
    }

    @Override
    public String getParameterTypeName(int parameter) throws SQLException {
        check(parameter);
        return "";
    }

    @Override
    public String getParameterClassName(int parameter) throws SQLException {
        check(parameter);
        return Object.class.getName();
    }

    @Override
    public int getParameterMode(int parameter) throws SQLException {
        check(parameter);
        return parameterModeIn;
    }

    @Override
    public <T> T unwrap(Class<T> wanted) throws SQLException {
        return Unwrapping.unwrap(this, wanted);
    }

    @Override
    public boolean isWrapperFor(Class<?> wanted) {
        return wanted.isInstance(this);
    }
}
