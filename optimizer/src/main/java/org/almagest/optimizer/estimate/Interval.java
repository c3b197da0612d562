package org.almagest.optimizer.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate.Range;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;

/// The least and the greatest value that a numeric expression can have, from the bounds of its
/// columns. NULL and NaN are not covered: who uses an interval thinks of them.
///
/// The ends are doubles. DOUBLE arithmetic is monotone, so computing with the ends as with any
/// value bounds it exactly; results in REAL are widened by one float, those of integers by one
/// double where they may exceed what a double holds exactly, and decimals by one double always.
public record Interval(double low, double high) {
    /// Up to here every integer is a double.
    private static final double MOST_EXACT = 1L << 53;

    private static final double MOST_COUNTABLE = 1e15;

    /// Answers the bounds of an expression, where they are known.
    public static Optional<Interval> of(Expression expression, KnownColumns known) {
        Optional<Interval> bounds = switch (expression) {
            case Expression.ColumnRef ref ->
                known.statistics(ref.index())
                        .flatMap(s -> of(s, ref.type()))
                        .or(() -> known.definition(ref.index()).flatMap(definition -> of(definition, known)));
            case Expression.Literal literal -> number(literal.value(), literal.type());
            case Expression.Cast cast
            when isNumber(cast.input().type()) -> of(cast.input(), known).flatMap(input -> input.cast(cast.type()));
            case Expression.Call call -> call(call, known);
            default -> Optional.empty();
        };
        return bounds.filter(interval -> interval.low <= interval.high);
    }

    /// Answers the integers of the interval, if they are few enough to count.
    public Optional<Range> integers() {
        boolean countable = Math.abs(low) < MOST_COUNTABLE && Math.abs(high) < MOST_COUNTABLE;
        return countable ? Optional.of(new Range((long) Math.floor(low), (long) Math.ceil(high))) : Optional.empty();
    }

    private static boolean isNumber(DataType type) {
        return type.isInteger() || type.isFloating() || type instanceof DecimalType;
    }

    private static Optional<Interval> of(ColumnStatistics statistics, DataType type) {
        Optional<Interval> low = statistics.min().flatMap(value -> number(value, type));
        Optional<Interval> high = statistics.max().flatMap(value -> number(value, type));
        return low.flatMap(from -> high.map(to -> new Interval(from.low, to.high)));
    }

    private static Optional<Interval> number(Value value, DataType type) {
        boolean plain = isNumber(type) && type != ScalarType.UBIGINT;
        return switch (value) {
            case Value.OfLong(long unscaled)
            when type instanceof DecimalType decimal -> Optional.of(ofDecimal(unscaled, decimal));
            case Value.OfHuge(var unscaled)
            when type instanceof DecimalType decimal -> Optional.of(ofDecimal(unscaled.doubleValue(), decimal));
            case Value.OfLong(long exact) when plain -> Optional.of(new Interval(exact, exact).ofIntegers());
            case Value.OfDouble(double real) when Double.isFinite(real) -> Optional.of(new Interval(real, real));
            default -> Optional.empty();
        };
    }

    /// Two roundings, of the unscaled value and of the quotient, stay within two doubles.
    private static Interval ofDecimal(double unscaled, DecimalType type) {
        double value = unscaled / Math.pow(10, type.scale());
        return new Interval(Math.nextDown(Math.nextDown(value)), Math.nextUp(Math.nextUp(value)));
    }

    /// A cast to an integer or a decimal rounds to one of the two neighbours, whichever: up or down.
    private Optional<Interval> cast(DataType type) {
        if (type instanceof DecimalType decimal) {
            double unit = Math.pow(10, -decimal.scale());
            return Optional.of(new Interval(low - unit, high + unit).rounded(type));
        }
        if (type.isInteger()) {
            return Optional.of(new Interval(Math.floor(low), Math.ceil(high)));
        }
        return type.isFloating() ? Optional.of(rounded(type)) : Optional.empty();
    }

    /// Answers the interval of results that are rounded to a type.
    private Interval rounded(DataType type) {
        if (type == ScalarType.REAL) {
            return new Interval(Math.nextDown((float) low), Math.nextUp((float) high));
        }
        if (type instanceof DecimalType) {
            return new Interval(Math.nextDown(low), Math.nextUp(high));
        }
        return type.isInteger() ? ofIntegers() : this;
    }

