package org.almagest.exec.function;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// Writes and reads timestamps by C's format letters.
///
/// ```text
/// %Y year   %m month   %d day   %H hour   %M minute   %S second   %f microseconds (6 digits)
/// %y year of the century   %j day of the year   %b Jan   %B January   %a Mon   %A Monday   %% a percent sign
/// %I hour of 12   %p AM or PM   %g milliseconds (3 digits)   %z +00, read as an offset ±hh[[:]mm]
/// %u day of the week from Monday, 1   %w from Sunday, 0   %V ISO week   %G its year         (written alone)
/// ```
///
/// A `-` behind the percent sign leaves zeros in front out. Names are English; those of days are read
/// and not believed.
final class TimeFormat {
    private static final Pattern OFFSET = Pattern.compile("Z|([+-])(\\d{2})(?::?(\\d{2}))?");
    private static final long NO_HALF = -1;

    private TimeFormat() {}

    static String format(long micros, String format) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(micros, DatePart.MICROS_PER_DAY));
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 2 < format.length() && format.charAt(i + 1) == '-') {
                i += 2;
                int from = out.length();
                append(out, format.charAt(i), date, micros);
                while (from < out.length() - 1 && out.charAt(from) == '0') {
                    out.deleteCharAt(from);
                }
            } else if (c == '%' && i + 1 < format.length()) {
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
            case 'I' -> digits(out, (DatePart.HOUR.whole(micros) + 11) % 12 + 1, 2);
            case 'p' -> out.append(DatePart.HOUR.whole(micros) < 12 ? "AM" : "PM");
            case 'g' -> digits(out, Math.floorMod(micros, 1_000_000L) / 1000, 3);
            case 'z' -> out.append("+00");
            case 'u' -> digits(out, date.getDayOfWeek().getValue(), 1);
            case 'w' -> digits(out, date.getDayOfWeek().getValue() % 7, 1);
            case 'V' -> digits(out, date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
            case 'G' -> digits(out, date.get(IsoFields.WEEK_BASED_YEAR), 4);
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
                .hint("the letters are %Y %y %m %d %j %H %I %p %M %S %f %g %b %B %a %A %z %u %w %V %G %%");
    }

    private static void digits(StringBuilder out, long value, int width) {
        String text = String.valueOf(Math.abs(value));
        out.append(value < 0 ? "-" : "")
                .repeat("0", Math.max(0, width - text.length()))
                .append(text);
    }

    /// Answers the microseconds of a text, or fails with what does not fit.
    static long parse(String text, String format) {
        long[] fields = {1970, 1, 1, 0, 0, 0, 0, -1, NO_HALF, 0};
        int at = 0;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length() && format.charAt(i + 1) != '%') {
                i += format.charAt(i + 1) == '-' && i + 2 < format.length() ? 2 : 1;
                at = read(text, at, format.charAt(i), fields);
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

    /// Reads what a letter stands for; answers the offset after it or -1.
    private static int read(String text, int at, char letter, long[] fields) {
        return switch (letter) {
            case 'b', 'B' -> month(text, at, letter == 'B' ? TextStyle.FULL : TextStyle.SHORT, fields);
            case 'a', 'A' -> dayName(text, at, letter == 'A' ? TextStyle.FULL : TextStyle.SHORT);
            case 'p' -> half(text, at, fields);
            case 'z' -> offset(text, at, fields);
            default -> number(text, at, letter, fields);
        };
    }

    private static int month(String text, int at, TextStyle style, long[] fields) {
        for (Month month : Month.values()) {
            String name = month.getDisplayName(style, Locale.ENGLISH);
            if (text.regionMatches(true, at, name, 0, name.length())) {
                fields[1] = month.getValue();
                return at + name.length();
            }
        }
        return -1;
    }

    private static int dayName(String text, int at, TextStyle style) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.getDisplayName(style, Locale.ENGLISH);
            if (text.regionMatches(true, at, name, 0, name.length())) {
                return at + name.length();
            }
        }
        return -1;
    }

    private static int half(String text, int at, long[] fields) {
        if (text.regionMatches(true, at, "AM", 0, 2)) {
            fields[8] = 0;
        } else if (text.regionMatches(true, at, "PM", 0, 2)) {
            fields[8] = 12;
        } else {
            return -1;
        }
        return at + 2;
    }

    private static int offset(String text, int at, long[] fields) {
        Matcher matcher = OFFSET.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return -1;
        }
        if (matcher.group(1) != null) {
            long minutes = Long.parseLong(matcher.group(2)) * 60
                    + (matcher.group(3) == null ? 0 : Long.parseLong(matcher.group(3)));
            fields[9] = matcher.group(1).equals("-") ? -minutes : minutes;
        }
        return matcher.end();
    }

    private static int number(String text, int at, char letter, long[] fields) {
        int field = switch (letter) {
            case 'Y', 'y' -> 0;
            case 'm' -> 1;
            case 'd' -> 2;
            case 'H', 'I' -> 3;
            case 'M' -> 4;
            case 'S' -> 5;
            case 'f', 'g' -> 6;
            case 'j' -> 7;
            default -> throw unknown(letter);
        };
        int most = letter == 'Y' ? 4 : letter == 'f' ? 6 : letter == 'j' || letter == 'g' ? 3 : 2;
        int end = at;
        long value = 0;
        while (end < text.length() && end - at < most && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            value = value * 10 + text.charAt(end++) - '0';
        }
        for (int i = end - at; field == 6 && i < 6; i++) {
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
            boolean halved = f[8] != NO_HALF;
            if (f[3] > 23 || f[4] > 59 || f[5] > 60 || halved && (f[3] < 1 || f[3] > 12)) {
                throw mismatch(text, format);
            }
            long hour = halved ? f[3] % 12 + f[8] : f[3];
            long seconds = (hour * 60 + f[4] - f[9]) * 60 + f[5];
            return date.toEpochDay() * DatePart.MICROS_PER_DAY + seconds * 1_000_000 + f[6];
        } catch (java.time.DateTimeException wrong) {
            throw mismatch(text, format);
        }
    }

    private static AlmagestException mismatch(String text, String format) {
        return AlmagestException.of(
                SqlState.INVALID_DATETIME, "cannot read '" + text + "' by the format '" + format + "'");
    }
}
