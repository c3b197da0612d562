package org.almagest.exec.function;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// The fields and units of dates and timestamps.
enum DatePart {
    MICROSECOND,
    MILLISECOND,
    SECOND,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    DECADE,
    CENTURY,
    MILLENNIUM,
    DOW,
    ISODOW,
    DOY,
    ISOYEAR,
    EPOCH,
    JULIAN;

    static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final double JULIAN_OF_1970 = 2_440_588;

    /// Reads a name such as `year`, `Years` or `dow`.
    static DatePart of(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return switch (wanted) {
            case "microsecond", "microseconds", "us" -> MICROSECOND;
            case "millisecond", "milliseconds", "ms" -> MILLISECOND;
            case "second", "seconds", "sec", "s" -> SECOND;
            case "minute", "minutes", "min" -> MINUTE;
            case "hour", "hours", "h" -> HOUR;
            case "day", "days", "d", "dayofmonth" -> DAY;
            case "week", "weeks", "weekofyear" -> WEEK;
            case "month", "months", "mon" -> MONTH;
            case "quarter", "quarters" -> QUARTER;
            case "year", "years", "y" -> YEAR;
            case "decade", "decades" -> DECADE;
            case "century", "centuries" -> CENTURY;
            case "millennium", "millennia" -> MILLENNIUM;
            case "dow", "dayofweek", "weekday" -> DOW;
            case "isodow" -> ISODOW;
            case "doy", "dayofyear" -> DOY;
            case "isoyear" -> ISOYEAR;
            case "epoch" -> EPOCH;
            case "julian" -> JULIAN;
            default ->
                throw AlmagestException.of(SqlState.INVALID_PARAMETER, "'" + name + "' is no part of a date")
                        .hint("the parts are year, quarter, month, week, day, dow, isodow, doy, hour, minute, second,"
                                + " millisecond, microsecond, epoch, julian");
        };
    }

    /// Answers the field of a moment in microseconds since 1970-01-01.
    double of(long micros) {
        return switch (this) {
            case EPOCH -> micros / 1e6;
            case JULIAN -> JULIAN_OF_1970 + (double) micros / MICROS_PER_DAY;
            case SECOND -> Math.floorMod(micros, 60_000_000L) / 1e6;
            case MILLISECOND -> Math.floorMod(micros, 60_000_000L) / 1e3;
            default -> whole(micros);
        };
    }

