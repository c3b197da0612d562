package org.almagest.exec.function;

import java.time.LocalDate;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.IntervalValue;

/// Buckets of equal width that time is cut into, in whole months or in days and time. They begin at
/// an origin: for months 2000-01-01, else Monday 2000-01-03, as in DuckDB.
final class TimeBucket {
    private static final long MONTHS_FROM = LocalDate.of(2000, 1, 1).toEpochDay() * DatePart.MICROS_PER_DAY;
    private static final long MICROS_FROM = LocalDate.of(2000, 1, 3).toEpochDay() * DatePart.MICROS_PER_DAY;

    private TimeBucket() {}

    /// Answers the start of the bucket that holds a moment.
    static long start(IntervalValue width, long micros) {
        return start(width, micros, width.months() != 0 ? MONTHS_FROM : MICROS_FROM);
    }

    static long start(IntervalValue width, long micros, long origin) {
        long time = Moments.plus(0, IntervalValue.of(0, width.days(), width.micros()));
        boolean months = width.months() > 0 && time == 0;
        if (!months && (width.months() != 0 || time <= 0)) {
            throw AlmagestException.of(
                            SqlState.INVALID_PARAMETER,
                            "a bucket is so many months, or so much time, and more than nothing")
                    .hint("write INTERVAL '1 month', or INTERVAL '15 minutes'");
        }
        if (!months) {
            return micros - Math.floorMod(micros - origin, time);
        }
        long from = monthOf(origin);
        long start = from + Math.floorDiv(monthOf(micros) - from, (long) width.months()) * width.months();
        return LocalDate.of((int) Math.floorDiv(start, 12L), (int) Math.floorMod(start, 12L) + 1, 1)
                        .toEpochDay()
                * DatePart.MICROS_PER_DAY;
    }

    private static long monthOf(long micros) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(micros, DatePart.MICROS_PER_DAY));
        return 12L * date.getYear() + date.getMonthValue() - 1;
    }
}
