package org.almagest.columnar.type;

import java.math.BigInteger;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// A span of time as PostgreSQL has it: months, days and microseconds, which are added to a moment
/// apart, since months and days are of different lengths. Compared, a month counts 30 days and a day
/// 24 hours.
///
/// In vectors and pages an interval is one number of 128 bits:
///
/// ```text
/// length * 2^58 + months * 2^32 + days
///
/// length   microseconds of all three together
/// months   less than 2^25 either way
/// days     less than 2^31 either way
/// ```
///
/// So the order of the numbers is that of the intervals (those of one length beside each other), and
/// the number of a sum is the sum of the numbers.
///
/// @param months less than 2^25 either way
/// @param days `Integer.MIN_VALUE` is none
public record IntervalValue(int months, int days, long micros) {
    public static final long MICROS_PER_DAY = 86_400_000_000L;
    public static final IntervalValue ZERO = new IntervalValue(0, 0, 0);
    private static final int MONTHS_AT = 32;
    private static final int LENGTH_AT = 58;
    private static final int MOST_MONTHS = (1 << 25) - 1;
    private static final int DAYS_PER_MONTH = 30;

    public IntervalValue {
        if (months < -MOST_MONTHS || months > MOST_MONTHS || days == Integer.MIN_VALUE) {
            throw new IllegalArgumentException("an interval out of range: " + months + " months, " + days + " days");
        }
    }

    /// Answers an interval, or fails with 22008 where it is out of range.
    public static IntervalValue of(long months, long days, long micros) {
        boolean monthsFit = months >= -MOST_MONTHS && months <= MOST_MONTHS;
        if (!monthsFit || days != (int) days || days == Integer.MIN_VALUE) {
            throw outOfRange();
        }
        return new IntervalValue((int) months, (int) days, micros);
    }

    /// The error of a result that no interval holds.
    public static AlmagestException outOfRange() {
        return AlmagestException.of(SqlState.DATETIME_OVERFLOW, "the interval is out of range")
                .hint("it holds some 2.7 million years, 2,147,483,647 days and 292,000 years of microseconds");
    }

    /// Answers the upper half of the interval's number.
    public long high() {
        long wholeDays = wholeDays();
        long product = wholeDays * MICROS_PER_DAY;
        long length = product + micros;
        long carry = Long.compareUnsigned(length, product) < 0 ? 1 : 0;
        long lengthHigh = Math.multiplyHigh(wholeDays, MICROS_PER_DAY) + (micros >> 63) + carry;
        long low = length << LENGTH_AT;
        long fields = fields();
        long lowCarry = Long.compareUnsigned(low + fields, low) < 0 ? 1 : 0;
        return (lengthHigh << LENGTH_AT | length >>> 64 - LENGTH_AT) + (fields >> 63) + lowCarry;
    }

    /// Answers the lower half of the interval's number.
    public long low() {
        return (wholeDays() * MICROS_PER_DAY + micros << LENGTH_AT) + fields();
    }

    private long wholeDays() {
        return (long) months * DAYS_PER_MONTH + days;
    }

    private long fields() {
        return ((long) months << MONTHS_AT) + days;
    }

    /// Reads an interval's number; fails with 22008 where a sum of numbers has left the range.
    public static IntervalValue ofNumber(long high, long low) {
        int days = (int) low;
        long lowOfMonths = low - days;
        long highOfMonths = high - (days >> 31) - (Long.compareUnsigned(low, days) < 0 ? 1 : 0);
        long months = lowOfMonths << 64 - LENGTH_AT >> 64 - LENGTH_AT + MONTHS_AT;
        long monthsField = months << MONTHS_AT;
        long lowOfLength = lowOfMonths - monthsField;
        long highOfLength =
                highOfMonths - (monthsField >> 63) - (Long.compareUnsigned(lowOfMonths, monthsField) < 0 ? 1 : 0);
        long length = highOfLength << 64 - LENGTH_AT | lowOfLength >>> LENGTH_AT;
        long wholeDays = months * DAYS_PER_MONTH + days;
        long product = wholeDays * MICROS_PER_DAY;
        long micros = length - product;
        long borrow = Long.compareUnsigned(length, product) < 0 ? 1 : 0;
        long rest = (highOfLength >> LENGTH_AT) - Math.multiplyHigh(wholeDays, MICROS_PER_DAY) - borrow;
        if (rest != micros >> 63) {
            throw outOfRange();
        }
        return of(months, days, micros);
    }

    /// Answers the interval's number.
    public BigInteger number() {
        BigInteger unsignedLow = BigInteger.valueOf(low() >>> 1).shiftLeft(1).add(BigInteger.valueOf(low() & 1));
        return BigInteger.valueOf(high()).shiftLeft(64).add(unsignedLow);
    }

    /// Reads an interval's number; fails with 22008 where it is none.
    public static IntervalValue ofNumber(BigInteger number) {
        return ofNumber(number.shiftRight(64).longValue(), number.longValue());
    }

