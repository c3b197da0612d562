package org.almagest.exec.cast;

import java.time.LocalDate;
import java.util.OptionalLong;

/// Dates, times and timestamps as ISO 8601 text.
///
/// ```text
/// DATE         2016-01-31
/// TIME         12:34:56.789
/// TIMESTAMP    2016-01-31 12:34:56.789
/// TIMESTAMPTZ  2016-01-31 12:34:56.789+00
/// ```
///
/// Read are also `T` between date and time, a time without seconds, `Z` or an offset `±hh[[:]mm]`
/// after the time (the moment is then counted in UTC), and a date alone as its midnight. Years
/// have four digits or more, with a minus sign before the year 0.
public final class TemporalText {
    private static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final int MAX_YEAR = 294_246;

    private final String text;
    private int at;
    private boolean wrong;

    private TemporalText(String text) {
        this.text = text.strip();
    }

    /// Reads a date as days since 1970-01-01; a midnight after it is allowed.
    public static OptionalLong date(String text) {
        TemporalText reader = new TemporalText(text);
        long days = reader.days();
        if (reader.at < reader.text.length()) {
            reader.separator();
            reader.time();
            reader.offset();
        }
        return reader.finish(days);
    }

    /// Reads a time of day in microseconds.
    public static OptionalLong time(String text) {
        TemporalText reader = new TemporalText(text);
        return reader.finish(reader.time());
    }

    /// Reads a timestamp in microseconds since 1970-01-01.
    public static OptionalLong timestamp(String text) {
        TemporalText reader = new TemporalText(text);
        long days = reader.days();
        long micros = 0;
        if (!reader.wrong && reader.at < reader.text.length()) {
            reader.separator();
            micros = reader.time();
            micros -= reader.offset();
        }
        return reader.finish(days * MICROS_PER_DAY + micros);
    }

    private OptionalLong finish(long value) {
        return wrong || at != text.length() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private long days() {
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (negative) {
            at++;
        }
        int year = number(4, 6);
        expect('-');
        int month = number(1, 2);
        expect('-');
        int day = number(1, 2);
        int signed = negative ? -year : year;
        if (wrong || month < 1 || month > 12 || day < 1 || Math.abs(signed) > MAX_YEAR) {
            wrong = true;
            return 0;
        }
        if (day > java.time.YearMonth.of(signed, month).lengthOfMonth()) {
            wrong = true;
            return 0;
        }
        return LocalDate.of(signed, month, day).toEpochDay();
    }

    private void separator() {
        char c = text.charAt(at);
        wrong |= c != ' ' && c != 'T' && c != 't';
        at++;
    }

    private long time() {
        int hour = number(1, 2);
        expect(':');
        int minute = number(2, 2);
        int second = 0;
        long fraction = 0;
        if (peek() == ':') {
            at++;
            second = number(2, 2);
            if (peek() == '.') {
                at++;
                fraction = fraction();
            }
        }
        boolean endOfDay = hour == 24 && minute == 0 && second == 0 && fraction == 0;
        wrong |= hour > 23 && !endOfDay || minute > 59 || second > 60;
        return ((hour * 60L + minute) * 60 + second) * MICROS_PER_SECOND + fraction;
    }

    /// Reads digits after the point; those beyond microseconds round.
    private long fraction() {
        int digits = 0;
        long value = 0;
        int next = 0;
        while (Character.isDigit(peek())) {
            int digit = text.charAt(at++) - '0';
            if (digits < 6) {
                value = value * 10 + digit;
            } else if (digits == 6) {
                next = digit;
            }
            digits++;
        }
        wrong |= digits == 0;
        for (int i = digits; i < 6; i++) {
            value *= 10;
        }
        return value + (next >= 5 ? 1 : 0);
    }

    /// Reads `Z` or an offset in microseconds, 0 where there is none.
    private long offset() {
        char c = peek();
        if (c == 'Z' || c == 'z') {
            at++;
            return 0;
        }
        if (c != '+' && c != '-') {
            return 0;
        }
        at++;
        int hours = number(2, 2);
        int minutes = 0;
        if (peek() == ':') {
            at++;
            minutes = number(2, 2);
        } else if (Character.isDigit(peek())) {
            minutes = number(2, 2);
        }
        wrong |= hours > 18 || minutes > 59;
        long micros = (hours * 60L + minutes) * 60 * MICROS_PER_SECOND;
        return c == '-' ? -micros : micros;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void expect(char c) {
        wrong |= peek() != c;
        at++;
    }

    private int number(int fewest, int most) {
        int from = at;
        int value = 0;
        while (at - from < most && peek() >= '0' && peek() <= '9') {
            value = value * 10 + text.charAt(at++) - '0';
        }
        wrong |= at - from < fewest;
        return value;
    }

    /// Writes a date.
    public static String ofDate(long days) {
        StringBuilder out = new StringBuilder(10);
        appendDate(out, days);
        return out.toString();
    }

    /// Writes a time of day.
    public static String ofTime(long micros) {
        StringBuilder out = new StringBuilder(15);
        appendTime(out, micros);
        return out.toString();
    }

    /// Writes a timestamp, with `+00` behind where it has a time zone.
    public static String ofTimestamp(long micros, boolean zoned) {
        StringBuilder out = new StringBuilder(29);
        appendDate(out, Math.floorDiv(micros, MICROS_PER_DAY));
        out.append(' ');
        appendTime(out, Math.floorMod(micros, MICROS_PER_DAY));
        return zoned ? out.append("+00").toString() : out.toString();
    }

    private static void appendDate(StringBuilder out, long days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        int year = date.getYear();
        if (year < 0) {
            out.append('-');
        }
        String digits = String.valueOf(Math.abs(year));
        out.repeat("0", Math.max(0, 4 - digits.length())).append(digits).append('-');
        two(out, date.getMonthValue()).append('-');
        two(out, date.getDayOfMonth());
    }

    private static void appendTime(StringBuilder out, long micros) {
        long seconds = micros / MICROS_PER_SECOND;
        two(out, (int) (seconds / 3600)).append(':');
        two(out, (int) (seconds / 60 % 60)).append(':');
        two(out, (int) (seconds % 60));
        int fraction = (int) (micros % MICROS_PER_SECOND);
        if (fraction != 0) {
            String digits = String.valueOf(fraction + MICROS_PER_SECOND).substring(1);
            int length = 6;
            while (digits.charAt(length - 1) == '0') {
                length--;
            }
            out.append('.').append(digits, 0, length);
        }
    }

    private static StringBuilder two(StringBuilder out, int value) {
        return value < 10 ? out.append('0').append(value) : out.append(value);
    }
}
