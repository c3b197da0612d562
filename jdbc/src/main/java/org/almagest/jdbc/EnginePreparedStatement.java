package org.almagest.jdbc;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.session.Description;
import org.almagest.sql.session.Preparation;
import org.almagest.sql.syntax.Parameters;

/// A statement parsed once and run with values for its parameters, which become literals of it.
final class EnginePreparedStatement extends UnsupportedParameters implements AlmagestPreparedStatement {
    private final String sql;
    private final Preparation preparation;
    private final Expression.Literal[] values;

    /// What the values are where moments are wanted, of those that are moments.
    private final List<Optional<Expression.Literal>> moments;

    private final List<List<Expression.Literal>> rows = new ArrayList<>();

    EnginePreparedStatement(AlmagestConnection connection, String sql) throws SQLException {
        super(connection);
        this.sql = sql;
        this.preparation = parse(sql);
        this.values = new Expression.Literal[Parameters.count(sql)];
        this.moments = new ArrayList<>(Collections.nCopies(values.length, Optional.empty()));
    }

    private void set(int parameter, Expression.Literal value) throws SQLException {
        requireOpen();
        if (parameter < 1 || parameter > values.length) {
            throw Failures.of(
                    SqlState.UNDEFINED_PARAMETER,
                    "the statement has " + (values.length == 1 ? "one parameter" : values.length + " parameters")
                            + ", and none with number " + parameter);
        }
        values[parameter - 1] = value;
        moments.set(parameter - 1, Optional.empty());
    }

    private List<Expression.Literal> parameters() throws SQLException {
        int missing = Arrays.asList(values).indexOf(null);
        if (missing >= 0) {
            throw Failures.of(SqlState.UNDEFINED_PARAMETER, "parameter " + (missing + 1) + " has no value");
        }
        boolean plain = moments.stream().allMatch(Optional::isEmpty);
        return plain ? List.of(values) : withMoments(description().parameters());
    }

    private List<Expression.Literal> withMoments(List<Optional<DataType>> types) {
        List<Expression.Literal> all = new ArrayList<>(Arrays.asList(values));
        for (int i = 0; i < all.size(); i++) {
            if (types.get(i).filter(ScalarType.TIMESTAMPTZ::equals).isPresent()
                    && moments.get(i).isPresent()) {
                all.set(i, moments.get(i).get());
            }
        }
        return all;
    }

    /// Fails while a parameter has no value.
    void requireParameters() throws SQLException {
        parameters();
    }

    // ---- running ----

    @Override
    public boolean execute() throws SQLException {
        return run(sql, preparation, parameters());
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return runQuery(sql, preparation, parameters());
    }

    @Override
    public ArrowResult executeArrow() throws SQLException {
        return runArrow(sql, preparation, parameters());
    }

    @Override
    public ArrowResult executeArrow(String other) throws SQLException {
        throw hasItsSql();
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return runUpdate(sql, preparation, parameters());
    }

    @Override
    public int executeUpdate() throws SQLException {
        return count(executeLargeUpdate());
    }

    @Override
    public void addBatch() throws SQLException {
        requireOpen();
        rows.add(parameters());
    }

    @Override
    public void clearBatch() throws SQLException {
        super.clearBatch();
        rows.clear();
    }

    /// Runs the statement once per row of values, each time as a transaction of its own.
    @Override
    public long[] executeLargeBatch() throws SQLException {
        requireOpen();
        List<List<Expression.Literal>> all = List.copyOf(rows);
        rows.clear();
        return runAll(all.size(), i -> runUpdate(sql, preparation, all.get(i)));
    }

    private static SQLException hasItsSql() {
        return Failures.wrongState("a prepared statement has its SQL already");
    }

    @Override
    public boolean execute(String other) throws SQLException {
        throw hasItsSql();
    }

    @Override
    public ResultSet executeQuery(String other) throws SQLException {
        throw hasItsSql();
    }

    @Override
    public long executeLargeUpdate(String other) throws SQLException {
        throw hasItsSql();
    }

    @Override
    public void addBatch(String other) throws SQLException {
        throw hasItsSql();
    }

    // ---- what it is ----

    /// Answers the columns of a query before it runs; null where their types depend on the values of
    /// parameters, and for what is no query.
    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        requireOpen();
        if (!(preparation.statement() instanceof Statement.Select)) {
            return null;
        }
        return description().columns().map(AlmagestResultSetMetaData::new).orElse(null);
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        requireOpen();
        return new DescribedParameters(description().parameters());
    }

    private Description description() throws SQLException {
        return connection().describe(preparation, sql, values.length);
    }

    // ---- parameters ----

    @Override
    public void clearParameters() throws SQLException {
        requireOpen();
        Arrays.fill(values, null);
    }

    @Override
    public void setNull(int parameter, int sqlType) throws SQLException {
        set(parameter, ParameterLiteral.NULL);
    }

    @Override
    public void setNull(int parameter, int sqlType, String typeName) throws SQLException {
        set(parameter, ParameterLiteral.NULL);
    }

    @Override
    public void setObject(int parameter, Object value) throws SQLException {
        if (value instanceof Timestamp moment) {
            setTimestamp(parameter, moment, null);
        } else {
            set(parameter, ParameterLiteral.of(value));
        }
    }

    @Override
    public void setObject(int parameter, Object value, int sqlType) throws SQLException {
        if (value instanceof Timestamp moment && sqlType == Types.TIMESTAMP) {
            setTimestamp(parameter, moment, null);
        } else {
            set(parameter, ParameterLiteral.of(value, sqlType));
        }
    }

    @Override
    public void setObject(int parameter, Object value, int sqlType, int scaleOrLength) throws SQLException {
        setObject(parameter, value, sqlType);
    }

    @Override
    public void setArray(int parameter, Array value) throws SQLException {
        setObject(parameter, value == null || value instanceof AlmagestArray ? value : value.getArray());
    }

    @Override
    public void setBoolean(int parameter, boolean value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setByte(int parameter, byte value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setShort(int parameter, short value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setInt(int parameter, int value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setLong(int parameter, long value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setFloat(int parameter, float value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setDouble(int parameter, double value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setBigDecimal(int parameter, BigDecimal value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setString(int parameter, String value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setNString(int parameter, String value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setBytes(int parameter, byte[] value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setDate(int parameter, Date value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setTime(int parameter, Time value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setTimestamp(int parameter, Timestamp value) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setDate(int parameter, Date value, Calendar calendar) throws SQLException {
        setObject(
                parameter,
                value == null
                        ? null
                        : Moments.clock(value, Moments.zone(calendar)).toLocalDate());
    }

    @Override
    public void setTime(int parameter, Time value, Calendar calendar) throws SQLException {
        setObject(
                parameter,
                value == null
                        ? null
                        : Moments.clock(value, Moments.zone(calendar)).toLocalTime());
    }

    /// A timestamp is a moment beside a TIMESTAMPTZ; elsewhere it is what a clock of the calendar's zone
    /// shows then.
    @Override
    public void setTimestamp(int parameter, Timestamp value, Calendar calendar) throws SQLException {
        if (value == null) {
            set(parameter, ParameterLiteral.NULL);
            return;
        }
        Expression.Literal moment = ParameterLiteral.of(value.toInstant());
        set(parameter, ParameterLiteral.of(Moments.clock(value, Moments.zone(calendar))));
        moments.set(parameter - 1, Optional.of(moment));
    }
}
