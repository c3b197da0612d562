package org.almagest.exec.cast;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalText;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.evaluate.RowsKernel;
import org.almagest.exec.evaluate.TextKernel;

/// Text to every other type, and back.
final class TextCasts {
    private TextCasts() {}

    /// Reads one row's text into a result; answers false where it does not read.
    private interface Reader {
        boolean read(TextColumnVector text, int row, ColumnVector result);
    }

    static RowsKernel from(DataType to, boolean orNull) {
        Reader reader = reader(to);
        return (inputs, result, rows, count) -> {
            TextColumnVector text = (TextColumnVector) inputs[0];
            for (int i = 0; i < count; i++) {
                if (!reader.read(text, rows[i], result)) {
                    if (!orNull) {
                        throw failure(text, rows[i], to);
                    }
                    result.setNull(rows[i]);
                }
            }
        };
    }

    /// A number that reads well but does not fit is out of range.
    private static AlmagestException failure(TextColumnVector text, int row, DataType to) {
        String shown = text.text(row);
        if (to.isNumeric()) {
            TextParsing parsing = TextParsing.of(text, row);
            BigDecimal value = parsing.decimal();
            boolean whole = to instanceof DecimalType
                    || to.isFloating()
                    || value.stripTrailingZeros().scale() <= 0;
            if (parsing.readable() && whole) {
                return CastFailure.outOfRange(shown.strip(), to);
            }
        }
        return CastFailure.unreadable(shown, to);
    }

    private static Reader reader(DataType to) {
        if (to instanceof DecimalType) {
            return (text, row, result) -> decimal(to, text, row, result);
        }
        return switch ((ScalarType) to) {
            case BOOLEAN -> TextCasts::truth;
            case TINYINT, UTINYINT, SMALLINT, USMALLINT, INTEGER, UINTEGER, BIGINT, UBIGINT ->
                integer(
                        to,
                        ExactNumber.min(to).longValue(),
                        to == ScalarType.UBIGINT
                                ? Long.MAX_VALUE
                                : ExactNumber.max(to).longValue());
            case REAL -> TextCasts::real;
            case DOUBLE -> TextCasts::number;
            case DATE -> TextCasts::date;
            case TIME -> (text, row, result) -> set(TemporalText.time(text.text(row)), result, row);
            case TIMESTAMP, TIMESTAMPTZ ->
                (text, row, result) -> set(TemporalText.timestamp(text.text(row)), result, row);
            case INTERVAL -> TextCasts::interval;
            case NULL, VARCHAR, BLOB -> throw new IllegalArgumentException("not read from text: " + to);
        };
    }

    private static boolean truth(TextColumnVector text, int row, ColumnVector result) {
        int value = TextParsing.of(text, row).truth();
        ((BooleanColumnVector) result).values()[row] = (byte) Math.max(value, 0);
        return value != TextParsing.UNREADABLE;
    }

    private static Reader integer(DataType to, long low, long high) {
        return (text, row, result) -> {
            TextParsing parsing = TextParsing.of(text, row);
            long value = parsing.smallInteger();
            if (!parsing.readable()) {
                return largeInteger(to, parsing, result, row);
            }
            if (value < low || value > high) {
                return false;
            }
            if (result instanceof IntColumnVector ints) {
                ints.values()[row] = (int) value;
            } else {
                ((LongColumnVector) result).values()[row] = value;
            }
            return true;
        };
    }

    /// More than 18 digits, or an exponent that leaves a whole number (`1e3`).
    private static boolean largeInteger(DataType to, TextParsing parsing, ColumnVector result, int row) {
        BigDecimal value = parsing.decimal();
        return parsing.readable()
                && value.stripTrailingZeros().scale() <= 0
                && ExactNumber.write(value, to, result, row);
    }

    private static boolean decimal(DataType to, TextColumnVector text, int row, ColumnVector result) {
        TextParsing parsing = TextParsing.of(text, row);
        BigDecimal value = parsing.decimal();
        return parsing.readable() && ExactNumber.write(value, to, result, row);
    }

    private static boolean number(TextColumnVector text, int row, ColumnVector result) {
        TextParsing parsing = TextParsing.of(text, row);
        ((DoubleColumnVector) result).values()[row] = parsing.floating();
        return parsing.readable();
    }

    private static boolean real(TextColumnVector text, int row, ColumnVector result) {
        TextParsing parsing = TextParsing.of(text, row);
        double value = parsing.floating();
        ((FloatColumnVector) result).values()[row] = (float) value;
        return parsing.readable() && (Float.isFinite((float) value) || !Double.isFinite(value));
    }

    private static boolean date(TextColumnVector text, int row, ColumnVector result) {
        OptionalLong days = TemporalText.date(text.text(row));
        days.ifPresent(value -> ((IntColumnVector) result).values()[row] = (int) value);
        return days.isPresent();
    }

    private static boolean set(OptionalLong micros, ColumnVector result, int row) {
        micros.ifPresent(value -> ((LongColumnVector) result).values()[row] = value);
        return micros.isPresent();
    }

    private static boolean interval(TextColumnVector text, int row, ColumnVector result) {
        Optional<IntervalValue> interval = IntervalText.read(text.text(row));
        interval.ifPresent(value -> {
            ((HugeColumnVector) result).high()[row] = value.high();
            ((HugeColumnVector) result).low()[row] = value.low();
        });
        return interval.isPresent();
    }

    static TextKernel toText(DataType from) {
        return (inputs, row, result) -> result.append(row, TextForm.of(from, inputs[0], row));
    }

    /// Text to BLOB: `\x` and hexadecimal digits, or the bytes of the text itself.
    static TextKernel toBlob(boolean orNull) {
        return (inputs, row, result) -> {
            TextColumnVector text = (TextColumnVector) inputs[0];
            String shown = text.text(row);
            if (!shown.startsWith("\\x")) {
                result.append(row, text.bytes(), text.start(row), text.length(row));
                return;
            }
            try {
                byte[] bytes = HexFormat.of().parseHex(shown, 2, shown.length());
                result.append(row, bytes, 0, bytes.length);
            } catch (IllegalArgumentException wrong) {
                if (!orNull) {
                    throw CastFailure.unreadable(shown, ScalarType.BLOB);
                }
                result.appendNull(row);
            }
        };
    }
}
