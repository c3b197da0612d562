package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.DATE;
import static org.almagest.columnar.type.ScalarType.DOUBLE;
import static org.almagest.columnar.type.ScalarType.INTERVAL;
import static org.almagest.columnar.type.ScalarType.TIME;
import static org.almagest.columnar.type.ScalarType.TIMESTAMP;
import static org.almagest.columnar.type.ScalarType.TIMESTAMPTZ;
import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.IntervalText;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.RowMaker;
import org.almagest.exec.evaluate.RowsCall;
import org.almagest.exec.evaluate.RowsKernel;
import org.almagest.exec.evaluate.TextKernel;

/// What a calendar on the wall knows: names of days, last days of months, buckets of time, time
/// zones; and moments counted from 1970.
final class CalendarFunctions {
    private CalendarFunctions() {}

    static void register(Catalog catalog) {
        for (ScalarType type : List.of(DATE, TIMESTAMP, TIMESTAMPTZ)) {
            catalog.rows(
                    "last_day",
                    DATE,
                    Rows.numbers((in, row) -> day(in[0], row)
                            .with(TemporalAdjusters.lastDayOfMonth())
                            .toEpochDay()),
                    type);
            TextKernel dayName = (in, row, out) ->
                    out.append(row, day(in[0], row).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            TextKernel monthName = (in, row, out) ->
                    out.append(row, day(in[0], row).getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            catalog.text("dayname", VARCHAR, dayName, type);
            catalog.text("monthname", VARCHAR, monthName, type);
            catalog.rows("yearweek", BIGINT, Rows.numbers((in, row) -> yearWeek(day(in[0], row))), type);
            catalog.rows(
                    "era", BIGINT, Rows.numbers((in, row) -> day(in[0], row).getYear() > 0 ? 1 : 0), type);
            catalog.rows(
                    "julian", DOUBLE, Rows.measures((in, row) -> DatePart.JULIAN.of(Moments.micros(in[0], row))), type);
            counted(catalog, type);
            catalog.make("date_sub", BIGINT, CalendarFunctions::wholeUnits, VARCHAR, type, type);
            buckets(catalog, type);
        }
        catalog.alias("date_sub", "datesub");
        for (ScalarType type : List.of(TIMESTAMP, TIMESTAMPTZ)) {
            DataType series = ArrayType.variable(type);
            catalog.make("range", series, (in, as) -> RowMaker.strict(series(false), in, as), type, type, INTERVAL);
            catalog.make(
                    "generate_series", series, (in, as) -> RowMaker.strict(series(true), in, as), type, type, INTERVAL);
        }
        making(catalog);
        catalog.make("timezone", TIMESTAMPTZ, (arguments, type) -> zoned(arguments, type, false), VARCHAR, TIMESTAMP);
        catalog.make("timezone", TIMESTAMP, (arguments, type) -> zoned(arguments, type, true), VARCHAR, TIMESTAMPTZ);
        for (String name : List.of("hour", "minute", "second", "millisecond", "microsecond")) {
            DatePart part = DatePart.of(name);
            catalog.rows(name, BIGINT, Rows.numbers((in, row) -> part.whole(Rows.getLong(in[0], row))), TIME);
        }
        catalog.rows("epoch", DOUBLE, Rows.measures((in, row) -> Rows.getLong(in[0], row) / 1e6), TIME);
    }

    private static LocalDate day(ColumnVector vector, int row) {
        return LocalDate.ofEpochDay(Math.floorDiv(Moments.micros(vector, row), DatePart.MICROS_PER_DAY));
    }

    private static long yearWeek(LocalDate date) {
        return 100L * date.get(IsoFields.WEEK_BASED_YEAR) + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    private static void counted(Catalog catalog, ScalarType type) {
        catalog.rows(
                "epoch_ms", BIGINT, Rows.numbers((in, row) -> Math.floorDiv(Moments.micros(in[0], row), 1000L)), type);
        catalog.rows("epoch_us", BIGINT, Rows.numbers((in, row) -> Moments.micros(in[0], row)), type);
        catalog.rows("epoch_ns", BIGINT, Rows.numbers((in, row) -> scaled(Moments.micros(in[0], row), 1000)), type);
    }

    private static long scaled(long number, long factor) {
        long product = number * factor;
        if (Math.multiplyHigh(number, factor) != product >> 63) {
            throw Moments.outOfRange();
        }
        return product;
    }

    private static void making(Catalog catalog) {
        catalog.rows("epoch_ms", TIMESTAMP, Rows.numbers((in, row) -> scaled(Rows.getLong(in[0], row), 1000)), BIGINT);
        catalog.rows("make_timestamp", TIMESTAMP, Rows.numbers((in, row) -> Rows.getLong(in[0], row)), BIGINT);
        catalog.rows("make_time", TIME, Rows.numbers(CalendarFunctions::time), BIGINT, BIGINT, DOUBLE);
        catalog.rows("try_strptime", TIMESTAMP, CalendarFunctions::tryParse, VARCHAR, VARCHAR);
    }

    private static long time(ColumnVector[] inputs, int row) {
        long hour = Rows.getLong(inputs[0], row);
        long minute = Rows.getLong(inputs[1], row);
        double second = Rows.getDouble(inputs[2], row);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(second >= 0 && second < 60)) {
            throw AlmagestException.of(
                    SqlState.INVALID_DATETIME, "there is no time " + hour + ":" + minute + ":" + second);
        }
        return (hour * 60 + minute) * 60_000_000 + Math.round(second * 1e6);
    }

    private static void tryParse(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            try {
                Rows.setLong(result, row, TimeFormat.parse(Rows.text(inputs[0], row), Rows.text(inputs[1], row)));
            } catch (AlmagestException mismatch) {
                if (mismatch.state() != SqlState.INVALID_DATETIME) {
                    throw mismatch;
                }
                result.setNull(row);
            }
        }
    }

    private static Evaluator wholeUnits(List<Evaluator> arguments, DataType type) {
        Kept<DatePart> name = new Kept<>(DatePart::of);
        return RowsCall.of(
                Rows.numbers((in, row) ->
                        name.of(in[0], row).wholeBetween(Moments.micros(in[1], row), Moments.micros(in[2], row))),
                arguments,
                type);
    }

    private static void buckets(Catalog catalog, ScalarType type) {
        Rows.RowNumber plain = (in, row) -> TimeBucket.start(Moments.interval(in[0], row), Moments.micros(in[1], row));
        Rows.RowNumber shifted = (in, row) -> {
            var offset = Moments.interval(in[2], row);
            long moved = Moments.plus(Moments.micros(in[1], row), offset.negated());
            return Moments.plus(TimeBucket.start(Moments.interval(in[0], row), moved), offset);
        };
        Rows.RowNumber fromOrigin = (in, row) ->
                TimeBucket.start(Moments.interval(in[0], row), Moments.micros(in[1], row), Moments.micros(in[2], row));
        catalog.rows("time_bucket", type, ofType(plain, type), INTERVAL, type);
        catalog.rows("time_bucket", type, ofType(shifted, type), INTERVAL, type, INTERVAL);
        catalog.rows("time_bucket", type, ofType(fromOrigin, type), INTERVAL, type, type);
    }

    private static RowsKernel ofType(Rows.RowNumber micros, ScalarType type) {
        return type == DATE
                ? Rows.numbers((in, row) -> Math.floorDiv(micros.of(in, row), DatePart.MICROS_PER_DAY))
                : Rows.numbers(micros);
    }

    /// Each moment is the one before and the step, as PostgreSQL and DuckDB count: months leave the last
    /// days that they have met.
    private static RowMaker.Kernel series(boolean inclusive) {
        return (in, row, out) -> {
            long last = Rows.getLong(in[1], row);
            IntervalValue step = Moments.interval(in[2], row);
            int direction = step.signum();
            if (direction == 0) {
                throw AlmagestException.of(SqlState.INVALID_PARAMETER, "the step of a series cannot be 0");
            }
            ArrayRow series = new ArrayRow(out, row);
            long next = Rows.getLong(in[0], row);
            for (long count = 1; Long.compare(last, next) * direction > (inclusive ? -1 : 0); count++) {
                ArrayRow.checkLength("a series", count);
                series.add(next);
                long before = next;
                next = Moments.plus(before, step);
                if (Long.compare(next, before) * direction <= 0) {
                    throw AlmagestException.of(
                            SqlState.INVALID_PARAMETER,
                            "the step of a series goes back and forth: " + IntervalText.of(step));
                }
            }
            series.end();
        };
    }

    /// The time on a zone's clocks as a moment, or a moment as that.
    private static Evaluator zoned(List<Evaluator> arguments, DataType type, boolean toLocal) {
        ZoneName zone = new ZoneName();
        return RowsCall.of(
                Rows.numbers((in, row) -> {
                    long micros = Rows.getLong(in[1], row);
                    String name = Rows.text(in[0], row);
                    try {
                        return toLocal ? zone.toLocal(name, micros) : zone.toMoment(name, micros);
                    } catch (DateTimeException unknown) {
                        throw AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no time zone '" + name + "'")
                                .hint("write Europe/Berlin, UTC or +02:00");
                    }
                }),
                arguments,
                type);
    }
}
