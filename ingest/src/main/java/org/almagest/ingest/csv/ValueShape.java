package org.almagest.ingest.csv;

import org.almagest.ingest.csv.kernel.CalendarText;

/// Tells which types the text of one value may have.
///
/// ```text
/// true, FALSE                      BOOLEAN
/// 0, -17, +5                       BIGINT, UBIGINT where not negative, DOUBLE
/// 007, -01                         text: the zeros would be lost
/// 1.5, .5, 1., 000.05, 1e-3, inf   DOUBLE
/// 2024-02-29                       DATE, TIMESTAMP
/// 1801-01-01T00:00:00Z             TIMESTAMP (UTC, or no zone; at most microseconds)
/// anything else                    text
/// ```
final class ValueShape {
    static final int BOOLEAN = 1;
    static final int BIGINT = 2;
    static final int UBIGINT = 4;
    static final int DOUBLE = 8;
    static final int DATE = 16;
    static final int TIMESTAMP = 32;

    /// Every type.
    static final int ANY = 63;

    /// A sign of a real number: it has a point or an exponent.
    static final int FRACTION = 64;

    /// An integer that a double may not hold exactly.
    static final int LONG_INTEGER = 128;

    private static final int EXACT_DIGITS = 15;

    private ValueShape() {}

    /// Answers the types that `[start, end)` may have, with `FRACTION` and `LONG_INTEGER`; 0 is
    /// text. The field is neither empty nor padded.
    static int of(byte[] bytes, int start, int end) {
        byte first = bytes[start];
        if (first >= '0' && first <= '9') {
            boolean calendar = end - start >= 10 && bytes[start + 4] == '-';
            return calendar ? calendar(bytes, start, end) : number(bytes, start, start, end);
        }
        return switch (first) {
            case '-', '+' -> end - start == 1 ? 0 : signed(bytes, start, end);
            case '.' -> number(bytes, start, start, end);
            case 't', 'T' -> end - start == 4 && NullWords.isLetters(bytes, start, "true") ? BOOLEAN : 0;
            case 'f', 'F' -> end - start == 5 && NullWords.isLetters(bytes, start, "false") ? BOOLEAN : 0;
            case 'i', 'I', 'n', 'N' -> isWord(bytes, start, end) ? DOUBLE | FRACTION : 0;
            default -> 0;
        };
    }

    private static int signed(byte[] bytes, int start, int end) {
        int next = bytes[start + 1] | 0x20;
        return next == 'i'
                ? isWord(bytes, start + 1, end) ? DOUBLE | FRACTION : 0
                : number(bytes, start, start + 1, end);
    }

    /// Answers whether `[start, end)` is `inf`, `infinity` or `nan`.
    static boolean isWord(byte[] bytes, int start, int end) {
        return switch (end - start) {
            case 3 -> NullWords.isLetters(bytes, start, "inf") || NullWords.isLetters(bytes, start, "nan");
            case 8 -> NullWords.isLetters(bytes, start, "infinity");
            default -> false;
        };
    }

    private static int calendar(byte[] bytes, int start, int end) {
        if (end - start == 10) {
            return CalendarText.days(bytes, start, end) == CalendarText.NONE ? 0 : DATE | TIMESTAMP;
        }
        return CalendarText.micros(bytes, start, end, false, true) == CalendarText.NONE ? 0 : TIMESTAMP;
    }

    private static int number(byte[] bytes, int start, int firstDigit, int end) {
        int at = skipDigits(bytes, firstDigit, end);
        int digits = at - firstDigit;
        if (at == end) {
            return digits == 0 || digits > 1 && bytes[firstDigit] == '0'
                    ? 0
                    : integer(bytes, bytes[start] == '-', firstDigit, end);
        }
        if (bytes[at] == '.') {
            int fraction = at + 1;
            at = skipDigits(bytes, fraction, end);
            digits += at - fraction;
        }
        if (digits == 0 || at < end && !isExponent(bytes, at, end)) {
            return 0;
        }
        return DOUBLE | FRACTION;
    }

    private static int integer(byte[] bytes, boolean negative, int start, int end) {
        int digits = end - start;
        if (digits <= EXACT_DIGITS) {
            return negative ? BIGINT | DOUBLE : BIGINT | UBIGINT | DOUBLE;
        }
        int types = DOUBLE | LONG_INTEGER;
        if (compare(bytes, start, end, negative ? "9223372036854775808" : "9223372036854775807") <= 0) {
            types |= BIGINT;
        }
        if (!negative && compare(bytes, start, end, "18446744073709551615") <= 0) {
            types |= UBIGINT;
        }
        return types;
    }

    /// Compares digits without leading zeros by their value.
    private static int compare(byte[] bytes, int start, int end, String limit) {
        if (end - start != limit.length()) {
            return Integer.compare(end - start, limit.length());
        }
        for (int i = 0; i < limit.length(); i++) {
            if (bytes[start + i] != limit.charAt(i)) {
                return Integer.compare(bytes[start + i], limit.charAt(i));
            }
        }
        return 0;
    }

    private static boolean isExponent(byte[] bytes, int at, int end) {
        int from = at + 1;
        if ((bytes[at] | 0x20) != 'e' || from == end) {
            return false;
        }
        from += bytes[from] == '-' || bytes[from] == '+' ? 1 : 0;
        return from < end && end - from <= 6 && skipDigits(bytes, from, end) == end;
    }

    private static int skipDigits(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }
}
