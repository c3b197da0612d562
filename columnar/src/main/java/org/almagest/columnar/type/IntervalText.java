package org.almagest.columnar.type;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Intervals as text.
///
/// ```text
/// written   1 year 2 months 3 days 04:05:06.5        00:00:00
/// read      that; units in any order and in short (y mon w d h m s ms us); 1-2 for years and
///           months; 3 04:05:06 for days and time; ... ago; P1Y2M3DT4H5M6.5S
/// ```
///
/// Parts of months become days of a month of 30, parts of days become hours, as in PostgreSQL.
public final class IntervalText {
    private static final Pattern PART =
            Pattern.compile("\\s*([+-]?\\d+(?:\\.\\d*)?|[+-]?\\.\\d+)\\s*([a-z]+)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLOCK =
            Pattern.compile("\\s*([+-]?)(\\d+):(\\d{1,2})(?::(\\d{1,2}(?:\\.\\d*)?))?\\s*");
    private static final Pattern DAYS_BEFORE_CLOCK = Pattern.compile("\\s*([+-]?\\d+)\\s+(?=[+-]?\\d+:)");
    private static final Pattern YEARS_MONTHS = Pattern.compile("\\s*([+-]?)(\\d+)-(\\d+)(?:\\s+|$)");
    private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+))\\s*");
    private static final Pattern ISO_PART = Pattern.compile("([+-]?\\d+(?:\\.\\d*)?|[+-]?\\.\\d+)([A-Z])");
    private static final BigDecimal MICROS_PER_SECOND = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MICROS_PER_DAY = BigDecimal.valueOf(IntervalValue.MICROS_PER_DAY);
    private static final BigDecimal DAYS_PER_MONTH = BigDecimal.valueOf(30);
    private static final int LONGEST = 200;

    private BigDecimal months = BigDecimal.ZERO;
    private BigDecimal days = BigDecimal.ZERO;
    private BigDecimal micros = BigDecimal.ZERO;

    private IntervalText() {}

    /// Reads an interval; empty where the text is none. Fails with 22008 where it is too long.
    public static Optional<IntervalValue> read(String text) {
        return read(text, "");
    }

    /// Reads an interval in which a number without a unit is of `unit` (`day`; none where it is empty),
    /// and `1:02` is minutes and seconds where that is `second`.
    public static Optional<IntervalValue> read(String text, String unit) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        IntervalText reader = new IntervalText();
        String stripped = text.strip();
        boolean ago = stripped.toLowerCase(Locale.ROOT).endsWith(" ago");
        String parts = ago ? stripped.substring(0, stripped.length() - 4) : stripped;
        boolean readable = parts.startsWith("P") ? reader.readIso(parts) : reader.readParts(parts, unit);
        if (!readable) {
            return Optional.empty();
        }
        IntervalValue value = reader.value();
        return Optional.of(ago ? value.negated() : value);
    }

    private IntervalValue value() {
        try {
            days = days.add(months.remainder(BigDecimal.ONE).multiply(DAYS_PER_MONTH));
            micros = micros.add(days.remainder(BigDecimal.ONE).multiply(MICROS_PER_DAY));
            return IntervalValue.of(
                    months.setScale(0, RoundingMode.DOWN).longValueExact(),
                    days.setScale(0, RoundingMode.DOWN).longValueExact(),
                    micros.setScale(0, RoundingMode.HALF_UP).longValueExact());
        } catch (ArithmeticException tooLong) {
            throw IntervalValue.outOfRange();
        }
    }

    private boolean readParts(String text, String unit) {
        Matcher number = NUMBER.matcher(text);
        if (!unit.isEmpty() && number.matches()) {
            return add(new BigDecimal(number.group(1)), unit);
        }
        Matcher yearsMonths = YEARS_MONTHS.matcher(text);
        int at = 0;
        if (yearsMonths.lookingAt()) {
            months = sign(yearsMonths.group(1))
                    .multiply(new BigDecimal(yearsMonths.group(2))
                            .multiply(BigDecimal.valueOf(12))
                            .add(new BigDecimal(yearsMonths.group(3))));
            at = yearsMonths.end();
        }
        while (at < text.length()) {
            Matcher part = PART.matcher(text).region(at, text.length());
            Matcher beforeClock = DAYS_BEFORE_CLOCK.matcher(text).region(at, text.length());
            if (part.lookingAt()) {
                if (!add(new BigDecimal(part.group(1)), part.group(2))) {
                    return false;
                }
                at = part.end();
            } else if (beforeClock.lookingAt()) {
                days = days.add(new BigDecimal(beforeClock.group(1)));
                at = beforeClock.end();
            } else {
                Matcher clock = CLOCK.matcher(text).region(at, text.length());
                if (!clock.matches()) {
                    return false;
                }
                readClock(clock, unit.equalsIgnoreCase("second"));
                at = text.length();
            }
        }
        return !text.isBlank();
    }

    private void readClock(Matcher clock, boolean ofSeconds) {
        boolean withoutSeconds = clock.group(4) == null;
        BigDecimal first = new BigDecimal(clock.group(2));
        BigDecimal second = new BigDecimal(clock.group(3));
        BigDecimal seconds = withoutSeconds && ofSeconds
                ? first.multiply(BigDecimal.valueOf(60)).add(second)
                : first.multiply(BigDecimal.valueOf(3600)).add(second.multiply(BigDecimal.valueOf(60)));
        BigDecimal all = withoutSeconds ? seconds : seconds.add(new BigDecimal(clock.group(4)));
        micros = micros.add(sign(clock.group(1)).multiply(all).multiply(MICROS_PER_SECOND));
    }

    private boolean readIso(String text) {
        int time = text.indexOf('T');
        String date = time < 0 ? text.substring(1) : text.substring(1, time);
        String clock = time < 0 ? "" : text.substring(time + 1);
        boolean some = !date.isEmpty() || !clock.isEmpty();
        return some && readIsoParts(date, "YMWD") && readIsoParts(clock, "HMS");
    }

    private boolean readIsoParts(String text, String letters) {
        Matcher part = ISO_PART.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!part.find(at)
                    || part.start() != at
                    || letters.indexOf(part.group(2).charAt(0)) < 0) {
                return false;
            }
            boolean minutes = letters.startsWith("H") && part.group(2).equals("M");
            String unit = part.group(2).equals("M") && !minutes ? "month" : part.group(2);
            add(new BigDecimal(part.group(1)), unit);
            at = part.end();
        }
        return true;
    }

    private static BigDecimal sign(String text) {
        return text.equals("-") ? BigDecimal.ONE.negate() : BigDecimal.ONE;
    }

    /// Adds so many of a unit; answers false where there is no such unit.
    private boolean add(BigDecimal number, String unit) {
        String lower = unit.toLowerCase(Locale.ROOT);
        String singular = lower.endsWith("s") && lower.length() > 2 ? lower.substring(0, lower.length() - 1) : lower;
        switch (singular) {
            case "millennium", "millennia", "mil" -> addMonths(number, 12_000);
            case "century", "centurie" -> addMonths(number, 1_200);
            case "decade", "dec" -> addMonths(number, 120);
            case "year", "yr", "y" -> addMonths(number, 12);
            case "quarter" -> addMonths(number, 3);
            case "month", "mon" -> addMonths(number, 1);
            case "week", "w" -> days = days.add(number.multiply(BigDecimal.valueOf(7)));
            case "day", "d" -> days = days.add(number);
            case "hour", "hr", "h" -> addMicros(number, 3_600_000_000L);
            case "minute", "min", "m" -> addMicros(number, 60_000_000);
            case "second", "sec", "s" -> addMicros(number, 1_000_000);
            case "millisecond", "msec", "ms" -> addMicros(number, 1_000);
            case "microsecond", "usec", "us" -> addMicros(number, 1);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void addMonths(BigDecimal number, long each) {
        months = months.add(number.multiply(BigDecimal.valueOf(each)));
    }

    private void addMicros(BigDecimal number, long each) {
        micros = micros.add(number.multiply(BigDecimal.valueOf(each)));
    }

    /// Writes an interval.
    public static String of(IntervalValue value) {
        StringBuilder out = new StringBuilder();
        append(out, value.months() / 12, "year");
        append(out, value.months() % 12, "month");
        append(out, value.days(), "day");
        if (value.micros() != 0 || out.isEmpty()) {
            out.append(out.isEmpty() ? "" : " ");
            appendTime(out, value.micros());
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int number, String unit) {
        if (number != 0) {
            out.append(out.isEmpty() ? "" : " ").append(number).append(' ').append(unit);
            out.append(Math.abs(number) == 1 ? "" : "s");
        }
    }

    private static void appendTime(StringBuilder out, long micros) {
        BigDecimal seconds = BigDecimal.valueOf(micros, 6).abs();
        long whole = seconds.longValue();
        out.append(micros < 0 ? "-" : "");
        two(out, whole / 3600).append(':');
        two(out, whole / 60 % 60).append(':');
        two(out, whole % 60);
        BigDecimal fraction = seconds.remainder(BigDecimal.ONE);
        if (fraction.signum() != 0) {
            out.append(
                    fraction.stripTrailingZeros().toPlainString(),
                    1,
                    fraction.stripTrailingZeros().scale() + 2);
        }
    }

    private static StringBuilder two(StringBuilder out, long value) {
        return value < 10 ? out.append('0').append(value) : out.append(value);
    }
}
