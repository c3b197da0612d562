package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.DATE;
import static org.almagest.columnar.type.ScalarType.DOUBLE;
import static org.almagest.columnar.type.ScalarType.TIME;
import static org.almagest.columnar.type.ScalarType.TIMESTAMP;
import static org.almagest.columnar.type.ScalarType.TIMESTAMPTZ;
import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.exec.evaluate.ConstantVector;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.RowsCall;

/// Functions of dates and timestamps. Time zones do not matter: every moment is in UTC.
final class DateFunctions {
    private static final double JULIAN_DATE_OF_1970 = 2_440_587.5;
    private static final double MODIFIED_JULIAN_DATE_OF_1970 = 40_587;

    private static final List<String> NOW =
            List.of("now", "current_timestamp", "transaction_timestamp", "statement_timestamp");
    private static final List<String> TODAY = List.of("current_date", "today");

    /// The functions that tell the time.
    static final Set<String> CLOCK = Stream.of(NOW, TODAY, List.of("localtimestamp", "current_time"))
            .flatMap(List::stream)
            .collect(Collectors.toSet());

    private DateFunctions() {}

    static void register(Catalog catalog) {
        for (ScalarType type : List.of(DATE, TIMESTAMP, TIMESTAMPTZ)) {
            parts(catalog, type);
            catalog.make("date_trunc", type, (arguments, result) -> truncate(arguments, type), VARCHAR, type);
            catalog.make("date_diff", BIGINT, DateFunctions::difference, VARCHAR, type, type);
            catalog.rows("epoch", DOUBLE, Rows.measures((in, row) -> Moments.micros(in[0], row) / 1e6), type);
            catalog.rows(
                    "jd",
                    DOUBLE,
                    Rows.measures((in, row) -> JULIAN_DATE_OF_1970 + days(Moments.micros(in[0], row))),
                    type);
            catalog.rows(
                    "mjd",
                    DOUBLE,
                    Rows.measures((in, row) -> MODIFIED_JULIAN_DATE_OF_1970 + days(Moments.micros(in[0], row))),
                    type);
            catalog.text("strftime", VARCHAR, DateFunctions::format, type, VARCHAR);
        }
        catalog.make("date_part", DOUBLE, DateFunctions::part, VARCHAR, TIME);
        for (ScalarType type : List.of(TIMESTAMP, TIMESTAMPTZ)) {
            catalog.rows("add_months", type, Rows.numbers(DateFunctions::addMonths), type, BIGINT);
            catalog.rows("add_microseconds", type, Rows.numbers(DateFunctions::addMicros), type, BIGINT);
        }
        catalog.alias("dayofweek", "weekday");
        catalog.alias("week", "weekofyear");
        catalog.alias("date_diff", "datediff");
        catalog.alias("date_trunc", "datetrunc");
        catalog.alias("date_part", "datepart");
        making(catalog);
        clock(catalog);
    }

    /// Days with the fraction; whole days and the rest apart, to lose no digits.
    private static double days(long micros) {
        return Math.floorDiv(micros, DatePart.MICROS_PER_DAY)
                + (double) Math.floorMod(micros, DatePart.MICROS_PER_DAY) / DatePart.MICROS_PER_DAY;
    }

    private static void parts(Catalog catalog, ScalarType type) {
        catalog.make("date_part", DOUBLE, DateFunctions::part, VARCHAR, type);
        for (String name : List.of(
                "year",
                "quarter",
                "month",
                "week",
                "day",
                "dayofmonth",
                "dayofweek",
                "isodow",
                "dayofyear",
                "hour",
                "minute",
                "second",
                "millisecond",
                "microsecond",
                "decade",
                "century",
                "isoyear")) {
            DatePart part = DatePart.of(name);
            catalog.rows(name, BIGINT, Rows.numbers((in, row) -> part.whole(Moments.micros(in[0], row))), type);
        }
    }

    private static long addMonths(ColumnVector[] inputs, int row) {
        return Moments.addMonths(Moments.micros(inputs[0], row), Rows.getLong(inputs[1], row));
    }

    private static long addMicros(ColumnVector[] inputs, int row) {
        try {
            return Math.addExact(Moments.micros(inputs[0], row), Rows.getLong(inputs[1], row));
        } catch (ArithmeticException overflow) {
            throw Moments.outOfRange();
        }
    }

    private static Evaluator part(List<Evaluator> arguments, DataType type) {
        Kept<DatePart> name = new Kept<>(DatePart::of);
        return RowsCall.of(
                Rows.measures((in, row) -> name.of(in[0], row).of(Moments.micros(in[1], row))), arguments, type);
    }

