package org.almagest.jdbc;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;

/// The parameters of a statement, with the types that what stands beside them gives them: `OTHER` where
/// nothing does. Each takes a value of any type that converts.
final class DescribedParameters implements ParameterMetaData, Unwrapping {
    private final List<Optional<DataType>> types;

    DescribedParameters(List<Optional<DataType>> types) {
        this.types = types;
    }

    private Optional<DataType> type(int parameter) throws SQLException {
        if (parameter < 1 || parameter > types.size()) {
            throw Failures.of(SqlState.UNDEFINED_PARAMETER, "there is no parameter " + parameter);
        }
        return types.get(parameter - 1);
    }

    private Optional<JdbcType> jdbcType(int parameter) throws SQLException {
        return type(parameter).map(JdbcType::of);
    }

    @Override
    public int getParameterCount() {
        return types.size();
    }

    @Override
    public int isNullable(int parameter) throws SQLException {
        type(parameter);
        return parameterNullable;
    }

    @Override
    public boolean isSigned(int parameter) throws SQLException {
        return jdbcType(parameter).map(JdbcType::signed).orElse(true);
    }

    @Override
    public int getPrecision(int parameter) throws SQLException {
        return jdbcType(parameter).map(JdbcType::precision).orElse(0);
    }

    @Override
    public int getScale(int parameter) throws SQLException {
        return jdbcType(parameter).map(JdbcType::scale).orElse(0);
    }

    @Override
    public int getParameterType(int parameter) throws SQLException {
        return jdbcType(parameter).map(JdbcType::code).orElse(Types.OTHER);
    }

    @Override
    public String getParameterTypeName(int parameter) throws SQLException {
        return type(parameter).map(DataType::sqlName).orElse("");
    }

    @Override
    public String getParameterClassName(int parameter) throws SQLException {
        return jdbcType(parameter)
                .<Class<?>>map(JdbcType::javaClass)
                .orElse(Object.class)
                .getName();
    }

    @Override
    public int getParameterMode(int parameter) throws SQLException {
        type(parameter);
        return parameterModeIn;
    }
}
