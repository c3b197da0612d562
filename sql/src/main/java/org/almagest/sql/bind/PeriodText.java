package org.almagest.sql.bind;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.exec.plan.WindowFrame.Offset.Period;
import org.almagest.sql.ast.IntervalUnit;
import org.almagest.sql.ast.Literal;

/// Reads the text of an interval literal into months, days and microseconds.
///
/// ```text
/// INTERVAL '3' DAY    INTERVAL '1 day 2 hours'    INTERVAL '1 day 02:03:04.5'    INTERVAL '1-2' YEAR TO MONTH
/// ```
///
/// Fractions of months become days of 30, fractions of days hours, as in PostgreSQL.
final class PeriodText {
    private static final Pattern PART =
            Pattern.compile("\\s*([+-]?\\d+(?:\\.\\d*)?|[+-]?\\.\\d+)\\s*([a-z]+)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLOCK =
            Pattern.compile("\\s*([+-]?)(\\d+):(\\d{1,2})(?::(\\d{1,2}(?:\\.\\d+)?))?\\s*");
    private static final Pattern YEARS_MONTHS = Pattern.compile("\\s*([+-]?)(\\d+)-(\\d+)\\s*");
    private static final BigDecimal MICROS_PER_SECOND = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MICROS_PER_DAY = BigDecimal.valueOf(86_400_000_000L);
    private static final BigDecimal DAYS_PER_MONTH = BigDecimal.valueOf(30);

    private final Literal.IntervalLiteral literal;
    private BigDecimal months = BigDecimal.ZERO;
    private BigDecimal days = BigDecimal.ZERO;
    private BigDecimal micros = BigDecimal.ZERO;

    private PeriodText(Literal.IntervalLiteral literal) {
        this.literal = literal;
    }

    static Period read(Literal.IntervalLiteral literal) {
        return new PeriodText(literal).read();
    }

    private Period read() {
        try {
            readParts();
            days = days.add(months.remainder(BigDecimal.ONE).multiply(DAYS_PER_MONTH));
            micros = micros.add(days.remainder(BigDecimal.ONE).multiply(MICROS_PER_DAY));
            return new Period(
                    months.setScale(0, RoundingMode.DOWN).longValueExact(),
                    days.setScale(0, RoundingMode.DOWN).longValueExact(),
                    micros.setScale(0, RoundingMode.HALF_UP).longValueExact());
        } catch (ArithmeticException tooLong) {
            throw AlmagestException.of(SqlState.NUMERIC_OUT_OF_RANGE, "the interval is too long")
                    .at(literal.span().start());
        }
    }

    private void readParts() {
        String text = literal.text();
        Matcher yearsMonths = YEARS_MONTHS.matcher(text);
        if (yearsMonths.matches()) {
            BigDecimal sign = sign(yearsMonths.group(1));
            months = sign.multiply(new BigDecimal(yearsMonths.group(2))
                    .multiply(BigDecimal.valueOf(12))
                    .add(new BigDecimal(yearsMonths.group(3))));
            return;
        }
        if (literal.from().isPresent() && text.strip().matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)")) {
            IntervalUnit unit = literal.to().orElse(literal.from().get());
            add(new BigDecimal(text.strip()), unit);
            return;
        }
        int at = 0;
        while (at < text.length()) {
            Matcher part = PART.matcher(text).region(at, text.length());
            Matcher clock = CLOCK.matcher(text).region(at, text.length());
            if (part.lookingAt()) {
                add(new BigDecimal(part.group(1)), unit(part.group(2)).orElseThrow(this::unreadable));
                at = part.end();
            } else if (clock.lookingAt() && clock.end() == text.length()) {
                BigDecimal seconds = clock.group(4) == null ? BigDecimal.ZERO : new BigDecimal(clock.group(4));
                BigDecimal all = new BigDecimal(clock.group(2))
                        .multiply(BigDecimal.valueOf(3600))
                        .add(new BigDecimal(clock.group(3)).multiply(BigDecimal.valueOf(60)))
                        .add(seconds);
                micros = micros.add(sign(clock.group(1)).multiply(all).multiply(MICROS_PER_SECOND));
                at = clock.end();
            } else {
                throw unreadable();
            }
        }
        if (text.isBlank()) {
            throw unreadable();
        }
    }

    private static BigDecimal sign(String text) {
        return text.equals("-") ? BigDecimal.ONE.negate() : BigDecimal.ONE;
    }

    private AlmagestException unreadable() {
        return AlmagestException.of(SqlState.INVALID_DATETIME, "'" + literal.text() + "' is not an interval")
                .at(literal.span().start())
                .hint("write it as INTERVAL '1 day 2 hours' or INTERVAL '3' DAY");
    }

    private static Optional<IntervalUnit> unit(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String singular = lower.endsWith("s") && lower.length() > 2 ? lower.substring(0, lower.length() - 1) : lower;
        return switch (singular) {
            case "year", "yr", "y" -> Optional.of(IntervalUnit.YEAR);
            case "quarter" -> Optional.of(IntervalUnit.QUARTER);
            case "month", "mon" -> Optional.of(IntervalUnit.MONTH);
            case "week", "w" -> Optional.of(IntervalUnit.WEEK);
            case "day", "d" -> Optional.of(IntervalUnit.DAY);
            case "hour", "hr", "h" -> Optional.of(IntervalUnit.HOUR);
            case "minute", "min", "m" -> Optional.of(IntervalUnit.MINUTE);
            case "second", "sec", "s" -> Optional.of(IntervalUnit.SECOND);
            case "millisecond", "msec", "ms" -> Optional.of(IntervalUnit.MILLISECOND);
            case "microsecond", "usec", "us" -> Optional.of(IntervalUnit.MICROSECOND);
            default -> Optional.empty();
        };
    }

    private void add(BigDecimal number, IntervalUnit unit) {
        switch (unit) {
            case YEAR -> months = months.add(number.multiply(BigDecimal.valueOf(12)));
            case QUARTER -> months = months.add(number.multiply(BigDecimal.valueOf(3)));
            case MONTH -> months = months.add(number);
            case WEEK -> days = days.add(number.multiply(BigDecimal.valueOf(7)));
            case DAY -> days = days.add(number);
            case HOUR -> micros = micros.add(number.multiply(BigDecimal.valueOf(3_600_000_000L)));
            case MINUTE -> micros = micros.add(number.multiply(BigDecimal.valueOf(60_000_000)));
            case SECOND -> micros = micros.add(number.multiply(MICROS_PER_SECOND));
            case MILLISECOND -> micros = micros.add(number.multiply(BigDecimal.valueOf(1_000)));
            case MICROSECOND -> micros = micros.add(number);
        }
    }
}
