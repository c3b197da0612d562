package org.almagest.sql.bind;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;

/// The arguments of aggregates that must be the same for all groups.
final class ConstantArguments {
    private final ExpressionBinder expressions;

    ConstantArguments(ExpressionBinder expressions) {
        this.expressions = expressions;
    }

    /// Answers a share between 0 and 1.
    double share(org.almagest.sql.ast.Expression syntax) {
        double share = number(syntax, "the share");
        if (share >= 0 && share <= 1) {
            return share;
        }
        throw outOfRange("the share must lie between 0 and 1", syntax);
    }

    /// Answers a finite number; `what` stands in the message of a refusal.
    double finite(org.almagest.sql.ast.Expression syntax, String what) {
        double number = number(syntax, what);
        if (Double.isFinite(number)) {
            return number;
        }
        throw outOfRange(what + " must be a finite number", syntax);
    }

    /// Answers a number of things between 1 and `most`.
    int count(org.almagest.sql.ast.Expression syntax, String what, int most) {
        double number = number(syntax, what);
        if (number >= 1 && number <= most && number == Math.rint(number)) {
            return (int) number;
        }
        throw outOfRange(what + " must be a whole number from 1 to " + most, syntax);
    }

    /// Answers a text; NULL is an empty one.
    String text(org.almagest.sql.ast.Expression syntax, String what) {
        Expression bound = expressions.bind(syntax);
        boolean text = bound.type() == ScalarType.VARCHAR || bound.type() == ScalarType.NULL;
        if (!text || !Constants.isConstant(bound)) {
            throw unlike(what + " must be a text", syntax);
        }
        return switch (Constants.evaluate(bound)) {
            case Value.OfText(var value) -> value;
            default -> "";
        };
    }

    private double number(org.almagest.sql.ast.Expression syntax, String what) {
        Expression bound = expressions.bind(syntax);
        if (!bound.type().isNumeric() || !Constants.isConstant(bound)) {
            throw unlike(what + " must be a number", syntax);
        }
        Value value = Constants.evaluate(Typing.coerce(bound, ScalarType.DOUBLE, syntax.span()));
        return value instanceof Value.OfDouble(double number) ? number : Double.NaN;
    }

    private static AlmagestException unlike(String what, org.almagest.sql.ast.Expression syntax) {
        return AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, what + " that is the same for all groups")
                .at(syntax.span().start());
    }

    private static AlmagestException outOfRange(String what, org.almagest.sql.ast.Expression syntax) {
        return AlmagestException.of(SqlState.NUMERIC_OUT_OF_RANGE, what)
                .at(syntax.span().start());
    }
}
