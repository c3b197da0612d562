package org.almagest.optimizer.estimate;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate.Range;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;

/// The least and the greatest value that a numeric expression can have, from the bounds of its
/// columns; what the bounds do not cover (NaN) is the user's of the interval to think of.
/// Arithmetic on the ends is rounded outwards by one unit where it may round.
public record Interval(double low, double high) {
    /// Answers the bounds of an expression, where they are known.
    public static Optional<Interval> of(Expression expression, KnownColumns known) {
        return switch (expression) {
            case Expression.ColumnRef ref -> known.statistics(ref.index()).flatMap(s -> of(s, ref.type()));
            case Expression.Literal literal ->
                number(literal.value(), literal.type()).map(v -> new Interval(v, v));
            case Expression.Cast cast
            when cast.type().isInteger() && numeric(cast.input().type()) ->
                of(cast.input(), known).map(i -> new Interval(Math.rint(i.low) - 1, Math.rint(i.high) + 1));
            case Expression.Cast cast
            when cast.type().isFloating() && numeric(cast.input().type()) ->
                of(cast.input(), known).map(Interval::outwards);
            case Expression.Call call -> call(call, known);
            default -> Optional.empty();
        };
    }

    /// Answers the integers of the interval, if they are few enough to count.
    public Optional<Range> integers() {
        boolean countable = Math.abs(low) < 1e15 && Math.abs(high) < 1e15 && low <= high;
        return countable ? Optional.of(new Range((long) Math.floor(low), (long) Math.ceil(high))) : Optional.empty();
    }

    private static boolean numeric(DataType type) {
        return type.isInteger() || type.isFloating();
    }

    private static Optional<Interval> of(ColumnStatistics statistics, DataType type) {
        Optional<Double> low = statistics.min().flatMap(value -> number(value, type));
        Optional<Double> high = statistics.max().flatMap(value -> number(value, type));
        return low.isPresent() && high.isPresent()
                ? Optional.of(new Interval(low.get(), high.get()))
                : Optional.empty();
    }

    private static Optional<Double> number(Value value, DataType type) {
        boolean plain = numeric(type) && type != ScalarType.UBIGINT;
        return switch (value) {
            case Value.OfLong(long exact) when plain -> Optional.of((double) exact);
            case Value.OfDouble(double real) when Double.isFinite(real) -> Optional.of(real);
            default -> Optional.empty();
        };
    }

    private Interval outwards() {
        return new Interval(Math.nextDown((float) low), Math.nextUp((float) high));
    }

    private static Optional<Interval> call(Expression.Call call, KnownColumns known) {
        List<Optional<Interval>> arguments =
                call.arguments().stream().map(argument -> of(argument, known)).toList();
        if (arguments.stream().anyMatch(Optional::isEmpty) || arguments.isEmpty()) {
            return Optional.empty();
        }
        Interval a = arguments.getFirst().orElseThrow();
        if (arguments.size() == 1) {
            return unary(call.function().name(), a);
        }
        return arguments.size() == 2
                ? binary(call.function().name(), a, arguments.get(1).orElseThrow())
                        .map(i -> call.type() == ScalarType.REAL ? i.outwards() : i)
                : Optional.empty();
    }

    private static Optional<Interval> unary(String name, Interval a) {
        return switch (name) {
            case "floor" -> Optional.of(new Interval(Math.floor(a.low), Math.floor(a.high)));
            case "ceil", "ceiling" -> Optional.of(new Interval(Math.ceil(a.low), Math.ceil(a.high)));
            case "round" -> Optional.of(new Interval(Math.floor(a.low), Math.ceil(a.high)));
            case "neg" -> Optional.of(new Interval(-a.high, -a.low));
            case "abs" ->
                Optional.of(new Interval(
                        a.low <= 0 && a.high >= 0 ? 0 : Math.min(Math.abs(a.low), Math.abs(a.high)),
                        Math.max(Math.abs(a.low), Math.abs(a.high))));
            default -> Optional.empty();
        };
    }

    private static Optional<Interval> binary(String name, Interval a, Interval b) {
        boolean constant = b.low == b.high;
        return switch (name) {
            case "+" -> Optional.of(new Interval(a.low + b.low, a.high + b.high));
            case "-" -> Optional.of(new Interval(a.low - b.high, a.high - b.low));
            case "*" -> Optional.of(hull(a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high));
            case "/", "//" ->
                constant && b.low != 0 ? Optional.of(hull(a.low / b.low, a.high / b.low)) : Optional.empty();
            case ">>" ->
                constant && b.low >= 0 && b.low < 64
                        ? Optional.of(
                                hull(Math.floor(Math.scalb(a.low, -(int) b.low)), Math.ceil(Math.scalb(a.high, -(int)
                                        b.low))))
                        : Optional.empty();
            case "%" -> {
                double reach = Math.max(Math.abs(b.low), Math.abs(b.high));
                yield Optional.of(new Interval(a.low < 0 ? -reach : 0, a.high > 0 ? reach : 0));
            }
            default -> Optional.empty();
        };
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
