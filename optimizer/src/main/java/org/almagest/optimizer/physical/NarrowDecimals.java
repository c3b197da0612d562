package org.almagest.optimizer.physical;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.AggregateFunction.Kind;
import org.almagest.exec.function.NarrowArithmetic;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.estimate.Interval;
import org.almagest.optimizer.estimate.KnownColumns;
import org.almagest.optimizer.logical.LogicalPlan;

/// Decimals that have more digits by their type than by their values are computed in 64 bits: the
/// bounds of the columns tell how many digits a product or a sum can have.
///
/// ```text
/// sum(price * (1 - discount))       DECIMAL(15,2) * DECIMAL(16,2) is DECIMAL(31,4), in 128 bits
/// sum(price * (1 - discount))       in DECIMAL(18,4), where prices are below 10^12, say
/// ```
///
/// The type of an expression stays: a conversion to it is left around what is computed narrowly, and
/// taken away where nobody looks at it (conversions to DOUBLE, sums and counts).
final class NarrowDecimals {
    /// What a decimal in 64 bits holds for sure, rounding of bounds included.
    private static final double MOST = 0.99e18;

    private final KnownColumns known;
    private final Map<Integer, DecimalType> kept = new HashMap<>();

    NarrowDecimals(KnownColumns known) {
        this.known = known;
    }

    /// Answers an assignment of the same values, whose column is kept in 64 bits where it can be; who
    /// names it afterwards gets it so (`ColumnMap` converts it for the others).
    LogicalPlan.Assignment rewrite(LogicalPlan.Assignment assignment) {
        LogicalPlan.Column column = assignment.column();
        Expression expression = shortest(assignment.expression());
        if (expression.type() instanceof DecimalType type && !type.equals(column.type())) {
            kept.put(column.number(), type);
            column = new LogicalPlan.Column(column.number(), column.name(), type);
        }
        return new LogicalPlan.Assignment(column, expression);
    }

    /// Answers an expression of the same type and values.
    Expression rewrite(Expression expression) {
        if (isWide(expression.type())) {
            Optional<Expression> narrow = narrow(expression);
            if (narrow.isPresent()) {
                return new Expression.Cast(narrow.get(), expression.type(), false);
            }
        }
        return absorb(expression.mapChildren(this::rewrite));
    }

    /// Answers an expression of the same values, in 64 bits where it can be: for who takes both.
    Expression shortest(Expression expression) {
        Expression rewritten = rewrite(expression);
        return isWidening(rewritten) ? ((Expression.Cast) rewritten).input() : rewritten;
    }

    /// Answers a call that gives the same, of a shorter argument where it takes one.
    AggregateCall rewrite(AggregateCall call) {
        List<Expression> arguments =
                call.arguments().stream().map(this::rewrite).toList();
        Optional<Expression> filter = call.filter().map(this::rewrite);
        if (arguments.size() == 1
                && isWidening(arguments.getFirst())
                && takesAny(call.function().kind())) {
            Expression input = ((Expression.Cast) arguments.getFirst()).input();
            AggregateFunction function = new AggregateFunction(
                    call.function().kind(),
                    List.of(input.type()),
                    call.function().resultType());
            return new AggregateCall(function, List.of(input), call.distinct(), filter);
        }
        return new AggregateCall(call.function(), arguments, call.distinct(), filter);
    }

    private static boolean takesAny(Kind kind) {
        return kind == Kind.SUM || kind == Kind.AVG || kind == Kind.COUNT;
    }

    private static boolean isWide(DataType type) {
        return type instanceof DecimalType && type.physical() == PhysicalType.HUGE;
    }

    /// Answers whether an expression only gives a decimal of 64 bits more digits before the point.
    private static boolean isWidening(Expression expression) {
        return expression instanceof Expression.Cast(var input, DecimalType wide, boolean orNull, var place)
                && isWide(wide)
                && input.type() instanceof DecimalType narrow
                && narrow.physical() == PhysicalType.LONG
                && narrow.scale() == wide.scale();
    }

