package org.almagest.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;

/// An array cell: a copy that outlives the result. Its elements stand in one row, the first axis
/// fastest, whatever the shape; NULL elements are null.
final class AlmagestArray implements Array {
    private final DataType element;
    private Object[] elements;

    AlmagestArray(DataType element, Object[] elements) {
        this.element = element;
        this.elements = elements;
    }

    DataType element() {
        return element;
    }

    @Override
    public String getBaseTypeName() {
        return element.sqlName();
    }

    @Override
    public int getBaseType() {
        return JdbcType.of(element).code();
    }

    /// Answers an array of the elements' class, such as `Double[]`.
    @Override
    public Object getArray() throws SQLException {
        return open().clone();
    }

    @Override
    public Object getArray(Map<String, Class<?>> classes) throws SQLException {
        requireNoClasses(classes);
        return getArray();
    }

    @Override
    public Object getArray(long index, int count) throws SQLException {
        Object[] all = open();
        if (index < 1 || count < 0 || index - 1 > all.length) {
            throw Failures.of(SqlState.INVALID_PARAMETER, "the array has elements 1 to " + all.length + ": " + index);
        }
        int from = (int) (index - 1);
        return Arrays.copyOfRange(all, from, Math.min(all.length, from + count));
    }

    @Override
    public Object getArray(long index, int count, Map<String, Class<?>> classes) throws SQLException {
        requireNoClasses(classes);
        return getArray(index, count);
    }

    private static void requireNoClasses(Map<String, Class<?>> classes) throws SQLException {
        if (!classes.isEmpty()) {
            throw Failures.unsupported("a type map");
        }
    }

    private Object[] open() throws SQLException {
        if (elements == null) {
            throw Failures.wrongState("the array was freed");
        }
        return elements;
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        throw Failures.unsupported("an array as a result set");
    }

    @Override
    public ResultSet getResultSet(Map<String, Class<?>> classes) throws SQLException {
        return getResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        return getResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count, Map<String, Class<?>> classes) throws SQLException {
        return getResultSet();
    }

    @Override
    public void free() {
        elements = null;
    }

    @Override
    public String toString() {
        return Arrays.toString(elements);
    }
}
