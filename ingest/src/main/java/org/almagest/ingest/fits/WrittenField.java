package org.almagest.ingest.fits;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// A column of a table that is written: its form, and its values as bytes. It looks at all values
/// first (`survey`), then writes them.
///
/// ```text
/// BOOLEAN L    TINYINT B, TZERO -128    UTINYINT B    SMALLINT I    USMALLINT I, TZERO 32768
/// INTEGER J    UINTEGER J, TZERO 2^31   BIGINT K      UBIGINT K, TZERO 2^63
/// REAL E       DOUBLE, DECIMAL D        everything else as text: A
/// T[n]         n of these, TDIM where there are several axes
/// NULL         of integers TNULL, of floats NaN, of BOOLEAN and text a zero byte
/// ```
final class WrittenField {
    private static final int SHOWN = 40;

    private final ColumnDefinition column;
    private final DataType element;
    private final int repeat;
    private final char letter;
    private final BiFunction<ColumnVector, Integer, String> text;
    private final FreeNumber free;
    private int textBytes = 1;
    private long nullNumber;

    /// `text` gives the text of what has no form of its own.
    WrittenField(ColumnDefinition column, BiFunction<ColumnVector, Integer, String> text) {
        this.column = column;
        this.text = text;
        if (column.type() instanceof ArrayType array) {
            if (!array.isFixed() || letter(array.element()) == 'A') {
                throw refused(column)
                        .hint("cast it to an array of numbers of a fixed shape, as in CAST(x AS DOUBLE[3])");
            }
            element = array.element();
            repeat = array.fixedLength();
        } else {
            element = column.type();
            repeat = 1;
        }
        if (element == ScalarType.BLOB) {
            throw refused(column).hint("write it as text: encode(x, 'hex')");
        }
        letter = letter(element);
        free = new FreeNumber(bytes());
    }

