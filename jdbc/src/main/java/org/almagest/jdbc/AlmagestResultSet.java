package org.almagest.jdbc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.cast.TextForm;
import org.almagest.sql.session.ResultColumn;

/// Rows read forwards, once, as the query makes them. Used by one thread at a time, except that
/// closing the statement or connection elsewhere closes it too.
final class AlmagestResultSet extends ForwardOnlyResult implements Unwrapping {
    private final List<ResultColumn> columns;
    private final ResultCursor cursor;
    private final PlainColumns plain;
    private final ResultOwner owner;
    private boolean wasNull;

    AlmagestResultSet(List<ResultColumn> columns, BatchReader rows, long maxRows, ResultOwner owner) {
        this.columns = columns;
        this.cursor = new ResultCursor(columns.stream().map(ResultColumn::type).toList(), rows, maxRows);
        this.plain = cursor.plain();
        this.owner = owner;
    }

    List<ResultColumn> columns() {
        return columns;
    }

    // ---- the cursor ----

    @Override
    public boolean next() throws SQLException {
        try {
            return cursor.next();
        } finally {
            // A statement that is garbage closes its query, perhaps while it is waited for here.
            Reference.reachabilityFence(owner);
        }
    }

    @Override
    public void close() throws SQLException {
        if (cursor.close()) {
            owner.resultClosed();
        }
    }

    @Override
    public boolean isClosed() {
        return cursor.isClosed();
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        try {
            return cursor.isBeforeFirst();
        } finally {
            Reference.reachabilityFence(owner);
        }
    }

    @Override
    public boolean isFirst() throws SQLException {
        return cursor.rowNumber() == 1;
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        return cursor.isAfterLast();
    }

    /// Fails with 22003 for rows whose number no int has; JDBC has no other method for them.
    @Override
    public int getRow() throws SQLException {
        return number(cursor.rowNumber());
    }

    static int number(long row) throws SQLException {
        if (row > Integer.MAX_VALUE) {
            throw Failures.of(SqlState.NUMERIC_OUT_OF_RANGE, "the number of row " + row + " is beyond an int");
        }
        return (int) row;
    }

    // ---- cells ----

    /// Answers whether a cell is NULL, and remembers it for `wasNull`.
    private boolean isNull(int column) throws SQLException {
        wasNull = cursor.vector(column).isNull(cursor.row());
        return wasNull;
    }

    private DataType type(int column) {
        return columns.get(column - 1).type();
    }

    /// Answers the value of a cell that is not NULL.
    private Object value(int column) throws SQLException {
        return JavaValues.of(type(column), cursor.vector(column), cursor.row());
    }

    @Override
    public boolean wasNull() throws SQLException {
        cursor.requireOpen();
        return wasNull;
    }

    @Override
    public String getString(int column) throws SQLException {
        return isNull(column) ? null : TextForm.of(type(column), cursor.vector(column), cursor.row());
    }

    @Override
    public String getNString(int column) throws SQLException {
        return getString(column);
    }

    @Override
    public boolean getBoolean(int column) throws SQLException {
        return !isNull(column) && Conversion.toBoolean(value(column));
    }

