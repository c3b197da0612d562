package org.almagest.sql.bind;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.ast.Expression.Binary;
import org.almagest.sql.ast.Expression.BinaryOperator;
import org.almagest.sql.ast.IntervalUnit;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Span;

/// A span of time written out: months and microseconds, which are added apart, since months are of
/// different lengths. There is no such type; an interval stands beside `+` or `-` and a moment.
record Intervals(long months, long micros) {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final Pattern PART = Pattern.compile("\\s*([+-]?[0-9]+(?:\\.[0-9]+)?)\\s*([a-zA-Z]+)");
    private static final Pattern YEARS_AND_MONTHS = Pattern.compile("\\s*([+-]?)([0-9]+)-([0-9]+)\\s*");

    static Intervals of(Literal.IntervalLiteral literal) {
        try {
            if (literal.to().isPresent()) {
                return yearsToMonths(literal);
            }
            return literal.from().isPresent()
                    ? part(
                            new BigDecimal(literal.text().strip()),
                            literal.from().get())
                    : parts(literal.text(), literal.span());
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw unreadable(literal.span());
        }
    }

    private static AlmagestException unreadable(Span span) {
        return AlmagestException.of(SqlState.INVALID_DATETIME, "this is no interval")
                .at(span.start())
                .hint("write INTERVAL '3' MONTH, or INTERVAL '1 day 12 hours'");
    }

    private static Intervals yearsToMonths(Literal.IntervalLiteral literal) {
        boolean supported = literal.from().equals(Optional.of(IntervalUnit.YEAR))
                && literal.to().equals(Optional.of(IntervalUnit.MONTH));
        if (!supported) {
            throw ExpressionBinder.unsupported("an INTERVAL from one unit to another", literal.span());
        }
        Matcher matcher = YEARS_AND_MONTHS.matcher(literal.text());
        if (!matcher.matches()) {
            throw unreadable(literal.span());
        }
        long months = Math.addExact(
                Math.multiplyExact(Long.parseLong(matcher.group(2)), 12), Long.parseLong(matcher.group(3)));
        return new Intervals(matcher.group(1).equals("-") ? -months : months, 0);
    }

    private static Intervals parts(String text, Span span) {
        Matcher matcher = PART.matcher(text);
        Intervals sum = new Intervals(0, 0);
        int end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            Intervals part = part(new BigDecimal(matcher.group(1)), unit(matcher.group(2), span));
            sum = new Intervals(Math.addExact(sum.months, part.months), Math.addExact(sum.micros, part.micros));
            end = matcher.end();
        }
        if (end == 0 || !text.substring(end).isBlank()) {
            throw unreadable(span);
        }
        return sum;
    }

    private static IntervalUnit unit(String name, Span span) {
        String upper = name.toUpperCase(Locale.ROOT);
        String singular = upper.endsWith("S") ? upper.substring(0, upper.length() - 1) : upper;
        for (IntervalUnit unit : IntervalUnit.values()) {
            if (unit.name().equals(singular)) {
                return unit;
            }
        }
        throw unreadable(span);
    }

    private static Intervals part(BigDecimal number, IntervalUnit unit) {
        return switch (unit) {
            case YEAR -> new Intervals(whole(number, 12), 0);
            case QUARTER -> new Intervals(whole(number, 3), 0);
            case MONTH -> new Intervals(whole(number, 1), 0);
            case WEEK -> new Intervals(0, whole(number, 7 * MICROS_PER_DAY));
            case DAY -> new Intervals(0, whole(number, MICROS_PER_DAY));
            case HOUR -> new Intervals(0, whole(number, 3600 * MICROS_PER_SECOND));
            case MINUTE -> new Intervals(0, whole(number, 60 * MICROS_PER_SECOND));
            case SECOND -> new Intervals(0, whole(number, MICROS_PER_SECOND));
            case MILLISECOND -> new Intervals(0, whole(number, 1000));
            case MICROSECOND -> new Intervals(0, whole(number, 1));
        };
    }

    private static long whole(BigDecimal number, long unit) {
        return number.multiply(BigDecimal.valueOf(unit)).longValueExact();
    }

    /// Answers a date or timestamp plus (or minus) the interval: a timestamp.
    Expression add(Expression moment, Binary step, CallBinder calls) {
        boolean minus = step.operator() == BinaryOperator.SUBTRACT;
        boolean sum = minus || step.operator() == BinaryOperator.ADD;
        boolean zoned = moment.type() == ScalarType.TIMESTAMPTZ;
        boolean moves = moment.type() == ScalarType.DATE || moment.type() == ScalarType.TIMESTAMP || zoned;
        if (!sum || !moves) {
            throw AlmagestException.of(
                            SqlState.UNDEFINED_FUNCTION,
                            "an INTERVAL is added to or subtracted from a date or timestamp, not "
                                    + moment.type().sqlName() + " "
                                    + step.operator().symbol())
                    .at(step.right().span().start());
        }
        Expression result = Typing.coerce(moment, zoned ? ScalarType.TIMESTAMPTZ : ScalarType.TIMESTAMP, step.span());
        int sign = minus ? -1 : 1;
        if (months != 0) {
            result = calls.function("add_months", List.of(result, literal(sign * months)), step.span());
        }
        if (micros != 0) {
            result = calls.function("add_microseconds", List.of(result, literal(sign * micros)), step.span());
        }
        return Constants.isConstant(result)
                ? new Expression.Literal(Constants.evaluate(result), result.type())
                : result;
    }

    private static Expression literal(long value) {
        return new Expression.Literal(Value.of(value), ScalarType.BIGINT);
    }

    /// Answers a timestamp written out as its day where that is the same beside a date: conditions
    /// on the date alone are the scan's.
    static Expression dayBeside(Expression expression, Expression beside) {
        boolean day = beside.type() == ScalarType.DATE
                && !(beside instanceof Expression.Literal)
                && expression instanceof Expression.Literal(Value.OfLong(long micros), var type)
                && type == ScalarType.TIMESTAMP
                && Math.floorMod(micros, MICROS_PER_DAY) == 0;
        return day ? Typing.convertLiteral((Expression.Literal) expression, ScalarType.DATE, Span.NONE) : expression;
    }
}
