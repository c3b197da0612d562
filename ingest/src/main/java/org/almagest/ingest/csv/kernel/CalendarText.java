package org.almagest.ingest.csv.kernel;

/// Reads dates and times in ISO 8601: years 0001 to 9999 of the proleptic Gregorian calendar.
public final class CalendarText {
    /// What is answered for text that is no date or time.
    public static final long NONE = Long.MIN_VALUE;

    private static final long DAY_MICROS = 86_400_000_000L;

    private CalendarText() {}

    /// Answers the days since 1970-01-01 of `YYYY-MM-DD`, or `NONE`.
    public static long days(byte[] bytes, int start, int end) {
        if (end - start != 10 || bytes[start + 4] != '-' || bytes[start + 7] != '-') {
            return NONE;
        }
        int year = number(bytes, start, start + 4);
        int month = number(bytes, start + 5, start + 7);
        int day = number(bytes, start + 8, start + 10);
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > monthDays(year, month)) {
            return NONE;
        }
        return epochDay(year, month, day);
    }

    /// Answers the microseconds since 1970-01-01 of a date, or a date, `T` or a blank, and a time
    /// of day; or `NONE`. A `Z` may follow; with `anyZone` an offset such as `+02:00` may, too, and
    /// the instant is meant. More than six decimals are rounded, unless `exact`, which takes only
    /// zeros there.
    public static long micros(byte[] bytes, int start, int end, boolean anyZone, boolean exact) {
        if (end - start < 10) {
            return NONE;
        }
        long days = days(bytes, start, start + 10);
        if (days == NONE || end - start == 10) {
            return days == NONE ? NONE : days * DAY_MICROS;
        }
        byte separator = bytes[start + 10];
        if (separator != 'T' && separator != ' ' && separator != 't') {
            return NONE;
        }
        int zone = zoneStart(bytes, start + 11, end);
        long offset = offsetMicros(bytes, zone, end);
        long time = timeMicros(bytes, start + 11, zone, exact);
        if (time == NONE || offset == NONE || offset != 0 && !anyZone) {
            return NONE;
        }
        return days * DAY_MICROS + time - offset;
    }

    private static int zoneStart(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b == 'Z' || b == 'z' || b == '+' || b == '-') {
                return i;
            }
        }
        return end;
    }

    private static long offsetMicros(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length == 0 || length == 1 && (bytes[start] | 0x20) == 'z') {
            return 0;
        }
        if (length != 3 && length != 5 && length != 6 || length == 6 && bytes[start + 3] != ':') {
            return NONE;
        }
        int hours = number(bytes, start + 1, start + 3);
        int minutes = length == 3 ? 0 : number(bytes, end - 2, end);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        long micros = (hours * 60L + minutes) * 60_000_000L;
        return bytes[start] == '-' ? -micros : micros;
    }

    /// Answers the microseconds since midnight of `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f`, or `NONE`.
    public static long timeMicros(byte[] bytes, int start, int end, boolean exact) {
        int length = end - start;
        if (length != 5 && length < 8 || bytes[start + 2] != ':') {
            return NONE;
        }
        int hours = number(bytes, start, start + 2);
        int minutes = number(bytes, start + 3, start + 5);
        int seconds = 0;
        long fraction = 0;
        if (length > 5) {
            seconds = bytes[start + 5] == ':' ? number(bytes, start + 6, start + 8) : -1;
            fraction = length == 8 ? 0 : fractionMicros(bytes, start + 8, end, exact);
        }
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59 || fraction < 0) {
            return NONE;
        }
        return ((hours * 60L + minutes) * 60 + seconds) * 1_000_000 + fraction;
    }

    private static long fractionMicros(byte[] bytes, int start, int end, boolean exact) {
        if (bytes[start] != '.' || end - start < 2 || end - start > 10) {
            return NONE;
        }
        long nanos = 0;
        for (int i = start + 1; i < start + 10; i++) {
            int digit = i < end ? bytes[i] - '0' : 0;
            if ((digit | 9 - digit) < 0) {
                return NONE;
            }
            nanos = nanos * 10 + digit;
        }
        return exact && nanos % 1000 != 0 ? NONE : (nanos + 500) / 1000;
    }

    private static int number(byte[] bytes, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if ((digit | 9 - digit) < 0) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int monthDays(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return 30 + (month + (month >> 3) & 1);
    }

    /// Counts days with the year starting in March, in eras of 400 years.
    private static long epochDay(int year, int month, int day) {
        int shifted = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(shifted, 400);
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }
}
