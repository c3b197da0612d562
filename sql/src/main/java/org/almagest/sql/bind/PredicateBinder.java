package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.ast.Predicate;
import org.almagest.sql.ast.Span;

/// Binds conditions: comparisons in the operands' common type, BETWEEN as two of them, lists,
/// patterns, three-valued connectives.
final class PredicateBinder {
    private final ExpressionBinder expressions;
    private final BindContext context;

    PredicateBinder(ExpressionBinder expressions, BindContext context) {
        this.expressions = expressions;
        this.context = context;
    }

    Expression bind(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Comparison comparison -> comparison(comparison);
            case Predicate.Logical logical -> logical(logical);
            case Predicate.Not not -> new Expression.Not(expressions.condition(not.operand(), "NOT"));
            case Predicate.IsNull isNull -> new Expression.IsNull(expressions.bind(isNull.operand()), isNull.negated());
            case Predicate.IsTruth truth -> truth(truth);
            case Predicate.Between between -> between(between);
            case Predicate.InList in -> inList(in);
            case Predicate.Match match -> match(match);
            case Predicate.InSubquery in -> expressions.subqueries(in.span()).in(in, expressions);
            case Predicate.Exists exists ->
                expressions.subqueries(exists.span()).exists(exists);
            case Predicate.QuantifiedSubquery any ->
                expressions.subqueries(any.span()).quantified(any, expressions);
            case Predicate.QuantifiedArray any -> expressions.arrays().quantified(any);
        };
    }

    /// Binds `left = right`, as a simple CASE needs it.
    Expression equal(org.almagest.sql.ast.Expression left, org.almagest.sql.ast.Expression right) {
        return compare(Predicate.ComparisonOperator.EQUAL, left, right);
    }

    private Expression comparison(Predicate.Comparison node) {
        if (RowValues.areRows(node.left(), node.right())) {
            return new RowValues(this).compare(node);
        }
        return compare(node.operator(), node.left(), node.right());
    }

    /// Binds and compares two operands.
    Expression compare(
            Predicate.ComparisonOperator operator,
            org.almagest.sql.ast.Expression left,
            org.almagest.sql.ast.Expression right) {
        return context.parameters()
                .node(
                        List.of(expressions.operand(left), expressions.operand(right)),
                        operands -> compare(operator, operands.get(0), operands.get(1), left.span(), right.span()));
    }

    /// Compares two operands by an operator, in the type that they have in common.
    static Expression compare(
            Predicate.ComparisonOperator operator, Expression left, Expression right, Span a, Span b) {
        return switch (operator) {
            case EQUAL -> compare(Comparison.EQUAL, left, right, a, b);
            case NOT_EQUAL -> compare(Comparison.NOT_EQUAL, left, right, a, b);
            case LESS -> compare(Comparison.LESS, left, right, a, b);
            case LESS_OR_EQUAL -> compare(Comparison.LESS_OR_EQUAL, left, right, a, b);
            case GREATER -> compare(Comparison.GREATER, left, right, a, b);
            case GREATER_OR_EQUAL -> compare(Comparison.GREATER_OR_EQUAL, left, right, a, b);
            case DISTINCT_FROM -> notDistinct(left, right, a, b, true);
            case NOT_DISTINCT_FROM -> notDistinct(left, right, a, b, false);
        };
    }

    private static Expression notDistinct(Expression left, Expression right, Span a, Span b, boolean negated) {
        Typing.Pair pair = unify(left, right, a, b);
        return new Expression.NotDistinct(pair.left(), pair.right(), negated);
    }

    private static Expression compare(Comparison comparison, Expression left, Expression right, Span a, Span b) {
        Typing.Pair pair = unify(left, right, a, b);
        return new Expression.Compare(comparison, pair.left(), pair.right());
    }

    private static Typing.Pair unify(Expression left, Expression right, Span a, Span b) {
        return Typing.unify(Intervals.dayBeside(left, right), Intervals.dayBeside(right, left), a, b)
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.UNDEFINED_FUNCTION,
                                "a " + left.type().sqlName() + " cannot be compared with a "
                                        + right.type().sqlName())
                        .at(b.start())
                        .hint("cast one of them: CAST(... AS " + left.type().sqlName() + ")"));
    }

    private Expression logical(Predicate.Logical logical) {
        String clause = logical.operator().name();
        List<Expression> operands = new ArrayList<>();
        for (org.almagest.sql.ast.Expression operand : logical.operands()) {
            operands.add(expressions.condition(operand, clause));
        }
        return switch (logical.operator()) {
            case AND -> new Expression.And(operands);
            case OR -> new Expression.Or(operands);
        };
    }

    private Expression truth(Predicate.IsTruth node) {
        Expression operand = expressions.condition(node.operand(), "IS " + node.truth());
        return switch (node.truth()) {
            case UNKNOWN -> new Expression.IsNull(operand, node.negated());
            case TRUE -> new Expression.NotDistinct(operand, truthLiteral(true), node.negated());
            case FALSE -> new Expression.NotDistinct(operand, truthLiteral(false), node.negated());
        };
    }

    private static Expression truthLiteral(boolean value) {
        return new Expression.Literal(Value.of(value), ScalarType.BOOLEAN);
    }

    private Expression between(Predicate.Between node) {
        Expression operand = expressions.bind(node.operand());
        Expression low = expressions.operand(node.low());
        Expression high = expressions.operand(node.high());
        Expression within = within(node, operand, low, high);
        if (node.symmetric()) {
            within = new Expression.Or(List.of(within, within(node, operand, high, low)));
        }
        return node.negated() ? new Expression.Not(within) : within;
    }

    private Expression within(Predicate.Between node, Expression operand, Expression low, Expression high) {
        return new Expression.And(List.of(
                bound(Comparison.GREATER_OR_EQUAL, node, operand, low, node.low()),
                bound(Comparison.LESS_OR_EQUAL, node, operand, high, node.high())));
    }

    private Expression bound(
            Comparison comparison,
            Predicate.Between node,
            Expression operand,
            Expression limit,
            org.almagest.sql.ast.Expression written) {
        return context.parameters()
                .node(
                        List.of(operand, limit),
                        operands -> compare(
                                comparison,
                                operands.get(0),
                                operands.get(1),
                                node.operand().span(),
                                written.span()));
    }

    /// A list of constants becomes one set; other elements become comparisons beside it.
    private Expression inList(Predicate.InList node) {
        if (node.operand() instanceof org.almagest.sql.ast.Expression.Row) {
            return new RowValues(this).in(node);
        }
        Expression operand = expressions.bind(node.operand());
        Span span = node.operand().span();
        List<Expression> elements = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        elements.add(operand);
        spans.add(span);
        for (org.almagest.sql.ast.Expression value : node.values()) {
            elements.add(expressions.bind(value));
            spans.add(value.span());
        }
        DataType type = Typing.commonType(elements, spans, "IN");
        Expression input = Intervals.comparable(Typing.coerce(operand, type, span));
        List<Value> constants = new ArrayList<>();
        List<Expression> alternatives = new ArrayList<>();
        for (int i = 1; i < elements.size(); i++) {
            Expression element = Intervals.comparable(Typing.coerce(elements.get(i), type, spans.get(i)));
            if (Constants.isConstant(element)) {
                constants.add(Constants.evaluate(element));
            } else {
                alternatives.add(new Expression.Compare(Comparison.EQUAL, input, element));
            }
        }
        if (!constants.isEmpty()) {
            alternatives.addFirst(new Expression.InList(input, constants, false));
        }
        if (alternatives.size() == 1 && alternatives.getFirst() instanceof Expression.InList set) {
            return new Expression.InList(set.input(), set.values(), node.negated());
        }
        Expression any = alternatives.size() == 1 ? alternatives.getFirst() : new Expression.Or(alternatives);
        return node.negated() ? new Expression.Not(any) : any;
    }

    private Expression match(Predicate.Match node) {
        return switch (node.kind()) {
            case LIKE, ILIKE -> like(node);
            case REGEX -> regex("~", text(node.operand()), text(node.pattern()), node);
            case REGEX_IGNORE_CASE -> regex("~*", text(node.operand()), text(node.pattern()), node);
            case SIMILAR_TO -> similar(text(node.operand()), text(node.pattern()), node);
        };
    }

    private Expression like(Predicate.Match node) {
        char escape = escape(node);
        boolean ignoreCase = node.kind() == Predicate.MatchKind.ILIKE;
        return context.parameters()
                .node(
                        List.of(expressions.operand(node.operand()), expressions.operand(node.pattern())),
                        operands -> new Expression.Like(
                                text(operands.get(0), node.operand().span()),
                                text(operands.get(1), node.pattern().span()),
                                escape,
                                ignoreCase,
                                node.negated()));
    }

    private Expression similar(Expression operand, Expression pattern, Predicate.Match node) {
        char escape = escape(node);
        Expression character =
                new Expression.Literal(Value.of(escape == '\0' ? "" : String.valueOf(escape)), ScalarType.VARCHAR);
        Expression matched = new CallBinder(expressions, context)
                .function("#similar", List.of(operand, pattern, character), node.span());
        return node.negated() ? new Expression.Not(matched) : matched;
    }

    private Expression regex(String symbol, Expression operand, Expression pattern, Predicate.Match node) {
        Expression matched =
                new CallBinder(expressions, context).operator(symbol, List.of(operand, pattern), node.span());
        return node.negated() ? new Expression.Not(matched) : matched;
    }

    private Expression text(org.almagest.sql.ast.Expression node) {
        return text(expressions.bind(node), node.span());
    }

    private static Expression text(Expression bound, Span span) {
        if (bound.type() == ScalarType.VARCHAR || bound.type() == ScalarType.NULL) {
            return Typing.coerce(bound, ScalarType.VARCHAR, span);
        }
        throw AlmagestException.of(
                        SqlState.UNDEFINED_FUNCTION,
                        "a pattern is matched with text, not with "
                                + bound.type().sqlName())
                .at(span.start())
                .hint("cast it: CAST(... AS VARCHAR)");
    }

    /// Backslash unless `ESCAPE` says otherwise; `ESCAPE ''` is none.
    private char escape(Predicate.Match node) {
        if (node.escape().isEmpty()) {
            return '\\';
        }
        org.almagest.sql.ast.Expression given = node.escape().get();
        Expression bound = expressions.bind(given);
        boolean single = bound instanceof Expression.Literal(Value.OfText(var text), var type) && text.length() <= 1;
        if (!single) {
            throw AlmagestException.of(SqlState.INVALID_ESCAPE, "ESCAPE takes one character or none")
                    .at(given.span().start());
        }
        String text = ((Value.OfText) ((Expression.Literal) bound).value()).value();
        return text.isEmpty() ? '\0' : text.charAt(0);
    }
}
