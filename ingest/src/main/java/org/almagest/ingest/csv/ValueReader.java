package org.almagest.ingest.csv;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalText;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.ingest.csv.kernel.CalendarText;

/// Reads one value of a type from text without blanks or quotes around it.
@FunctionalInterface
interface ValueReader {
    /// Sets row `row` of `out` and answers true, or answers false where the text is no such value.
    boolean read(byte[] bytes, int start, int end, int row, ColumnVector out);

    /// Takes no value at all: the type of a column in which every value seen was missing.
    ValueReader NOTHING = (bytes, start, end, row, out) -> false;

    /// Answers the reader of a type; fails for types that text files cannot have.
    static ValueReader of(String column, DataType type) {
        return switch (type) {
            case ScalarType scalar -> of(column, scalar);
            case DecimalType decimal -> (bytes, start, end, row, out) -> decimal(bytes, start, end, decimal, row, out);
            case ArrayType array -> throw unsupported(column, array);
        };
    }

    private static ValueReader of(String column, ScalarType type) {
        return switch (type) {
            case BOOLEAN -> ValueReader::truth;
            case TINYINT, UTINYINT, SMALLINT, USMALLINT, INTEGER, UINTEGER, BIGINT, UBIGINT -> {
                BigInteger least = type.isSigned()
                        ? BigInteger.ONE.shiftLeft(type.integerBits() - 1).negate()
                        : BigInteger.ZERO;
                BigInteger most = BigInteger.ONE
                        .shiftLeft(type.integerBits() - (type.isSigned() ? 1 : 0))
                        .subtract(BigInteger.ONE);
                yield (bytes, start, end, row, out) -> integer(bytes, start, end, least, most, row, out);
            }
            case REAL -> ValueReader::single;
            case DOUBLE -> ValueReader::number;
            case DATE ->
                (bytes, start, end, row, out) -> {
                    long days = CalendarText.days(bytes, start, end);
                    return days != CalendarText.NONE && set((IntColumnVector) out, row, (int) days);
                };
            case TIME ->
                (bytes, start, end, row, out) -> set(out, row, CalendarText.timeMicros(bytes, start, end, false));
            case TIMESTAMP ->
                (bytes, start, end, row, out) -> set(out, row, CalendarText.micros(bytes, start, end, false, false));
            case TIMESTAMPTZ ->
                (bytes, start, end, row, out) -> set(out, row, CalendarText.micros(bytes, start, end, true, false));
            case INTERVAL -> ValueReader::interval;
            case NULL, VARCHAR, BLOB -> throw unsupported(column, type);
        };
    }

    private static AlmagestException unsupported(String column, DataType type) {
        return AlmagestException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "column " + column + " of a text file cannot be read as " + type)
                .hint("read it as VARCHAR and convert it in SQL");
    }

    private static boolean set(IntColumnVector out, int row, int value) {
        out.set(row, value);
        return true;
    }

    private static boolean set(ColumnVector out, int row, long micros) {
        if (micros == CalendarText.NONE) {
            return false;
        }
        ((LongColumnVector) out).set(row, micros);
        return true;
    }

    private static boolean truth(byte[] bytes, int start, int end, int row, ColumnVector out) {
        String word = text(bytes, start, end).toLowerCase(Locale.ROOT);
        boolean yes =
                word.equals("true") || word.equals("t") || word.equals("yes") || word.equals("y") || word.equals("1");
        boolean no =
                word.equals("false") || word.equals("f") || word.equals("no") || word.equals("n") || word.equals("0");
        ((BooleanColumnVector) out).set(row, (byte) (yes ? 1 : 0));
        return yes || no;
    }

    private static boolean integer(
            byte[] bytes, int start, int end, BigInteger least, BigInteger most, int row, ColumnVector out) {
        int first = start + (bytes[start] == '-' || bytes[start] == '+' ? 1 : 0);
        if (first == end || end - first > 40) {
            return false;
        }
        long value = 0;
        for (int i = first; i < end; i++) {
            int digit = bytes[i] - '0';
            if ((digit | 9 - digit) < 0) {
                return false;
            }
            value = value * 10 + digit;
        }
        if (end - first > 18) {
            BigInteger exact = new BigInteger(text(bytes, start, end));
            if (exact.compareTo(least) < 0 || exact.compareTo(most) > 0) {
                return false;
            }
            value = exact.longValue();
        } else {
            value = bytes[start] == '-' ? -value : value;
            boolean fits = most.bitLength() >= 63 || value <= most.longValue();
            if (!fits || value < 0 && value < least.longValue()) {
                return false;
            }
        }
        if (out.physicalType() == PhysicalType.INT) {
            ((IntColumnVector) out).set(row, (int) value);
        } else {
            ((LongColumnVector) out).set(row, value);
        }
        return true;
    }

    /// Answers whether the text is a number that the parsers below may see: they would take hex and
    /// type suffixes as well.
    private static boolean isNumber(byte[] bytes, int start, int end) {
        int shape = ValueShape.of(bytes, start, end);
        if ((shape & ValueShape.DOUBLE) != 0) {
            return true;
        }
        int first = start + (bytes[start] == '-' || bytes[start] == '+' ? 1 : 0);
        for (int i = first; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return first < end;
    }

    /// Answers NaN or an infinity where the text is their name, else zero.
    private static double word(byte[] bytes, int start, int end) {
        int first = start + (bytes[start] == '-' || bytes[start] == '+' ? 1 : 0);
        if (!ValueShape.isWord(bytes, first, end)) {
            return 0;
        }
        if ((bytes[first] | 0x20) == 'n') {
            return Double.NaN;
        }
        return bytes[start] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private static boolean number(byte[] bytes, int start, int end, int row, ColumnVector out) {
        if (!isNumber(bytes, start, end)) {
            return false;
        }
        double word = word(bytes, start, end);
        double value = word != 0 ? word : JavaDoubleParser.parseDouble(bytes, start, end - start);
        ((DoubleColumnVector) out).set(row, value);
        return true;
    }

    private static boolean single(byte[] bytes, int start, int end, int row, ColumnVector out) {
        if (!isNumber(bytes, start, end)) {
            return false;
        }
        double word = word(bytes, start, end);
        float value = word != 0 ? (float) word : JavaFloatParser.parseFloat(bytes, start, end - start);
        ((FloatColumnVector) out).set(row, value);
        return true;
    }

    private static boolean decimal(byte[] bytes, int start, int end, DecimalType type, int row, ColumnVector out) {
        if (end - start > 100 || !isNumber(bytes, start, end) || word(bytes, start, end) != 0) {
            return false;
        }
        BigDecimal exact = new BigDecimal(text(bytes, start, end));
        if (exact.precision() - (long) exact.scale() > type.precision() - type.scale() + 1L) {
            return false;
        }
        BigDecimal value = exact.setScale(type.scale(), RoundingMode.HALF_UP);
        if (value.precision() > type.precision()) {
            return false;
        }
        if (out instanceof HugeColumnVector huge) {
            huge.set(row, value.unscaledValue());
        } else {
            ((LongColumnVector) out).set(row, value.unscaledValue().longValueExact());
        }
        return true;
    }

    private static boolean interval(byte[] bytes, int start, int end, int row, ColumnVector out) {
        Optional<IntervalValue> value = IntervalText.read(text(bytes, start, end));
        value.ifPresent(interval -> ((HugeColumnVector) out).set(row, interval.number()));
        return value.isPresent();
    }

    private static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
