package org.almagest.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.almagest.columnar.error.SqlState;

/// From the objects of `JavaValues` to what a caller asks for. A number that does not fit is an
/// error (22003), never another number; digits after the point are cut off on the way to integers,
/// as JDBC does.
final class Conversion {
    /// As many as a double can have, and more than any other number of SQL has.
    private static final int MOST_DIGITS = 309;

    private Conversion() {}

    /// Converts to one of the classes that `getObject(column, class)` knows.
    static Object to(Class<?> wanted, Object value) throws SQLException {
        if (wanted.isInstance(value) && wanted != Object.class) {
            return value;
        }
        if (value instanceof AlmagestArray array && wanted.isArray()) {
            return ArrayValues.to(wanted, (Object[]) array.getArray());
        }
        if (wanted == Object.class) {
            return JavaValues.forJdbc(value);
        }
        if (wanted == Boolean.class) {
            return toBoolean(value);
        }
        if (Number.class.isAssignableFrom(wanted)) {
            return toNumber(wanted, value);
        }
        if (wanted == byte[].class) {
            return toBytes(value);
        }
        return toTemporal(wanted, value);
    }

    private static Number toNumber(Class<?> wanted, Object value) throws SQLException {
        if (wanted == Integer.class) {
            return (int) toLong(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (wanted == Long.class) {
            return toLong(value, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (wanted == Short.class) {
            return (short) toLong(value, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        if (wanted == Byte.class) {
            return (byte) toLong(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        if (wanted == Double.class) {
            return toDouble(value);
        }
        if (wanted == Float.class) {
            return toFloat(value);
        }
        if (wanted == BigDecimal.class) {
            return toDecimal(value);
        }
        if (wanted == BigInteger.class) {
            return toInteger(value);
        }
        throw impossible(value, wanted.getSimpleName());
    }

    private static Object toTemporal(Class<?> wanted, Object value) throws SQLException {
        if (wanted == LocalDate.class) {
            return toDate(value);
        }
        if (wanted == LocalTime.class) {
            return toTime(value);
        }
        if (wanted == LocalDateTime.class) {
            return toDateTime(value);
        }
        if (wanted == OffsetDateTime.class) {
            return toDateTime(value).atOffset(ZoneOffset.UTC);
        }
        if (wanted == ZonedDateTime.class) {
            return toDateTime(value).atZone(ZoneOffset.UTC);
        }
        if (wanted == java.time.Instant.class) {
            return toDateTime(value).toInstant(ZoneOffset.UTC);
        }
        if (wanted == Date.class) {
            return Moments.date(value, ZoneId.systemDefault());
        }
        if (wanted == Time.class) {
            return Moments.time(value, ZoneId.systemDefault());
        }
        if (wanted == Timestamp.class) {
            return Moments.timestamp(value, ZoneId.systemDefault());
        }
        throw impossible(value, wanted.getSimpleName());
    }

    static long toLong(Object value, long least, long greatest) throws SQLException {
        BigDecimal decimal = toDecimal(value);
        boolean fits = decimal.compareTo(BigDecimal.valueOf(least).subtract(BigDecimal.ONE)) > 0
                && decimal.compareTo(BigDecimal.valueOf(greatest).add(BigDecimal.ONE)) < 0;
        if (!fits) {
            throw Failures.of(SqlState.NUMERIC_OUT_OF_RANGE, value + " is not between " + least + " and " + greatest);
        }
        return whole(decimal).longValueExact();
    }

    private static BigInteger toInteger(Object value) throws SQLException {
        BigDecimal decimal = toDecimal(value);
        if (decimal.precision() - (long) decimal.scale() > MOST_DIGITS) {
            throw Failures.of(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    value + " has more than " + MOST_DIGITS + " digits before the point");
        }
        return whole(decimal).unscaledValue();
    }

    /// Cuts off what is behind the point, without writing out the zeros of a number like 1e-999999999.
    private static BigDecimal whole(BigDecimal decimal) {
        return decimal.abs().compareTo(BigDecimal.ONE) < 0 ? BigDecimal.ZERO : decimal.setScale(0, RoundingMode.DOWN);
    }

    /// Narrows a double; one beyond all floats is an error, infinity is not.
    static float toFloat(Object value) throws SQLException {
        double number = toDouble(value);
        float narrowed = (float) number;
        if (Float.isInfinite(narrowed) && !Double.isInfinite(number)) {
            throw Failures.of(SqlState.NUMERIC_OUT_OF_RANGE, value + " is beyond the range of a float");
        }
        return narrowed;
    }

    static double toDouble(Object value) throws SQLException {
        return switch (value) {
            case Number number -> number.doubleValue();
            case Boolean truth -> truth ? 1 : 0;
            case String text -> {
                try {
                    yield Double.parseDouble(text.strip());
                } catch (NumberFormatException noNumber) {
                    throw Failures.of(SqlState.INVALID_TEXT, "'" + text + "' is no number");
                }
            }
            default -> throw impossible(value, "a number");
        };
    }

    static BigDecimal toDecimal(Object value) throws SQLException {
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            case Integer integer -> BigDecimal.valueOf(integer);
            case Long integer -> BigDecimal.valueOf(integer);
            case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
            case Float real -> parse(real.toString());
            case Double real -> parse(real.toString());
            case String text -> parse(text.strip());
            default -> throw impossible(value, "a number");
        };
    }

    private static BigDecimal parse(String text) throws SQLException {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException noNumber) {
            boolean infinite = text.equals("NaN") || text.endsWith("Infinity");
            throw infinite
                    ? Failures.of(SqlState.NUMERIC_OUT_OF_RANGE, text + " is only a float or a double")
                    : Failures.of(SqlState.INVALID_TEXT, "'" + text + "' is no number");
        }
    }

    static boolean toBoolean(Object value) throws SQLException {
        return switch (value) {
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0;
            case String text ->
                switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
                    case "true", "t", "yes", "y", "on", "1" -> true;
                    case "false", "f", "no", "n", "off", "0" -> false;
                    default -> throw Failures.of(SqlState.INVALID_TEXT, "'" + text + "' is neither true nor false");
                };
            default -> throw impossible(value, "a boolean");
        };
    }

    static byte[] toBytes(Object value) throws SQLException {
        return switch (value) {
            case byte[] bytes -> bytes;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> throw impossible(value, "bytes");
        };
    }

    static LocalDate toDate(Object value) throws SQLException {
        return switch (value) {
            case LocalDate date -> date;
            case LocalDateTime time -> time.toLocalDate();
            case OffsetDateTime time -> time.toLocalDate();
            default -> throw impossible(value, "a date");
        };
    }

    static LocalTime toTime(Object value) throws SQLException {
        return switch (value) {
            case LocalTime time -> time;
            case LocalDateTime time -> time.toLocalTime();
            case OffsetDateTime time -> time.toLocalTime();
            default -> throw impossible(value, "a time");
        };
    }

    static LocalDateTime toDateTime(Object value) throws SQLException {
        return switch (value) {
            case LocalDate date -> date.atStartOfDay();
            case LocalDateTime time -> time;
            case OffsetDateTime time -> time.toLocalDateTime();
            default -> throw impossible(value, "a timestamp");
        };
    }

    private static SQLException impossible(Object value, String wanted) {
        return Failures.of(
                SqlState.DATATYPE_MISMATCH,
                "a value of class " + value.getClass().getSimpleName() + " cannot be read as " + wanted);
    }
}
