package org.almagest.exec.function;

import java.time.Instant;
import java.time.LocalDate;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.evaluate.RowsKernel;

/// Moments and intervals of rows, and what becomes of a moment that an interval is added to.
final class Moments {
    private static final long MOST_MONTHS = 12L * 600_000;

    private Moments() {}

    /// Answers a date's midnight or a timestamp in microseconds.
    static long micros(ColumnVector vector, int row) {
        return vector instanceof IntColumnVector dates
                ? dates.get(row) * DatePart.MICROS_PER_DAY
                : ((LongColumnVector) vector).get(row);
    }

    static IntervalValue interval(ColumnVector vector, int row) {
        HugeColumnVector numbers = (HugeColumnVector) vector;
        int slot = numbers.slot(row);
        return IntervalValue.ofNumber(numbers.high()[slot], numbers.low()[slot]);
    }

    static void set(ColumnVector result, int row, IntervalValue value) {
        HugeColumnVector numbers = (HugeColumnVector) result;
        numbers.high()[row] = value.high();
        numbers.low()[row] = value.low();
    }

    /// An INTERVAL made from one row.
    interface RowInterval {
        IntervalValue of(ColumnVector[] inputs, int row);
    }

    static RowsKernel intervals(RowInterval interval) {
        return (inputs, result, rows, count) -> {
            for (int i = 0; i < count; i++) {
                set(result, rows[i], interval.of(inputs, rows[i]));
            }
        };
    }

    /// Months first: the day stays, or is the month's last where that has no such day. Then days, then
    /// time.
    static long plus(long micros, IntervalValue interval) {
        long moved = interval.months() == 0 ? micros : addMonths(micros, interval.months());
        try {
            long days = Math.multiplyExact(interval.days(), DatePart.MICROS_PER_DAY);
            return Math.addExact(Math.addExact(moved, days), interval.micros());
        } catch (ArithmeticException overflow) {
            throw outOfRange();
        }
    }

    static long addMonths(long micros, long months) {
        long days = Math.floorDiv(micros, DatePart.MICROS_PER_DAY);
        if (Math.abs(months) > MOST_MONTHS) {
            throw outOfRange();
        }
        long moved = LocalDate.ofEpochDay(days).plusMonths(months).toEpochDay();
        if (Math.abs(moved) > Long.MAX_VALUE / DatePart.MICROS_PER_DAY - 1) {
            throw outOfRange();
        }
        return moved * DatePart.MICROS_PER_DAY + Math.floorMod(micros, DatePart.MICROS_PER_DAY);
    }

    static AlmagestException outOfRange() {
        return AlmagestException.of(SqlState.INVALID_DATETIME, "the moment is out of the range of TIMESTAMP");
    }

    /// Answers the days and the rest of a difference of two moments.
    static IntervalValue between(long from, long to) {
        long difference = to - from;
        if (((to ^ from) & (to ^ difference)) < 0) {
            throw IntervalValue.outOfRange();
        }
        return IntervalValue.of(0, difference / DatePart.MICROS_PER_DAY, difference % DatePart.MICROS_PER_DAY);
    }

    /// Answers the age at a moment in years, months, days and time, as a calendar counts: days are
    /// those of the earlier moment's month, as in PostgreSQL.
    static IntervalValue age(long from, long to) {
        if (to < from) {
            return age(to, from).negated();
        }
        LocalDate start = LocalDate.ofEpochDay(Math.floorDiv(from, DatePart.MICROS_PER_DAY));
        LocalDate end = LocalDate.ofEpochDay(Math.floorDiv(to, DatePart.MICROS_PER_DAY));
        long time = Math.floorMod(to, DatePart.MICROS_PER_DAY) - Math.floorMod(from, DatePart.MICROS_PER_DAY);
        long months = 12L * (end.getYear() - start.getYear()) + end.getMonthValue() - start.getMonthValue();
        long days = end.getDayOfMonth() - start.getDayOfMonth();
        if (time < 0) {
            time += DatePart.MICROS_PER_DAY;
            days--;
        }
        if (days < 0) {
            days += start.lengthOfMonth();
            months--;
        }
        return IntervalValue.of(months, days, time);
    }

    /// Answers the start of today.
    static long midnight() {
        return Math.floorDiv(Instant.now().getEpochSecond(), 86_400L) * DatePart.MICROS_PER_DAY;
    }
}