    private static Evaluator truncate(List<Evaluator> arguments, ScalarType type) {
        Kept<DatePart> name = new Kept<>(DatePart::of);
        return RowsCall.of(
                Rows.numbers((in, row) -> {
                    long start = name.of(in[0], row).truncate(Moments.micros(in[1], row));
                    return type == DATE ? Math.floorDiv(start, DatePart.MICROS_PER_DAY) : start;
                }),
                arguments,
                type);
    }

    private static Evaluator difference(List<Evaluator> arguments, DataType type) {
        Kept<DatePart> name = new Kept<>(DatePart::of);
        return RowsCall.of(
                Rows.numbers((in, row) ->
                        name.of(in[0], row).between(Moments.micros(in[1], row), Moments.micros(in[2], row))),
                arguments,
                type);
    }

    private static void format(ColumnVector[] inputs, int row, org.almagest.columnar.vector.TextColumnVector result) {
        result.append(row, TimeFormat.format(Moments.micros(inputs[0], row), Rows.text(inputs[1], row)));
    }

    private static void making(Catalog catalog) {
        catalog.rows("make_date", DATE, Rows.numbers(DateFunctions::makeDate), BIGINT, BIGINT, BIGINT);
        catalog.rows(
                "make_timestamp",
                TIMESTAMP,
                Rows.numbers(DateFunctions::makeTimestamp),
                BIGINT,
                BIGINT,
                BIGINT,
                BIGINT,
                BIGINT,
                DOUBLE);
        catalog.rows("to_timestamp", TIMESTAMPTZ, Rows.numbers(DateFunctions::ofEpoch), DOUBLE);
        catalog.rows(
                "strptime",
                TIMESTAMP,
                Rows.numbers((in, row) -> TimeFormat.parse(Rows.text(in[0], row), Rows.text(in[1], row))),
                VARCHAR,
                VARCHAR);
        catalog.rows(
                "jd_to_timestamp",
                TIMESTAMP,
                Rows.numbers((in, row) -> ofDays(Rows.getDouble(in[0], row) - JULIAN_DATE_OF_1970)),
                DOUBLE);
        catalog.rows(
                "mjd_to_timestamp",
                TIMESTAMP,
                Rows.numbers((in, row) -> ofDays(Rows.getDouble(in[0], row) - MODIFIED_JULIAN_DATE_OF_1970)),
                DOUBLE);
    }

    private static long makeDate(ColumnVector[] inputs, int row) {
        return date(Rows.getLong(inputs[0], row), Rows.getLong(inputs[1], row), Rows.getLong(inputs[2], row));
    }

    private static long date(long year, long month, long day) {
        boolean valid = Math.abs(year) <= 294_246
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of((int) year, (int) month).lengthOfMonth();
        if (!valid) {
            throw AlmagestException.of(SqlState.INVALID_DATETIME, "there is no day " + year + "-" + month + "-" + day);
        }
        return LocalDate.of((int) year, (int) month, (int) day).toEpochDay();
    }

    private static long makeTimestamp(ColumnVector[] inputs, int row) {
        long days = makeDate(inputs, row);
        long hour = Rows.getLong(inputs[3], row);
        long minute = Rows.getLong(inputs[4], row);
        double second = ((DoubleColumnVector) inputs[5]).get(row);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(second >= 0 && second < 61)) {
            throw AlmagestException.of(
                    SqlState.INVALID_DATETIME, "there is no time " + hour + ":" + minute + ":" + second);
        }
        return days * DatePart.MICROS_PER_DAY + (hour * 60 + minute) * 60_000_000 + Math.round(second * 1e6);
    }

    private static long ofEpoch(ColumnVector[] inputs, int row) {
        return inRange(Rows.getDouble(inputs[0], row) * 1e6);
    }

    private static long ofDays(double days) {
        return inRange(days * DatePart.MICROS_PER_DAY);
    }

    private static long inRange(double micros) {
        if (!(Math.abs(micros) < 9.2e18)) {
            throw Moments.outOfRange();
        }
        return Math.round(micros);
    }

    private static void clock(Catalog catalog) {
        for (String name : NOW) {
            catalog.make(name, TIMESTAMPTZ, (arguments, type) -> new ConstantVector(Value.of(now()), TIMESTAMPTZ));
        }
        catalog.make("localtimestamp", TIMESTAMP, (arguments, type) -> new ConstantVector(Value.of(now()), TIMESTAMP));
        for (String name : TODAY) {
            catalog.make(
                    name,
                    DATE,
                    (arguments, type) ->
                            new ConstantVector(Value.of(Math.floorDiv(now(), DatePart.MICROS_PER_DAY)), DATE));
        }
        catalog.make(
                "current_time",
                TIME,
                (arguments, type) -> new ConstantVector(Value.of(Math.floorMod(now(), DatePart.MICROS_PER_DAY)), TIME));
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