    private Interval ofIntegers() {
        return new Interval(
                Math.abs(low) <= MOST_EXACT ? low : Math.nextDown(low),
                Math.abs(high) <= MOST_EXACT ? high : Math.nextUp(high));
    }

    private boolean isExact() {
        return Math.abs(low) <= MOST_EXACT && Math.abs(high) <= MOST_EXACT;
    }

    private static Optional<Interval> call(Expression.Call call, KnownColumns known) {
        List<Interval> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            of(argument, known).ifPresent(arguments::add);
        }
        if (arguments.size() < call.arguments().size() || !isNumber(call.type())) {
            return Optional.empty();
        }
        return switch (arguments.size()) {
            case 1 -> unary(call.function().name(), arguments.getFirst());
            case 2 -> binary(call, arguments.get(0), arguments.get(1)).map(i -> i.rounded(call.type()));
            default -> Optional.empty();
        };
    }

    /// None of these rounds.
    private static Optional<Interval> unary(String name, Interval a) {
        return switch (name) {
            case "floor" -> Optional.of(new Interval(Math.floor(a.low), Math.floor(a.high)));
            case "ceil", "ceiling" -> Optional.of(new Interval(Math.ceil(a.low), Math.ceil(a.high)));
            case "round", "trunc" -> Optional.of(new Interval(Math.floor(a.low), Math.ceil(a.high)));
            case "neg" -> Optional.of(new Interval(-a.high, -a.low));
            case "abs" -> {
                boolean crossesZero = a.low <= 0 && a.high >= 0;
                yield Optional.of(new Interval(
                        crossesZero ? 0 : Math.min(Math.abs(a.low), Math.abs(a.high)),
                        Math.max(Math.abs(a.low), Math.abs(a.high))));
            }
            default -> Optional.empty();
        };
    }

    private static Optional<Interval> binary(Expression.Call call, Interval a, Interval b) {
        return switch (call.function().name()) {
            case "+" -> Optional.of(new Interval(a.low + b.low, a.high + b.high));
            case "-" -> Optional.of(new Interval(a.low - b.high, a.high - b.low));
            case "*" -> Optional.of(hull(a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high));
            case "/" -> quotient(a, b).map(q -> call.type().isInteger() ? truncated(q, a) : q);
            case "//" -> quotient(a, b).map(q -> truncated(q, a));
            case ">>" -> shifted(a, b);
            case "%" -> Optional.of(remainder(a, b, call.type().isInteger()));
            default -> Optional.empty();
        };
    }

    /// Only by a constant: a divisor that comes near zero bounds nothing.
    private static Optional<Interval> quotient(Interval a, Interval b) {
        return b.low == b.high && b.low != 0 ? Optional.of(hull(a.low / b.low, a.high / b.low)) : Optional.empty();
    }

    /// Cuts the fractions off; a dividend beyond exact doubles may have been rounded to the next
    /// whole quotient.
    private static Interval truncated(Interval quotient, Interval dividend) {
        double slack = dividend.isExact() ? 0 : 1;
        return new Interval(truncate(quotient.low) - slack, truncate(quotient.high) + slack);
    }

    private static double truncate(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    private static Optional<Interval> shifted(Interval a, Interval places) {
        boolean known = places.low == places.high && places.low >= 0 && places.low < Long.SIZE;
        return known
                ? Optional.of(new Interval(
                        Math.floor(Math.scalb(a.low, -(int) places.low)),
                        Math.floor(Math.scalb(a.high, -(int) places.low))))
                : Optional.empty();
    }

    /// A remainder has the dividend's sign, is not greater than it and smaller than the divisor.
    private static Interval remainder(Interval a, Interval b, boolean integer) {
        double reach = Math.max(Math.abs(b.low), Math.abs(b.high)) - (integer ? 1 : 0);
        return new Interval(a.low < 0 ? Math.max(a.low, -reach) : 0, a.high > 0 ? Math.min(a.high, reach) : 0);
    }

    private static Interval hull(double... ends) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double end : ends) {
            low = Math.min(low, end);
            high = Math.max(high, end);
        }
        return new Interval(low, high);
    }
}
