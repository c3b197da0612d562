package org.almagest.sql.bind;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.IntervalText;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.Functions;
import org.almagest.exec.function.IntervalFunctions;
import org.almagest.exec.function.ScalarFunction;
import org.almagest.sql.ast.IntervalUnit;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Span;

/// Intervals in statements: their literals, and how they and moments are compared.
final class Intervals {
    private Intervals() {}

    /// Reads `INTERVAL '3' DAY`, `INTERVAL '1 day 2 hours'`, `INTERVAL '1-2' YEAR TO MONTH`, `INTERVAL
    /// '1 02:03:04' DAY TO SECOND`.
    static IntervalValue read(Literal.IntervalLiteral literal) {
        String unit = literal.to().or(literal::from).map(IntervalUnit::name).orElse("");
        try {
            return IntervalText.read(literal.text(), unit)
                    .orElseThrow(() -> AlmagestException.of(
                                    SqlState.INVALID_DATETIME, "'" + literal.text() + "' is no interval")
                            .hint("write INTERVAL '3' MONTH, or INTERVAL '1 day 12 hours'"));
        } catch (AlmagestException wrong) {
            throw wrong.at(literal.span().start());
        }
    }

    static Expression literal(Literal.IntervalLiteral literal) {
        return new Expression.Literal(Value.of(read(literal).number()), ScalarType.INTERVAL);
    }

    /// Answers a moment that is a constant plus or minus an interval as a constant, which conditions
    /// then hand to scans; anything else as it is.
    static Expression folded(Expression sum, Expression left, Expression right) {
        boolean moved = left.type() == ScalarType.INTERVAL || right.type() == ScalarType.INTERVAL;
        boolean moment = sum.type() == ScalarType.TIMESTAMP || sum.type() == ScalarType.TIMESTAMPTZ;
        return moved && moment && Constants.isConstant(sum)
                ? new Expression.Literal(Constants.evaluate(sum), sum.type())
                : sum;
    }

    /// Answers what is compared in place of an interval: its length, since 1 month equals 30 days;
    /// anything else as it is.
    static Expression comparable(Expression expression) {
        if (expression.type() != ScalarType.INTERVAL) {
            return expression;
        }
        ScalarFunction length = Functions.BUILT_IN
                .scalar(IntervalFunctions.LENGTH, List.<DataType>of(ScalarType.INTERVAL))
                .orElseThrow();
        return new Expression.Call(length, List.of(expression), length.resultType());
    }

    /// Answers the interval that a constant is; empty where it is NULL or something else.
    static Optional<IntervalValue> constant(Expression expression) {
        return expression.type() == ScalarType.INTERVAL
                        && Constants.evaluate(expression) instanceof Value.OfHuge(var number)
                ? Optional.of(IntervalValue.ofNumber(number))
                : Optional.empty();
    }

    /// Answers a timestamp written out as its day where that is the same beside a date: conditions
    /// on the date alone are the scan's.
    static Expression dayBeside(Expression expression, Expression beside) {
        boolean day = beside.type() == ScalarType.DATE
                && !(beside instanceof Expression.Literal)
                && expression instanceof Expression.Literal(Value.OfLong(long micros), var type)
                && type == ScalarType.TIMESTAMP
                && Math.floorMod(micros, IntervalValue.MICROS_PER_DAY) == 0;
        return day ? Typing.convertLiteral((Expression.Literal) expression, ScalarType.DATE, Span.NONE) : expression;
    }
}
