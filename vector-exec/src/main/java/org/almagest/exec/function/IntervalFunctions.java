package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.DATE;
import static org.almagest.columnar.type.ScalarType.DOUBLE;
import static org.almagest.columnar.type.ScalarType.INTERVAL;
import static org.almagest.columnar.type.ScalarType.TIME;
import static org.almagest.columnar.type.ScalarType.TIMESTAMP;
import static org.almagest.columnar.type.ScalarType.TIMESTAMPTZ;
import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.RowsCall;

/// Intervals: arithmetic with moments, numbers and each other, their fields, and what makes them.
public final class IntervalFunctions {
    /// The function by which intervals are compared: equal for `1 month` and `30 days`, whose numbers
    /// differ.
    public static final String LENGTH = "#length";

    /// What lies below the length in an interval's number, rounded away.
    private static final int FIELD_BITS = 58;

    private static final long HALF_FIELDS = 1L << FIELD_BITS - 1;

    private IntervalFunctions() {}

    static void register(Catalog catalog) {
        moments(catalog);
        catalog.rows(
                "+",
                INTERVAL,
                Moments.intervals((in, row) -> Moments.interval(in[0], row).plus(Moments.interval(in[1], row))),
                INTERVAL,
                INTERVAL);
        catalog.rows(
                "-",
                INTERVAL,
                Moments.intervals((in, row) -> Moments.interval(in[0], row)
                        .plus(Moments.interval(in[1], row).negated())),
                INTERVAL,
                INTERVAL);
        catalog.rows(
                "neg",
                INTERVAL,
                Moments.intervals((in, row) -> Moments.interval(in[0], row).negated()),
                INTERVAL);
        scaling(catalog);
        parts(catalog);
        making(catalog);
        catalog.rows(LENGTH, new DecimalType(DecimalType.MAX_PRECISION, 0), IntervalFunctions::lengths, INTERVAL);
    }

    private static void moments(Catalog catalog) {
        for (ScalarType type : List.of(DATE, TIMESTAMP, TIMESTAMPTZ)) {
            ScalarType result = type == DATE ? TIMESTAMP : type;
            if (type != DATE) {
                Moments.RowInterval between =
                        (in, row) -> Moments.between(Moments.micros(in[1], row), Moments.micros(in[0], row));
                catalog.rows("-", INTERVAL, Moments.intervals(between), type, type);
            }
            Rows.RowNumber plus = (in, row) -> Moments.plus(Moments.micros(in[0], row), Moments.interval(in[1], row));
            Rows.RowNumber minus = (in, row) -> Moments.plus(
                    Moments.micros(in[0], row), Moments.interval(in[1], row).negated());
            catalog.rows("+", result, Rows.numbers(plus), type, INTERVAL);
            catalog.rows("date_add", result, Rows.numbers(plus), type, INTERVAL);
            catalog.rows(
                    "+",
                    result,
                    Rows.numbers((in, row) -> Moments.plus(Moments.micros(in[1], row), Moments.interval(in[0], row))),
                    INTERVAL,
                    type);
            catalog.rows("-", result, Rows.numbers(minus), type, INTERVAL);
            catalog.rows(
                    "age",
                    INTERVAL,
                    Moments.intervals((in, row) -> Moments.age(Moments.micros(in[1], row), Moments.micros(in[0], row))),
                    type,
                    type);
        }
        for (ScalarType type : List.of(DATE, TIMESTAMP, TIMESTAMPTZ)) {
            catalog.rows(
                    "age",
                    INTERVAL,
                    Moments.intervals((in, row) -> Moments.age(Moments.micros(in[0], row), Moments.midnight())),
                    type);
        }
        Rows.RowNumber later = (in, row) -> timeOfDay(in, row, 1);
        Rows.RowNumber earlier = (in, row) -> timeOfDay(in, row, -1);
        catalog.rows("+", TIME, Rows.numbers(later), TIME, INTERVAL);
        catalog.rows("-", TIME, Rows.numbers(earlier), TIME, INTERVAL);
        catalog.rows(
                "-",
                INTERVAL,
                Moments.intervals(
                        (in, row) -> IntervalValue.of(0, 0, Rows.getLong(in[0], row) - Rows.getLong(in[1], row))),
                TIME,
                TIME);
    }

    /// A time of day goes round at midnight; months and days do not move it.
    private static long timeOfDay(ColumnVector[] inputs, int row, int sign) {
        long moved = Moments.interval(inputs[1], row).micros() % DatePart.MICROS_PER_DAY;
        return Math.floorMod(Rows.getLong(inputs[0], row) + sign * moved, DatePart.MICROS_PER_DAY);
    }

    private static void scaling(Catalog catalog) {
        Moments.RowInterval exact = (in, row) -> Moments.interval(in[0], row).times(Rows.getLong(in[1], row));
        Moments.RowInterval exactBehind =
                (in, row) -> Moments.interval(in[1], row).times(Rows.getLong(in[0], row));
        catalog.rows("*", INTERVAL, Moments.intervals(exact), INTERVAL, BIGINT);
        catalog.rows("*", INTERVAL, Moments.intervals(exactBehind), BIGINT, INTERVAL);
        Moments.RowInterval scaled = (in, row) -> Moments.interval(in[0], row).times(Rows.getDouble(in[1], row));
        Moments.RowInterval scaledBehind =
                (in, row) -> Moments.interval(in[1], row).times(Rows.getDouble(in[0], row));
        catalog.rows("*", INTERVAL, Moments.intervals(scaled), INTERVAL, DOUBLE);
        catalog.rows("*", INTERVAL, Moments.intervals(scaledBehind), DOUBLE, INTERVAL);
        catalog.rows("/", INTERVAL, Moments.intervals(IntervalFunctions::divided), INTERVAL, DOUBLE);
    }

