package org.almagest.exec.cast;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.math.BigDecimal;
import org.almagest.columnar.vector.TextColumnVector;

/// Reads numbers and truth values from UTF-8; blanks around them do not count. An unreadable text
/// gives a mark, not an exception, because TRY_CAST meets many of them.
final class TextParsing {
    /// No truth value.
    static final int UNREADABLE = -1;

    private static final int LONGEST_NUMBER = 1000;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private boolean readable = true;

    private TextParsing(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /// Takes a row's text without the blanks around it.
    static TextParsing of(TextColumnVector vector, int row) {
        byte[] bytes = vector.bytes();
        int start = vector.start(row);
        int end = start + vector.length(row);
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        while (start < end && isBlank(bytes[end - 1])) {
            end--;
        }
        return new TextParsing(bytes, start, end);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }

    /// Answers whether the last reading succeeded.
    boolean readable() {
        return readable;
    }

    /// Reads a signed integer of up to 18 digits; `readable()` is false for anything else.
    long smallInteger() {
        int at = start;
        boolean negative = false;
        if (at < end && (bytes[at] == '-' || bytes[at] == '+')) {
            negative = bytes[at] == '-';
            at++;
        }
        readable = at < end && end - at <= 18;
        long value = 0;
        for (; readable && at < end; at++) {
            int digit = bytes[at] - '0';
            readable = digit >= 0 && digit <= 9;
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /// Reads a decimal number with optional fraction and exponent.
    BigDecimal decimal() {
        readable = start < end && end - start <= LONGEST_NUMBER && isNumberStart(bytes[start]);
        if (readable) {
            try {
                BigDecimal value = new BigDecimal(text());
                readable = Math.abs((long) value.precision() - value.scale()) <= LONGEST_NUMBER
                        && Math.abs((long) value.scale()) <= LONGEST_NUMBER;
                return readable ? value : BigDecimal.ZERO;
            } catch (NumberFormatException wrong) {
                readable = false;
            }
        }
        return BigDecimal.ZERO;
    }

    private static boolean isNumberStart(byte b) {
        return b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.';
    }

    /// Reads a floating number: also `nan`, `inf` and `infinity` in any case. Digits beyond the
    /// largest number are not readable as one.
    double floating() {
        readable = start < end;
        if (!readable) {
            return 0;
        }
        byte last = bytes[end - 1];
        if (last >= '0' && last <= '9' || last == '.') {
            return finite();
        }
        return special();
    }

    private double finite() {
        boolean hexadecimal = false;
        for (int i = start; i < end && i < start + 3; i++) {
            hexadecimal |= bytes[i] == 'x' || bytes[i] == 'X';
        }
        if (!hexadecimal) {
            try {
                double value = JavaDoubleParser.parseDouble(bytes, start, end - start);
                readable = Double.isFinite(value);
                return value;
            } catch (NumberFormatException wrong) {
                readable = false;
                return 0;
            }
        }
        readable = false;
        return 0;
    }

    private double special() {
        return switch (text().toLowerCase(java.util.Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                readable = false;
                yield 0;
            }
        };
    }

    /// Reads a truth value: 0, 1 or `UNREADABLE`.
    int truth() {
        if (end - start > 5) {
            return UNREADABLE;
        }
        return switch (text().toLowerCase(java.util.Locale.ROOT)) {
            case "t", "true", "y", "yes", "on", "1" -> 1;
            case "f", "false", "n", "no", "off", "0" -> 0;
            default -> UNREADABLE;
        };
    }

    private String text() {
        return new String(bytes, start, end - start, java.nio.charset.StandardCharsets.UTF_8);
    }
}
