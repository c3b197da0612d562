package org.almagest.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;

/// Java objects as the literals that stand for parameters. The literal has the type of the object;
/// the statement converts it as it would one written out.
final class ParameterLiteral {
    static final Expression.Literal NULL = new Expression.Literal(Value.NULL, ScalarType.NULL);

    private ParameterLiteral() {}

    static Expression.Literal of(Object value) throws SQLException {
        return switch (value) {
            case null -> NULL;
            case Boolean truth -> literal(Value.of((boolean) truth), ScalarType.BOOLEAN);
            case Byte number -> literal(Value.of((long) number), ScalarType.TINYINT);
            case Short number -> literal(Value.of((long) number), ScalarType.SMALLINT);
            case Integer number -> literal(Value.of((long) number), ScalarType.INTEGER);
            case Long number -> literal(Value.of((long) number), ScalarType.BIGINT);
            case Float number -> literal(Value.of((double) number), ScalarType.REAL);
            case Double number -> literal(Value.of((double) number), ScalarType.DOUBLE);
            case BigInteger number -> integer(number);
            case BigDecimal number -> decimal(number);
            case String text -> literal(Value.of(text), ScalarType.VARCHAR);
            case Character letter -> literal(Value.of(letter.toString()), ScalarType.VARCHAR);
            case byte[] bytes -> bytes(bytes);
            case AlmagestArray array -> ArrayValues.literal((Object[]) array.getArray(), array.element());
            case Object array when array.getClass().isArray() -> ArrayValues.literal(array);
            default -> temporal(value);
        };
    }

    private static Expression.Literal temporal(Object value) throws SQLException {
        return switch (value) {
            case Date date -> of(date.toLocalDate());
            case Time time -> of(time.toLocalTime());
            case Timestamp time -> of(time.toLocalDateTime());
            case LocalDate date -> literal(Value.of((long) Math.toIntExact(date.toEpochDay())), ScalarType.DATE);
            case LocalTime time -> literal(Value.of(Micros.of(time)), ScalarType.TIME);
            case LocalDateTime time -> literal(Value.of(micros(time)), ScalarType.TIMESTAMP);
            case OffsetDateTime time ->
                literal(
                        Value.of(micros(
                                time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime())),
                        ScalarType.TIMESTAMPTZ);
            case Instant time -> of(time.atOffset(ZoneOffset.UTC));
            case ZonedDateTime time -> of(time.toOffsetDateTime());
            default ->
                throw Failures.unsupported(
                        "a parameter of class " + value.getClass().getName());
        };
    }

    private static long micros(LocalDateTime time) throws SQLException {
        try {
            return Micros.of(time);
        } catch (ArithmeticException tooFar) {
            throw Failures.of(SqlState.INVALID_DATETIME, "the time " + time + " is out of range");
        }
    }

    /// Converts to a type of `java.sql.Types` first; what is no number or text keeps its own type.
    static Expression.Literal of(Object value, int sqlType) throws SQLException {
        if (value == null) {
            return NULL;
        }
        return switch (sqlType) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER ->
                of((int) Conversion.toLong(simple(value), Integer.MIN_VALUE, Integer.MAX_VALUE));
            case Types.BIGINT -> of(Conversion.toLong(simple(value), Long.MIN_VALUE, Long.MAX_VALUE));
            case Types.REAL -> of((float) Conversion.toDouble(simple(value)));
            case Types.FLOAT, Types.DOUBLE -> of(Conversion.toDouble(simple(value)));
            case Types.DECIMAL, Types.NUMERIC -> of(Conversion.toDecimal(simple(value)));
            case Types.TIMESTAMP_WITH_TIMEZONE -> of(value instanceof Timestamp moment ? moment.toInstant() : value);
            case Types.BIT, Types.BOOLEAN -> of(Conversion.toBoolean(simple(value)));
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                of(value.toString());
            default -> of(value);
        };
    }

    /// Widens what `Conversion` does not know.
    private static Object simple(Object value) {
        return switch (value) {
            case Byte number -> number.intValue();
            case Short number -> number.intValue();
            default -> value;
        };
    }

    private static Expression.Literal integer(BigInteger number) throws SQLException {
        if (number.bitLength() < Long.SIZE) {
            return literal(Value.of(number.longValue()), ScalarType.BIGINT);
        }
        if (number.signum() > 0 && number.bitLength() == Long.SIZE) {
            return literal(Value.of(number.longValue()), ScalarType.UBIGINT);
        }
        return decimal(new BigDecimal(number));
    }

    private static Expression.Literal decimal(BigDecimal number) throws SQLException {
        BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
        int precision = Math.max(plain.precision(), Math.max(plain.scale(), 1));
        if (precision > DecimalType.MAX_PRECISION) {
            throw Failures.of(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    "a decimal has at most " + DecimalType.MAX_PRECISION + " digits, and a parameter has " + precision);
        }
        DecimalType type = new DecimalType(precision, plain.scale());
        Value unscaled = type.physical() == PhysicalType.LONG
                ? Value.of(plain.unscaledValue().longValueExact())
                : Value.of(plain.unscaledValue());
        return literal(unscaled, type);
    }

    private static Expression.Literal bytes(byte[] bytes) {
        List<Byte> list = new ArrayList<>(bytes.length);
        for (byte each : bytes) {
            list.add(each);
        }
        return literal(new Value.OfBytes(List.copyOf(list)), ScalarType.BLOB);
    }

    private static Expression.Literal literal(Value value, DataType type) {
        return new Expression.Literal(value, type);
    }
}