    /// Answers days and time that are about as long as the interval of a number, which need not be one:
    /// a quantile, rounded.
    public static IntervalValue ofLength(BigInteger number) {
        BigInteger length = number.add(BigInteger.ONE.shiftLeft(LENGTH_AT - 1)).shiftRight(LENGTH_AT);
        BigInteger[] days = length.divideAndRemainder(BigInteger.valueOf(MICROS_PER_DAY));
        return of(0, days[0].longValueExact(), days[1].longValue());
    }

    /// Answers -1, 0 or 1: whether the interval is shorter or longer than nothing.
    public int signum() {
        return BigInteger.valueOf(wholeDays())
                .multiply(BigInteger.valueOf(MICROS_PER_DAY))
                .add(BigInteger.valueOf(micros))
                .signum();
    }

    public IntervalValue plus(IntervalValue other) {
        return of((long) months + other.months, (long) days + other.days, addMicros(micros, other.micros));
    }

    private static long addMicros(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw outOfRange();
        }
        return sum;
    }

    public IntervalValue negated() {
        if (micros == Long.MIN_VALUE) {
            throw outOfRange();
        }
        return new IntervalValue(-months, -days, -micros);
    }

    /// Answers the interval so many times, each part exactly.
    public IntervalValue times(long factor) {
        try {
            return of(
                    Math.multiplyExact(months, factor),
                    Math.multiplyExact(days, factor),
                    Math.multiplyExact(micros, factor));
        } catch (ArithmeticException overflow) {
            throw outOfRange();
        }
    }

    /// Answers the interval times a number as PostgreSQL does: parts of months become days of a month
    /// of 30, parts of days become time.
    public IntervalValue times(double factor) {
        return cascaded(months * factor, days * factor, micros * factor);
    }

    /// Answers the interval divided by a number other than 0, with the parts as in `times`.
    public IntervalValue dividedBy(double divisor) {
        return cascaded(months / divisor, days / divisor, micros / divisor);
    }

    private static IntervalValue cascaded(double allMonths, double allDays, double allMicros) {
        double newMonths = whole(allMonths);
        double daysOfMonths = rounded((allMonths - newMonths) * DAYS_PER_MONTH);
        double wholeDaysOfMonths = whole(daysOfMonths);
        double newDays = whole(allDays);
        double seconds = rounded((allDays - newDays + daysOfMonths - wholeDaysOfMonths) * 86_400);
        double carried = whole(seconds / 86_400);
        double newMicros = Math.rint(allMicros + (seconds - carried * 86_400) * 1e6);
        boolean fits = Math.abs(newMicros) < 0x1p63 && Math.abs(allDays) < 0x1p31 && Math.abs(allMonths) < 0x1p26;
        if (!fits) {
            throw outOfRange();
        }
        return of((long) newMonths, (long) (newDays + wholeDaysOfMonths + carried), (long) newMicros);
    }

    private static double whole(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    /// To the microsecond, so that 0.1 + 0.2 leaves nothing behind.
    private static double rounded(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }

    /// Answers the interval with days of 24 hours taken out of its microseconds.
    public IntervalValue justifyHours() {
        long more = micros / MICROS_PER_DAY;
        return signsAligned(months, days + more, micros - more * MICROS_PER_DAY);
    }

    /// Answers the interval with months of 30 days taken out of its days.
    public IntervalValue justifyDays() {
        long more = days / DAYS_PER_MONTH;
        long newMonths = months + more;
        long newDays = days - more * DAYS_PER_MONTH;
        if (newMonths > 0 && newDays < 0) {
            return of(newMonths - 1, newDays + DAYS_PER_MONTH, micros);
        }
        return newMonths < 0 && newDays > 0
                ? of(newMonths + 1, newDays - DAYS_PER_MONTH, micros)
                : of(newMonths, newDays, micros);
    }

    /// Answers both, and the parts with one sign.
    public IntervalValue justify() {
        long allDays = days + micros / MICROS_PER_DAY;
        long newMonths = months + allDays / DAYS_PER_MONTH;
        long newDays = allDays % DAYS_PER_MONTH;
        long newMicros = micros % MICROS_PER_DAY;
        boolean behind = newDays < 0 || newDays == 0 && newMicros < 0;
        boolean ahead = newDays > 0 || newDays == 0 && newMicros > 0;
        if (newMonths > 0 && behind) {
            return signsAligned(newMonths - 1, newDays + DAYS_PER_MONTH, newMicros);
        }
        return newMonths < 0 && ahead
                ? signsAligned(newMonths + 1, newDays - DAYS_PER_MONTH, newMicros)
                : signsAligned(newMonths, newDays, newMicros);
    }

    private static IntervalValue signsAligned(long months, long days, long micros) {
        if (days > 0 && micros < 0) {
            return of(months, days - 1, micros + MICROS_PER_DAY);
        }
        return days < 0 && micros > 0 ? of(months, days + 1, micros - MICROS_PER_DAY) : of(months, days, micros);
    }
}