    private static AlmagestException refused(ColumnDefinition column) {
        return AlmagestException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "the column " + column.name() + " of " + column.type().sqlName() + " cannot be written to a FITS file");
    }

    private static char letter(DataType type) {
        return switch (type) {
            case DecimalType _ -> 'D';
            case ArrayType _ -> 'A';
            case ScalarType scalar ->
                switch (scalar) {
                    case BOOLEAN -> 'L';
                    case TINYINT, UTINYINT -> 'B';
                    case SMALLINT, USMALLINT -> 'I';
                    case INTEGER, UINTEGER -> 'J';
                    case BIGINT, UBIGINT -> 'K';
                    case REAL -> 'E';
                    case DOUBLE -> 'D';
                    case NULL, VARCHAR, BLOB, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL -> 'A';
                };
        };
    }

    private int bytes() {
        return switch (letter) {
            case 'L', 'B' -> 1;
            case 'I' -> 2;
            case 'J', 'E' -> 4;
            case 'K', 'D' -> 8;
            default -> textBytes;
        };
    }

    private boolean isInteger() {
        return letter == 'B' || letter == 'I' || letter == 'J' || letter == 'K';
    }

    /// Answers the bytes of a row's field.
    int width() {
        return bytes() * repeat;
    }

    /// Looks at a value.
    void survey(ColumnVector vector, int row) {
        if (letter == 'A') {
            if (!vector.isNull(row)) {
                textBytes = Math.max(textBytes, checked(text.apply(vector, row)).length());
            }
        } else if (isInteger()) {
            surveyNumbers(vector, row);
        }
    }

    private void surveyNumbers(ColumnVector vector, int row) {
        if (vector.isNull(row)) {
            free.addNull();
        } else if (vector instanceof ArrayColumnVector array) {
            for (int i = 0; i < array.length(row); i++) {
                surveyNumbers(array.child(), array.start(row) + i);
            }
        } else {
            free.add(stored(vector, row));
        }
    }

    /// Declares that every value has been looked at.
    void settle() {
        if (isInteger() && free.hasNulls()) {
            nullNumber = free.find()
                    .orElseThrow(() -> AlmagestException.of(
                                    SqlState.NUMERIC_OUT_OF_RANGE,
                                    "the column " + column.name() + " has NULLs, and every number of "
                                            + element.sqlName() + " that could stand for them occurs in it")
                            .hint("cast it to a wider type"));
        }
    }

    /// Answers the integer as the file has it, before TZERO.
    private long stored(ColumnVector vector, int row) {
        long value = vector instanceof IntColumnVector ints ? ints.get(row) : ((LongColumnVector) vector).get(row);
        return switch ((ScalarType) element) {
            case TINYINT -> value + 128;
            case USMALLINT -> value - 32_768;
            case UINTEGER -> value - (1L << 31);
            case UBIGINT -> value ^ Long.MIN_VALUE;
            default -> value;
        };
    }

    /// Writes a row's field.
    void write(ColumnVector vector, int row, ByteBuffer out) {
        if (!(vector instanceof ArrayColumnVector array)) {
            one(vector, row, vector.isNull(row), out);
            return;
        }
        boolean absent = array.isNull(row);
        for (int i = 0; i < repeat; i++) {
            int at = absent ? 0 : array.start(row) + i;
            one(array.child(), at, absent || array.child().isNull(at), out);
        }
    }

    private void one(ColumnVector vector, int row, boolean isNull, ByteBuffer out) {
        switch (letter) {
            case 'L' -> out.put(isNull ? 0 : (byte) (((BooleanColumnVector) vector).get(row) != 0 ? 'T' : 'F'));
            case 'B' -> out.put((byte) (isNull ? nullNumber : stored(vector, row)));
            case 'I' -> out.putShort((short) (isNull ? nullNumber : stored(vector, row)));
            case 'J' -> out.putInt((int) (isNull ? nullNumber : stored(vector, row)));
            case 'K' -> out.putLong(isNull ? nullNumber : stored(vector, row));
            case 'E' -> out.putFloat(isNull ? Float.NaN : ((FloatColumnVector) vector).get(row));
            case 'D' -> out.putDouble(isNull ? Double.NaN : real(vector, row));
            default -> text(isNull ? "" : text.apply(vector, row), out);
        }
    }

    private double real(ColumnVector vector, int row) {
        if (vector instanceof DoubleColumnVector doubles) {
            return doubles.get(row);
        }
        BigInteger unscaled = vector instanceof HugeColumnVector huge
                ? huge.get(row)
                : BigInteger.valueOf(((LongColumnVector) vector).get(row));
        return new BigDecimal(unscaled, ((DecimalType) element).scale()).doubleValue();
    }

    /// A text ends with a zero byte where it does not fill its field.
    private void text(String value, ByteBuffer out) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        out.put(bytes);
        for (int i = bytes.length; i < textBytes; i++) {
            out.put((byte) 0);
        }
    }

    private String checked(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                String shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
                throw AlmagestException.of(
                                SqlState.INVALID_TEXT,
                                "a FITS table has printable ASCII alone: the column " + column.name() + " has '" + shown
                                        + "'")
                        .hint("strip_accents(x), or write Parquet");
            }
        }
        return value;
    }

    /// Adds the field's cards.
    void describe(int number, FitsCards cards) {
        cards.text("TTYPE" + number, column.name());
        cards.text("TFORM" + number, (letter == 'A' ? textBytes : repeat) + String.valueOf(letter));
        if (column.type() instanceof ArrayType array && array.shape().size() > 1) {
            cards.text(
                    "TDIM" + number,
                    array.shape().stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")")));
        }
        String zero = zero();
        if (!zero.isEmpty()) {
            cards.number("TSCAL" + number, 1).number("TZERO" + number, zero);
        }
        if (isInteger() && free.hasNulls()) {
            cards.number("TNULL" + number, nullNumber);
        }
        cards.text("TUNIT" + number, column.meaning().unit());
        cards.text("TUCD" + number, column.meaning().ucd());
        cards.text("TUTYP" + number, column.meaning().utype());
        cards.text("TCOMM" + number, column.meaning().description());
    }

    private String zero() {
        return switch (element) {
            case ScalarType.TINYINT -> "-128";
            case ScalarType.USMALLINT -> "32768";
            case ScalarType.UINTEGER -> "2147483648";
            case ScalarType.UBIGINT -> "9223372036854775808";
            default -> "";
        };
    }
}
