package org.almagest.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalText;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Cells as Java objects.
///
/// ```text
/// BOOLEAN                                 Boolean
/// TINYINT ... INTEGER, UTINYINT, USMALLINT  Integer
/// BIGINT, UINTEGER                        Long
/// UBIGINT                                 BigInteger
/// DECIMAL                                 BigDecimal
/// REAL, DOUBLE                            Float, Double
/// VARCHAR, BLOB                           String, byte[]
/// DATE, TIME, TIMESTAMP                   LocalDate, LocalTime, LocalDateTime
/// TIMESTAMPTZ                             OffsetDateTime in UTC
/// T[]                                     AlmagestArray
/// ```
final class JavaValues {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private JavaValues() {}

    /// Answers the value of a cell that is not NULL.
    static Object of(DataType type, ColumnVector vector, int row) {
        return switch (type) {
            case ScalarType scalar -> scalar(scalar, vector, row);
            case DecimalType decimal -> decimal(decimal, vector, row);
            case ArrayType array -> array(array, (ArrayColumnVector) vector, row);
        };
    }

    private static Object scalar(ScalarType type, ColumnVector vector, int row) {
        return switch (type) {
            case NULL -> throw new IllegalStateException("a NULL has no value");
            case BOOLEAN -> ((BooleanColumnVector) vector).get(row) != 0;
            case TINYINT, UTINYINT, SMALLINT, USMALLINT, INTEGER -> ((IntColumnVector) vector).get(row);
            case UINTEGER, BIGINT -> ((LongColumnVector) vector).get(row);
            case UBIGINT -> unsigned(((LongColumnVector) vector).get(row));
            case REAL -> ((FloatColumnVector) vector).get(row);
            case DOUBLE -> ((DoubleColumnVector) vector).get(row);
            case VARCHAR -> ((TextColumnVector) vector).text(row);
            case BLOB -> bytes((TextColumnVector) vector, row);
            case DATE -> LocalDate.ofEpochDay(((IntColumnVector) vector).get(row));
            case TIME -> Micros.toTime(((LongColumnVector) vector).get(row));
            case TIMESTAMP -> Micros.toDateTime(((LongColumnVector) vector).get(row));
            case INTERVAL -> IntervalText.of(IntervalValue.ofNumber(((HugeColumnVector) vector).get(row)));
            case TIMESTAMPTZ ->
                Micros.toDateTime(((LongColumnVector) vector).get(row)).atOffset(ZoneOffset.UTC);
        };
    }

    private static BigInteger unsigned(long bits) {
        BigInteger value = BigInteger.valueOf(bits);
        return bits < 0 ? value.add(TWO_TO_64) : value;
    }

    private static BigDecimal decimal(DecimalType type, ColumnVector vector, int row) {
        return vector instanceof HugeColumnVector huge
                ? new BigDecimal(huge.get(row), type.scale())
                : BigDecimal.valueOf(((LongColumnVector) vector).get(row), type.scale());
    }

    private static byte[] bytes(TextColumnVector vector, int row) {
        int start = vector.start(row);
        return Arrays.copyOfRange(vector.bytes(), start, start + vector.length(row));
    }

    private static AlmagestArray array(ArrayType type, ArrayColumnVector vector, int row) {
        Object[] elements = (Object[])
                java.lang.reflect.Array.newInstance(JdbcType.of(type.element()).javaClass(), vector.length(row));
        for (int i = 0; i < elements.length; i++) {
            int element = vector.start(row) + i;
            if (!vector.child().isNull(element)) {
                elements[i] = forJdbc(of(type.element(), vector.child(), element));
            }
        }
        return new AlmagestArray(type.element(), elements);
    }

    /// Answers the object that JDBC's `getObject` gives: dates and times as `java.sql` has them.
    static Object forJdbc(Object value) {
        return switch (value) {
            case LocalDate date -> Date.valueOf(date);
            case LocalTime time -> Time.valueOf(time);
            case LocalDateTime time -> Timestamp.valueOf(time);
            default -> value;
        };
    }
}
