package org.almagest.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.sql.session.ResultColumn;

/// What is known of a result's columns. Which table a column comes from is not.
final class AlmagestResultSetMetaData implements ResultSetMetaData, ColumnMeanings, Unwrapping {
    private final List<ResultColumn> columns;

    AlmagestResultSetMetaData(List<ResultColumn> columns) {
        this.columns = columns;
    }

    private ResultColumn column(int number) throws SQLException {
        if (number < 1 || number > columns.size()) {
            throw Failures.of(
                    SqlState.UNDEFINED_COLUMN, "the result has columns 1 to " + columns.size() + ", not " + number);
        }
        return columns.get(number - 1);
    }

    private JdbcType type(int number) throws SQLException {
        return JdbcType.of(column(number).type());
    }

    @Override
    public String unit(int column) throws SQLException {
        return column(column).meaning().unit();
    }

    @Override
    public String ucd(int column) throws SQLException {
        return column(column).meaning().ucd();
    }

    @Override
    public String description(int column) throws SQLException {
        return column(column).meaning().description();
    }

    @Override
    public int getColumnCount() {
        return columns.size();
    }

    @Override
    public String getColumnLabel(int column) throws SQLException {
        return column(column).name();
    }

    @Override
    public String getColumnName(int column) throws SQLException {
        return column(column).name();
    }

    @Override
    public int getColumnType(int column) throws SQLException {
        return type(column).code();
    }

    @Override
    public String getColumnTypeName(int column) throws SQLException {
        return column(column).type().sqlName();
    }

    @Override
    public String getColumnClassName(int column) throws SQLException {
        return type(column).javaClass().getName();
    }

    @Override
    public int getPrecision(int column) throws SQLException {
        return type(column).precision();
    }

    @Override
    public int getScale(int column) throws SQLException {
        return type(column).scale();
    }

    @Override
    public int getColumnDisplaySize(int column) throws SQLException {
        return type(column).displaySize();
    }

    @Override
    public boolean isSigned(int column) throws SQLException {
        return type(column).signed();
    }

    @Override
    public boolean isCaseSensitive(int column) throws SQLException {
        DataType type = column(column).type();
        return type == ScalarType.VARCHAR || type == ScalarType.BLOB;
    }

    @Override
    public int isNullable(int column) throws SQLException {
        column(column);
        return columnNullableUnknown;
    }

    @Override
    public String getCatalogName(int column) throws SQLException {
        column(column);
        return "";
    }

    @Override
    public String getSchemaName(int column) throws SQLException {
        column(column);
        return "";
    }

    @Override
    public String getTableName(int column) throws SQLException {
        column(column);
        return "";
    }

    @Override
    public boolean isSearchable(int column) throws SQLException {
        column(column);
        return true;
    }

    @Override
    public boolean isReadOnly(int column) throws SQLException {
        column(column);
        return true;
    }

    @Override
    public boolean isAutoIncrement(int column) throws SQLException {
        column(column);
        return false;
    }

    @Override
    public boolean isCurrency(int column) throws SQLException {
        column(column);
        return false;
    }

    @Override
    public boolean isWritable(int column) throws SQLException {
        column(column);
        return false;
    }

    @Override
    public boolean isDefinitelyWritable(int column) throws SQLException {
        column(column);
        return false;
    }
}