    /// A widened decimal converts to a float as the short one does.
    private static Expression absorb(Expression expression) {
        return expression instanceof Expression.Cast(Expression.Cast inner, var type, boolean orNull, var place)
                        && type.isFloating()
                        && isWidening(inner)
                ? new Expression.Cast(inner.input(), type, orNull, place)
                : expression;
    }

    /// Answers the values of a wide decimal in 64 bits with the same scale, where they fit.
    private Optional<Expression> narrow(Expression expression) {
        DecimalType wide = (DecimalType) expression.type();
        if (wide.scale() > DecimalType.MAX_LONG_PRECISION) {
            return Optional.empty();
        }
        DecimalType narrow = new DecimalType(DecimalType.MAX_LONG_PRECISION, wide.scale());
        return switch (expression) {
            case Expression.Literal(Value.OfHuge(BigInteger value), var type) ->
                value.abs().doubleValue() < MOST
                        ? Optional.of(new Expression.Literal(Value.of(value.longValueExact()), narrow))
                        : Optional.empty();
            case Expression.Literal(Value.Null nothing, var type) ->
                Optional.of(new Expression.Literal(nothing, narrow));
            case Expression.ColumnRef ref ->
                Optional.ofNullable(kept.get(ref.index())).map(type -> new Expression.ColumnRef(ref.index(), type));
            case Expression.Cast cast -> cast(cast, narrow);
            case Expression.Call call -> fits(call, wide) ? call(call, narrow) : Optional.empty();
            case Expression.Case choice -> choice(choice, narrow);
            default -> Optional.empty();
        };
    }

    /// Answers the values of an operand of the type that is asked for, whose values fit.
    private Optional<Expression> operand(Expression expression, DecimalType narrow) {
        if (isWide(expression.type())) {
            return narrow(expression).filter(found -> found.type().equals(narrow));
        }
        return Optional.of(rewrite(expression));
    }

    private Optional<Expression> cast(Expression.Cast cast, DecimalType narrow) {
        boolean exact = cast.input().type().isInteger() || cast.input().type() instanceof DecimalType;
        if (cast.orNull() || !exact || !fits(cast, narrow)) {
            return Optional.empty();
        }
        Expression input = shortest(cast.input());
        return Optional.of(input.type().equals(narrow) ? input : new Expression.Cast(input, narrow, false));
    }

    private Optional<Expression> call(Expression.Call call, DecimalType narrow) {
        if (call.arguments().size() != 2) {
            return Optional.empty();
        }
        Expression left = call.arguments().get(0);
        Expression right = call.arguments().get(1);
        return switch (call.function().name()) {
            case "*" -> {
                Expression a = shortest(left);
                Expression b = shortest(right);
                yield isNarrow(a.type()) && isNarrow(b.type())
                        ? Optional.of(NarrowArithmetic.product(a, b, narrow))
                        : Optional.empty();
            }
            case "+" ->
                operand(left, narrow).flatMap(a -> operand(right, narrow).map(b -> NarrowArithmetic.sum(a, b, narrow)));
            case "-" ->
                operand(left, narrow)
                        .flatMap(a -> operand(right, narrow).map(b -> NarrowArithmetic.difference(a, b, narrow)));
            default -> Optional.empty();
        };
    }

    private Optional<Expression> choice(Expression.Case choice, DecimalType narrow) {
        List<Expression.Branch> branches = new ArrayList<>();
        for (Expression.Branch branch : choice.branches()) {
            Optional<Expression> result = operand(branch.result(), narrow);
            if (result.isEmpty()) {
                return Optional.empty();
            }
            branches.add(new Expression.Branch(rewrite(branch.condition()), result.get()));
        }
        return operand(choice.otherwise(), narrow).map(otherwise -> new Expression.Case(branches, otherwise, narrow));
    }

    private static boolean isNarrow(DataType type) {
        return type instanceof DecimalType && type.physical() == PhysicalType.LONG;
    }

    private boolean fits(Expression expression, DecimalType type) {
        double unit = Math.pow(10, type.scale());
        return Interval.of(expression, known)
                .filter(bounds -> bounds.high() * unit < MOST && bounds.low() * unit > -MOST)
                .isPresent();
    }
}