    /// Answers the field as a whole number (seconds without their fraction).
    long whole(long micros) {
        long inDay = Math.floorMod(micros, MICROS_PER_DAY);
        return switch (this) {
            case MICROSECOND -> inDay % 60_000_000L;
            case MILLISECOND -> inDay % 60_000_000L / 1000;
            case SECOND -> inDay / 1_000_000 % 60;
            case MINUTE -> inDay / 60_000_000 % 60;
            case HOUR -> inDay / 3_600_000_000L;
            case EPOCH -> Math.floorDiv(micros, 1_000_000L);
            case JULIAN -> (long) JULIAN_OF_1970 + Math.floorDiv(micros, MICROS_PER_DAY);
            default -> calendar(LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY)));
        };
    }

    private long calendar(LocalDate date) {
        int year = date.getYear();
        return switch (this) {
            case DAY -> date.getDayOfMonth();
            case WEEK -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTH -> date.getMonthValue();
            case QUARTER -> (date.getMonthValue() + 2) / 3;
            case YEAR -> year;
            case DECADE -> Math.floorDiv(year, 10);
            case CENTURY -> year > 0 ? (year + 99) / 100 : Math.floorDiv(year, 100) - 1;
            case MILLENNIUM -> year > 0 ? (year + 999) / 1000 : Math.floorDiv(year, 1000) - 1;
            case DOW -> date.getDayOfWeek().getValue() % 7;
            case ISODOW -> date.getDayOfWeek().getValue();
            case DOY -> date.getDayOfYear();
            case ISOYEAR -> date.get(IsoFields.WEEK_BASED_YEAR);
            case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, EPOCH, JULIAN ->
                throw new IllegalStateException("not of the calendar: " + this);
        };
    }

    /// Answers the start of the unit that holds a moment.
    long truncate(long micros) {
        long unit = micros();
        if (unit > 0) {
            return Math.floorDiv(micros, unit) * unit;
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY));
        LocalDate start = switch (this) {
            case WEEK -> date.with(java.time.temporal.TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> date.with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> date.withDayOfYear(1);
            case DECADE -> LocalDate.of(Math.floorDiv(date.getYear(), 10) * 10, 1, 1);
            case CENTURY -> LocalDate.of(Math.floorDiv(date.getYear() - 1, 100) * 100 + 1, 1, 1);
            case MILLENNIUM -> LocalDate.of(Math.floorDiv(date.getYear() - 1, 1000) * 1000 + 1, 1, 1);
            default -> throw notUnit();
        };
        return start.toEpochDay() * MICROS_PER_DAY;
    }

    /// Answers a unit's microseconds, 0 where months are counted.
    private long micros() {
        return switch (this) {
            case MICROSECOND -> 1;
            case MILLISECOND -> 1_000;
            case SECOND -> 1_000_000;
            case MINUTE -> 60_000_000;
            case HOUR -> 3_600_000_000L;
            case DAY -> MICROS_PER_DAY;
            case WEEK, MONTH, QUARTER, YEAR, DECADE, CENTURY, MILLENNIUM, DOW, ISODOW, DOY, ISOYEAR, EPOCH, JULIAN -> 0;
        };
    }

    private AlmagestException notUnit() {
        return AlmagestException.of(
                        SqlState.INVALID_PARAMETER, "'" + name().toLowerCase(Locale.ROOT) + "' is no unit of time")
                .hint("the units are microsecond to hour, day, week, month, quarter, year, decade, century");
    }

    /// Answers how many starts of this unit lie between two moments.
    long between(long from, long to) {
        long unit = micros();
        if (unit > 0) {
            return Math.floorDiv(to, unit) - Math.floorDiv(from, unit);
        }
        if (this == WEEK) {
            return (truncate(to) - truncate(from)) / (7 * MICROS_PER_DAY);
        }
        LocalDate a = LocalDate.ofEpochDay(Math.floorDiv(from, MICROS_PER_DAY));
        LocalDate b = LocalDate.ofEpochDay(Math.floorDiv(to, MICROS_PER_DAY));
        long months = 12L * (b.getYear() - a.getYear()) + b.getMonthValue() - a.getMonthValue();
        return switch (this) {
            case MONTH -> months;
            case QUARTER -> 4L * (b.getYear() - a.getYear()) + QUARTER.calendar(b) - QUARTER.calendar(a);
            case YEAR, DECADE, CENTURY, MILLENNIUM -> calendar(b) - calendar(a);
            default -> throw notUnit();
        };
    }

    /// Answers how many whole units of this kind have passed between two moments; a month has passed on
    /// the last day of a shorter one as well.
    long wholeBetween(long from, long to) {
        if (to < from) {
            return -wholeBetween(to, from);
        }
        long unit = micros();
        if (unit > 0) {
            return (to - from) / unit;
        }
        return switch (this) {
            case WEEK -> (to - from) / (7 * MICROS_PER_DAY);
            case MONTH -> wholeMonths(from, to);
            case QUARTER -> wholeMonths(from, to) / 3;
            case YEAR -> wholeMonths(from, to) / 12;
            case DECADE -> wholeMonths(from, to) / 120;
            case CENTURY -> wholeMonths(from, to) / 1_200;
            case MILLENNIUM -> wholeMonths(from, to) / 12_000;
            default -> throw notUnit();
        };
    }

    private static long wholeMonths(long from, long to) {
        LocalDate a = LocalDate.ofEpochDay(Math.floorDiv(from, MICROS_PER_DAY));
        LocalDate b = LocalDate.ofEpochDay(Math.floorDiv(to, MICROS_PER_DAY));
        long months = 12L * (b.getYear() - a.getYear()) + b.getMonthValue() - a.getMonthValue();
        int day = Math.min(a.getDayOfMonth(), b.lengthOfMonth());
        boolean later = b.getDayOfMonth() != day
                ? b.getDayOfMonth() < day
                : Math.floorMod(to, MICROS_PER_DAY) < Math.floorMod(from, MICROS_PER_DAY);
        return months - (later ? 1 : 0);
    }
}
