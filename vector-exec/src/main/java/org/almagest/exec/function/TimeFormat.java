package org.almagest.exec.function;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// Writes and reads timestamps by C's format letters.
///
/// ```text
/// %Y year   %m month   %d day   %H hour   %M minute   %S second   %f microseconds (6 digits)
/// %y year of the century   %j day of the year   %b Jan   %B January   %a Mon   %A Monday   %% a percent sign
/// ```
///
/// Names of months and days are written, not read.
final class TimeFormat {
    private TimeFormat() {}

    static String format(long micros, String format) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(micros, DatePart.MICROS_PER_DAY));
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) {
                append(out, format.charAt(++i), date, micros);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, char letter, LocalDate date, long micros) {
        switch (letter) {
            case 'Y' -> digits(out, date.getYear(), 4);
            case 'y' -> digits(out, Math.floorMod(date.getYear(), 100), 2);
            case 'm' -> digits(out, date.getMonthValue(), 2);
            case 'd' -> digits(out, date.getDayOfMonth(), 2);
            case 'j' -> digits(out, date.getDayOfYear(), 3);
            case 'H' -> digits(out, DatePart.HOUR.whole(micros), 2);
            case 'M' -> digits(out, DatePart.MINUTE.whole(micros), 2);
            case 'S' -> digits(out, DatePart.SECOND.whole(micros), 2);
            case 'f' -> digits(out, Math.floorMod(micros, 1_000_000L), 6);
            case 'b' -> out.append(date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case 'B' -> out.append(date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case 'a' -> out.append(date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            case 'A' -> out.append(date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case '%' -> out.append('%');
            default -> throw unknown(letter);
        }
    }

    private static AlmagestException unknown(char letter) {
        return AlmagestException.of(SqlState.INVALID_PARAMETER, "'%" + letter + "' is no letter of a time format")
                .hint("the letters are %Y %y %m %d %j %H %M %S %f %b %B %a %A %%");
    }

    private static void digits(StringBuilder out, long value, int width) {
        String text = String.valueOf(Math.abs(value));
        out.append(value < 0 ? "-" : "")
                .repeat("0", Math.max(0, width - text.length()))
                .append(text);
    }

    /// Answers the microseconds of a text, or fails with what does not fit.
    static long parse(String text, String format) {
        long[] fields = {1970, 1, 1, 0, 0, 0, 0, -1};
        int at = 0;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length() && format.charAt(i + 1) != '%') {
                at = read(text, at, format.charAt(++i), fields);
            } else {
                i += c == '%' && i + 1 < format.length() ? 1 : 0;
                at = at >= 0 && at < text.length() && text.charAt(at) == c ? at + 1 : -1;
            }
            if (at < 0) {
                throw mismatch(text, format);
            }
        }
        if (at < text.length()) {
            throw mismatch(text, format);
        }
        return moment(fields, text, format);
    }

    /// Reads a number into its field; answers the offset after it or -1.
    private static int read(String text, int at, char letter, long[] fields) {
        int field = switch (letter) {
            case 'Y', 'y' -> 0;
            case 'm' -> 1;
            case 'd' -> 2;
            case 'H' -> 3;
            case 'M' -> 4;
            case 'S' -> 5;
            case 'f' -> 6;
            case 'j' -> 7;
            default -> throw unknown(letter);
        };
        int most = letter == 'Y' ? 4 : letter == 'f' ? 6 : letter == 'j' ? 3 : 2;
        int end = at;
        long value = 0;
        while (end < text.length() && end - at < most && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            value = value * 10 + text.charAt(end++) - '0';
        }
        for (int i = end - at; letter == 'f' && i < 6; i++) {
            value *= 10;
        }
        fields[field] = letter == 'y' ? value + (value < 69 ? 2000 : 1900) : value;
        return end == at ? -1 : end;
    }

    private static long moment(long[] f, String text, String format) {
        try {
            LocalDate date = f[7] > 0
                    ? LocalDate.ofYearDay((int) f[0], (int) f[7])
                    : LocalDate.of((int) f[0], (int) f[1], (int) f[2]);
            if (f[3] > 23 || f[4] > 59 || f[5] > 60) {
                throw mismatch(text, format);
            }
            return date.toEpochDay() * DatePart.MICROS_PER_DAY + ((f[3] * 60 + f[4]) * 60 + f[5]) * 1_000_000 + f[6];
        } catch (java.time.DateTimeException wrong) {
            throw mismatch(text, format);
        }
    }

    private static AlmagestException mismatch(String text, String format) {
        return AlmagestException.of(
                SqlState.INVALID_DATETIME, "cannot read '" + text + "' by the format '" + format + "'");
    }
}
