package org.almagest.optimizer.rule.group;

import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.estimate.Interval;
import org.almagest.optimizer.estimate.KnownColumns;

/// Whether aggregates can be taken of rows that a query may not ask for: sums and products of
/// columns whose bounds show that everything fits its type.
final class NeverFails {
    private static final Set<String> OPERATORS = Set.of("+", "-", "*");

    /// Nothing has so many rows.
    private static final double MOST_ROWS = 1e10;

    /// A sum of integers or decimals that is only divided has room for so much, unscaled.
    private static final double MOST_SUM = 1e38;

    /// Bounds are rounded.
    private static final double CERTAIN = 0.99;

    private final KnownColumns known;

    NeverFails(KnownColumns known) {
        this.known = known;
    }

    boolean test(AggregateCall call) {
        boolean harmless = call.arguments().stream().allMatch(this::test);
        return switch (call.function().kind()) {
            case COUNT_STAR, COUNT, MIN, MAX -> harmless;
            case SUM, AVG -> harmless && sumFits(call);
            default -> false;
        };
    }

    private boolean sumFits(AggregateCall call) {
        Expression argument = call.arguments().getFirst();
        DataType result = call.function().resultType();
        if (argument.type().isFloating()) {
            return true;
        }
        double scale = argument.type() instanceof DecimalType decimal ? Math.pow(10, decimal.scale()) : 1;
        double most = result.isFloating() ? MOST_SUM / scale : limit(result);
        return reach(argument).filter(reach -> reach * MOST_ROWS < most).isPresent();
    }

    private boolean test(Expression expression) {
        return switch (expression) {
            case Expression.ColumnRef _, Expression.Literal _ -> true;
            case Expression.Cast cast ->
                test(cast.input())
                        && (cast.type().isFloating()
                                ? cast.input().type().isNumeric()
                                : !cast.input().type().isFloating() && fits(cast));
            case Expression.Call call ->
                OPERATORS.contains(call.function().name())
                        && call.arguments().stream().allMatch(this::test)
                        && (call.type().isFloating() || fits(call));
            default -> false;
        };
    }

    private boolean fits(Expression expression) {
        return reach(expression)
                .filter(reach -> reach < limit(expression.type()))
                .isPresent();
    }

    /// Answers how far from zero an expression's values can be.
    private Optional<Double> reach(Expression expression) {
        return Interval.of(expression, known)
                .map(interval -> Math.max(Math.abs(interval.low()), Math.abs(interval.high())));
    }

    /// Answers what values of a type may reach, 0 where they are not numbers.
    private static double limit(DataType type) {
        if (type instanceof DecimalType decimal) {
            return CERTAIN * Math.pow(10, decimal.precision() - decimal.scale());
        }
        boolean signed = type instanceof ScalarType scalar && scalar.isInteger() && scalar != ScalarType.UBIGINT;
        return signed ? CERTAIN * Math.pow(2, ((ScalarType) type).integerBits() - 1.0) : 0;
    }
}
