package org.almagest.sql.bind;

import java.util.List;
import java.util.Optional;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Expression.FunctionCall;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Predicate;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Span;

/// Aggregates that others say in more words.
///
/// ```text
/// count_if(c)           count(CASE WHEN c THEN TRUE END)
/// geomean(x)            exp(avg(ln(x)))
/// weighted_avg(x, w)    sum(x * w) / sum(CASE WHEN x IS NOT NULL THEN w END)
/// ```
///
/// FILTER, DISTINCT and OVER go to the aggregates inside.
final class AggregateShorthands {
    private AggregateShorthands() {}

    /// Answers the longer form of a call, where there is one.
    static Optional<Expression> expand(String name, FunctionCall call) {
        List<Expression> arguments = call.arguments();
        return switch (name) {
            case "count_if", "countif" ->
                arguments.size() == 1 ? Optional.of(countIf(arguments.getFirst(), call)) : Optional.empty();
            case "geomean", "geometric_mean" ->
                arguments.size() == 1
                        ? Optional.of(plain(
                                "exp", List.of(inside("avg", plain("ln", arguments, call.span()), call)), call.span()))
                        : Optional.empty();
            case "weighted_avg", "wavg" -> arguments.size() == 2 ? Optional.of(weighted(call)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Expression countIf(Expression condition, FunctionCall call) {
        return inside("count", where(condition, new Literal.BooleanLiteral(true, call.span()), call.span()), call);
    }

    /// Dividing is done in DOUBLE.
    private static Expression weighted(FunctionCall call) {
        Span span = call.span();
        Expression value = call.arguments().get(0);
        Expression weight = call.arguments().get(1);
        Expression product = times(times(value, weight, span), new Literal.DoubleLiteral(1, span), span);
        Expression counting = where(new Predicate.IsNull(value, true, span), weight, span);
        return new Expression.Binary(
                Expression.BinaryOperator.DIVIDE, inside("sum", product, call), inside("sum", counting, call), span);
    }

    private static Expression times(Expression left, Expression right, Span span) {
        return new Expression.Binary(Expression.BinaryOperator.MULTIPLY, left, right, span);
    }

    private static Expression where(Expression condition, Expression value, Span span) {
        return new Expression.Case(
                Optional.empty(), List.of(new Expression.When(condition, value, span)), Optional.empty(), span);
    }

    private static Expression plain(String name, List<Expression> arguments, Span span) {
        return FunctionCall.of(named(name, span), arguments, span);
    }

    private static Expression inside(String name, Expression argument, FunctionCall call) {
        return new FunctionCall(
                named(name, call.span()),
                List.of(argument),
                false,
                call.distinct(),
                call.orderBy(),
                call.withinGroup(),
                call.filter(),
                call.nullTreatment(),
                call.over(),
                call.span());
    }

    private static QualifiedName named(String name, Span span) {
        return new QualifiedName(List.of(new Identifier(name, false, span)), span);
    }
}
