package org.almagest.exec.function;

import java.util.Locale;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.IntervalValue;

/// The fields of an interval: years to months of its months, days of its days, hours and less of its
/// microseconds.
final class IntervalPart {
    private static final double DAYS_PER_YEAR = 365.25;
    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final long MICROS_PER_MINUTE = 60_000_000L;

    private IntervalPart() {}

    /// Answers a field; seconds with their fraction.
    static double of(DatePart part, IntervalValue interval) {
        return switch (part) {
            case SECOND -> interval.micros() % MICROS_PER_MINUTE / 1e6;
            case MILLISECOND -> interval.micros() % MICROS_PER_MINUTE / 1e3;
            case EPOCH -> epoch(interval);
            default -> whole(part, interval);
        };
    }

    /// Answers the seconds, a year being 365.25 days.
    static double epoch(IntervalValue interval) {
        double days = DAYS_PER_YEAR * (interval.months() / 12) + 30.0 * (interval.months() % 12) + interval.days();
        return days * 86_400 + interval.micros() / 1e6;
    }

    static long whole(DatePart part, IntervalValue interval) {
        int years = interval.months() / 12;
        return switch (part) {
            case MILLENNIUM -> years / 1000;
            case CENTURY -> years / 100;
            case DECADE -> years / 10;
            case YEAR -> years;
            case QUARTER -> interval.months() % 12 / 3 + 1;
            case MONTH -> interval.months() % 12;
            case DAY -> interval.days();
            case HOUR -> interval.micros() / MICROS_PER_HOUR;
            case MINUTE -> interval.micros() / MICROS_PER_MINUTE % 60;
            case SECOND -> interval.micros() / 1_000_000 % 60;
            case MILLISECOND -> interval.micros() % MICROS_PER_MINUTE / 1_000;
            case MICROSECOND -> interval.micros() % MICROS_PER_MINUTE;
            case EPOCH -> (long) epoch(interval);
            case WEEK, DOW, ISODOW, DOY, ISOYEAR, JULIAN ->
                throw AlmagestException.of(
                                SqlState.INVALID_PARAMETER,
                                "an interval has no " + part.name().toLowerCase(Locale.ROOT))
                        .hint("its parts are year, quarter, month, day, hour, minute, second, millisecond, microsecond,"
                                + " epoch");
        };
    }
}