    @Override
    public byte getByte(int column) throws SQLException {
        return (byte) integer(column, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    @Override
    public short getShort(int column) throws SQLException {
        return (short) integer(column, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    @Override
    public int getInt(int column) throws SQLException {
        int place = column - 1;
        if (place >= 0 && place < plain.count()) {
            int[] ints = plain.ints(place);
            int row = cursor.row();
            if (row < ints.length) {
                wasNull = false;
                return ints[row];
            }
        }
        return (int) integer(column, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public long getLong(int column) throws SQLException {
        int place = column - 1;
        if (place >= 0 && place < plain.count()) {
            long[] longs = plain.longs(place);
            int row = cursor.row();
            if (row < longs.length) {
                wasNull = false;
                return longs[row];
            }
        }
        return integer(column, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /// Answers an integer, without making an object where the column holds integers that fit.
    private long integer(int column, long least, long greatest) throws SQLException {
        if (isNull(column)) {
            return 0;
        }
        DataType type = type(column);
        if (type.isInteger() && type != ScalarType.UBIGINT) {
            ColumnVector vector = cursor.vector(column);
            long value = vector instanceof IntColumnVector ints
                    ? ints.get(cursor.row())
                    : ((LongColumnVector) vector).get(cursor.row());
            if (value >= least && value <= greatest) {
                return value;
            }
        }
        return Conversion.toLong(value(column), least, greatest);
    }

    @Override
    public float getFloat(int column) throws SQLException {
        int place = column - 1;
        if (place >= 0 && place < plain.count()) {
            float[] floats = plain.floats(place);
            int row = cursor.row();
            if (row < floats.length) {
                wasNull = false;
                return floats[row];
            }
        }
        return isNull(column)
                ? 0
                : cursor.vector(column) instanceof FloatColumnVector floats
                        ? floats.get(cursor.row())
                        : Conversion.toFloat(value(column));
    }

    @Override
    public double getDouble(int column) throws SQLException {
        int place = column - 1;
        if (place >= 0 && place < plain.count()) {
            double[] doubles = plain.doubles(place);
            int row = cursor.row();
            if (row < doubles.length) {
                wasNull = false;
                return doubles[row];
            }
        }
        return isNull(column)
                ? 0
                : cursor.vector(column) instanceof DoubleColumnVector doubles
                        ? doubles.get(cursor.row())
                        : Conversion.toDouble(value(column));
    }

    @Override
    public BigDecimal getBigDecimal(int column) throws SQLException {
        return isNull(column) ? null : Conversion.toDecimal(value(column));
    }

    @Deprecated
    @Override
    public BigDecimal getBigDecimal(int column, int scale) throws SQLException {
        return isNull(column) ? null : Conversion.toDecimal(value(column)).setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    public byte[] getBytes(int column) throws SQLException {
        return isNull(column) ? null : Conversion.toBytes(value(column));
    }

    @Override
    public InputStream getBinaryStream(int column) throws SQLException {
        return isNull(column) ? null : new ByteArrayInputStream(Conversion.toBytes(value(column)));
    }

    @Override
    public Date getDate(int column) throws SQLException {
        return getDate(column, null);
    }

    @Override
    public Time getTime(int column) throws SQLException {
        return getTime(column, null);
    }

    @Override
    public Timestamp getTimestamp(int column) throws SQLException {
        return getTimestamp(column, null);
    }

    @Override
    public Date getDate(int column, Calendar calendar) throws SQLException {
        return isNull(column) ? null : Moments.date(value(column), Moments.zone(calendar));
    }

    @Override
    public Time getTime(int column, Calendar calendar) throws SQLException {
        return isNull(column) ? null : Moments.time(value(column), Moments.zone(calendar));
    }

    @Override
    public Timestamp getTimestamp(int column, Calendar calendar) throws SQLException {
        return isNull(column) ? null : Moments.timestamp(value(column), Moments.zone(calendar));
    }

    @Override
    public Array getArray(int column) throws SQLException {
        if (!(type(requireColumn(column)) instanceof ArrayType)) {
            throw Failures.of(SqlState.DATATYPE_MISMATCH, "column " + column + " holds no arrays");
        }
        return isNull(column) ? null : (Array) value(column);
    }

    @Override
    public Object getObject(int column) throws SQLException {
        return isNull(column) ? null : JavaValues.forJdbc(value(column));
    }

    @Override
    public Object getObject(int column, Map<String, Class<?>> classes) throws SQLException {
        cursor.requireOpen();
        if (classes != null && !classes.isEmpty()) {
            throw Failures.unsupported("a type map");
        }
        return getObject(column);
    }

    @Override
    public <T> T getObject(int column, Class<T> wanted) throws SQLException {
        if (wanted == null) {
            throw Failures.of(SqlState.INVALID_PARAMETER, "the class to read as must not be null");
        }
        if (isNull(column)) {
            return null;
        }
        return wanted.cast(wanted == String.class ? getString(column) : Conversion.to(wanted, value(column)));
    }

    private int requireColumn(int column) throws SQLException {
        cursor.vector(column);
        return column;
    }

    // ---- columns ----

    /// Finds a column by its label, exactly or else in any case; the first of several.
    @Override
    public int findColumn(String label) throws SQLException {
        cursor.requireOpen();
        if (label == null) {
            throw Failures.of(SqlState.UNDEFINED_COLUMN, "the label of a column must not be null");
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(label)) {
                return i + 1;
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(label)) {
                return i + 1;
            }
        }
        String question = NearestName.question(
                label, columns.stream().map(ResultColumn::name).toList());
        throw Failures.of(
                SqlState.UNDEFINED_COLUMN,
                "the result has no column " + label + (question.isEmpty() ? "" : "; " + question));
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        cursor.requireOpen();
        return new AlmagestResultSetMetaData(columns);
    }

    // ---- what the result is ----

    /// Null for a list of the metadata, as JDBC wants it.
    @Override
    public Statement getStatement() throws SQLException {
        cursor.requireOpen();
        return owner.statement().orElse(null);
    }

    @Override
    void requireOpen() throws SQLException {
        cursor.requireOpen();
    }
}
