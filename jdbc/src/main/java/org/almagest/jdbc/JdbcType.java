package org.almagest.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;

/// How JDBC sees a type: its code of `java.sql.Types`, the class of `getObject`, the number of
/// digits or characters, digits after the point, and the widest text. 0 means that there is none or
/// no limit.
record JdbcType(int code, Class<?> javaClass, int precision, int scale, int displaySize, boolean signed) {
    private static final int DATE_CHARACTERS = 10;
    private static final int TIME_CHARACTERS = 15;
    private static final int TIMESTAMP_CHARACTERS = 26;
    private static final int MICROSECOND_DIGITS = 6;

    static JdbcType of(DataType type) {
        return switch (type) {
            case ScalarType scalar -> scalar(scalar);
            case DecimalType(int precision, int scale) ->
                new JdbcType(Types.DECIMAL, BigDecimal.class, precision, scale, precision + 2, true);
            case ArrayType array -> new JdbcType(Types.ARRAY, Array.class, 0, 0, 0, false);
        };
    }

    private static JdbcType scalar(ScalarType type) {
        return switch (type) {
            case NULL -> new JdbcType(Types.NULL, Object.class, 0, 0, 4, false);
            case BOOLEAN -> new JdbcType(Types.BOOLEAN, Boolean.class, 1, 0, 5, false);
            case TINYINT -> integer(Types.TINYINT, Integer.class, 3, true);
            case UTINYINT -> integer(Types.SMALLINT, Integer.class, 3, false);
            case SMALLINT -> integer(Types.SMALLINT, Integer.class, 5, true);
            case USMALLINT -> integer(Types.INTEGER, Integer.class, 5, false);
            case INTEGER -> integer(Types.INTEGER, Integer.class, 10, true);
            case UINTEGER -> integer(Types.BIGINT, Long.class, 10, false);
            case BIGINT -> integer(Types.BIGINT, Long.class, 19, true);
            case UBIGINT -> integer(Types.NUMERIC, BigInteger.class, 20, false);
            case REAL -> new JdbcType(Types.REAL, Float.class, 7, 0, 15, true);
            case DOUBLE -> new JdbcType(Types.DOUBLE, Double.class, 15, 0, 24, true);
            case VARCHAR -> new JdbcType(Types.VARCHAR, String.class, 0, 0, 0, false);
            case BLOB -> new JdbcType(Types.VARBINARY, byte[].class, 0, 0, 0, false);
            case DATE -> new JdbcType(Types.DATE, Date.class, DATE_CHARACTERS, 0, DATE_CHARACTERS, false);
            case TIME -> temporal(Types.TIME, Time.class, TIME_CHARACTERS);
            case TIMESTAMP -> temporal(Types.TIMESTAMP, Timestamp.class, TIMESTAMP_CHARACTERS);
            case TIMESTAMPTZ -> temporal(Types.TIMESTAMP_WITH_TIMEZONE, OffsetDateTime.class, TIMESTAMP_CHARACTERS + 6);
            case INTERVAL -> new JdbcType(Types.OTHER, String.class, 0, 0, 0, false);
        };
    }

    private static JdbcType integer(int code, Class<?> javaClass, int digits, boolean signed) {
        return new JdbcType(code, javaClass, digits, 0, signed ? digits + 1 : digits, signed);
    }

    private static JdbcType temporal(int code, Class<?> javaClass, int characters) {
        return new JdbcType(code, javaClass, characters, MICROSECOND_DIGITS, characters, false);
    }
}