    private static IntervalValue divided(ColumnVector[] inputs, int row) {
        double divisor = Rows.getDouble(inputs[1], row);
        if (divisor == 0) {
            throw AlmagestException.of(SqlState.DIVISION_BY_ZERO, "division of an interval by zero");
        }
        return Moments.interval(inputs[0], row).dividedBy(divisor);
    }

    private static void parts(Catalog catalog) {
        for (String name : List.of("date_part", "datepart")) {
            catalog.make(name, DOUBLE, IntervalFunctions::part, VARCHAR, INTERVAL);
        }
        for (String name : List.of(
                "year",
                "quarter",
                "month",
                "day",
                "hour",
                "minute",
                "second",
                "millisecond",
                "microsecond",
                "decade",
                "century")) {
            DatePart part = DatePart.of(name);
            catalog.rows(
                    name,
                    BIGINT,
                    Rows.numbers((in, row) -> IntervalPart.whole(part, Moments.interval(in[0], row))),
                    INTERVAL);
        }
        catalog.rows(
                "epoch",
                DOUBLE,
                Rows.measures((in, row) -> IntervalPart.epoch(Moments.interval(in[0], row))),
                INTERVAL);
    }

    private static Evaluator part(List<Evaluator> arguments, DataType type) {
        Kept<DatePart> name = new Kept<>(DatePart::of);
        return RowsCall.of(
                Rows.measures((in, row) -> IntervalPart.of(name.of(in[0], row), Moments.interval(in[1], row))),
                arguments,
                type);
    }

    private static void making(Catalog catalog) {
        months(catalog, "to_months", 1);
        months(catalog, "to_quarters", 3);
        months(catalog, "to_years", 12);
        months(catalog, "to_decades", 120);
        months(catalog, "to_centuries", 1_200);
        months(catalog, "to_millennia", 12_000);
        days(catalog, "to_days", 1);
        days(catalog, "to_weeks", 7);
        micros(catalog, "to_microseconds", 1);
        micros(catalog, "to_milliseconds", 1_000);
        micros(catalog, "to_seconds", 1_000_000);
        micros(catalog, "to_minutes", 60_000_000);
        micros(catalog, "to_hours", 3_600_000_000L);
        catalog.rows(
                "justify_hours",
                INTERVAL,
                Moments.intervals((in, row) -> Moments.interval(in[0], row).justifyHours()),
                INTERVAL);
        catalog.rows(
                "justify_days",
                INTERVAL,
                Moments.intervals((in, row) -> Moments.interval(in[0], row).justifyDays()),
                INTERVAL);
        catalog.rows(
                "justify_interval",
                INTERVAL,
                Moments.intervals((in, row) -> Moments.interval(in[0], row).justify()),
                INTERVAL);
        catalog.rows(
                "make_interval",
                INTERVAL,
                Moments.intervals(IntervalFunctions::made),
                BIGINT,
                BIGINT,
                BIGINT,
                BIGINT,
                BIGINT,
                BIGINT,
                DOUBLE);
    }

    private static void months(Catalog catalog, String name, long each) {
        catalog.rows(
                name,
                INTERVAL,
                Moments.intervals((in, row) -> IntervalValue.of(product(Rows.getLong(in[0], row), each), 0, 0)),
                BIGINT);
    }

    private static void days(Catalog catalog, String name, long each) {
        catalog.rows(
                name,
                INTERVAL,
                Moments.intervals((in, row) -> IntervalValue.of(0, product(Rows.getLong(in[0], row), each), 0)),
                BIGINT);
    }

    private static void micros(Catalog catalog, String name, long each) {
        catalog.rows(
                name,
                INTERVAL,
                Moments.intervals((in, row) -> IntervalValue.of(0, 0, product(Rows.getLong(in[0], row), each))),
                BIGINT);
        if (each > 1) {
            catalog.rows(
                    name,
                    INTERVAL,
                    Moments.intervals((in, row) -> new IntervalValue(0, 0, each).times(Rows.getDouble(in[0], row))),
                    DOUBLE);
        }
    }

    private static long product(long number, long each) {
        long product = number * each;
        if (Math.multiplyHigh(number, each) != product >> 63) {
            throw IntervalValue.outOfRange();
        }
        return product;
    }

    /// Years, months, weeks, days, hours, minutes, seconds.
    private static IntervalValue made(ColumnVector[] inputs, int row) {
        IntervalValue time = IntervalValue.of(0, 0, product(Rows.getLong(inputs[4], row), 3_600_000_000L))
                .plus(IntervalValue.of(0, 0, product(Rows.getLong(inputs[5], row), 60_000_000)))
                .plus(new IntervalValue(0, 0, 1_000_000).times(Rows.getDouble(inputs[6], row)));
        return IntervalValue.of(product(Rows.getLong(inputs[0], row), 12), 0, 0)
                .plus(IntervalValue.of(Rows.getLong(inputs[1], row), 0, 0))
                .plus(IntervalValue.of(0, product(Rows.getLong(inputs[2], row), 7), 0))
                .plus(IntervalValue.of(0, Rows.getLong(inputs[3], row), 0))
                .plus(time);
    }

    /// The numbers of the intervals without their fields.
    private static void lengths(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        HugeColumnVector from = (HugeColumnVector) inputs[0];
        HugeColumnVector out = (HugeColumnVector) result;
        for (int i = 0; i < count; i++) {
            int slot = from.slot(rows[i]);
            long low = from.low()[slot] + HALF_FIELDS;
            long carry = Long.compareUnsigned(low, HALF_FIELDS) < 0 ? 1 : 0;
            out.high()[rows[i]] = from.high()[slot] + carry;
            out.low()[rows[i]] = low >>> FIELD_BITS << FIELD_BITS;
        }
    }
}
