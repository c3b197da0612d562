package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.ArrayComparisons;
import org.almagest.sql.ast.Expression.ArrayConstructor;
import org.almagest.sql.ast.Expression.Slice;
import org.almagest.sql.ast.Expression.Subscript;
import org.almagest.sql.ast.Predicate;
import org.almagest.sql.ast.Span;

/// Binds what is written with brackets, and comparisons with the elements of an array.
final class ArrayBinder {
    private final ExpressionBinder expressions;
    private final CallBinder calls;

    ArrayBinder(ExpressionBinder expressions, CallBinder calls) {
        this.expressions = expressions;
        this.calls = calls;
    }

    /// Binds `[a, b]`; one of literals is a literal.
    Expression constructor(ArrayConstructor array) {
        List<Expression> elements = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        for (org.almagest.sql.ast.Expression element : array.elements()) {
            Expression bound = expressions.bind(element);
            if (bound.type() instanceof ArrayType) {
                throw ExpressionBinder.unsupported("an array of arrays", element.span())
                        .hint("an array of several axes is a type with a shape: CAST([1, 2, 3, 4] AS INTEGER[2,2])");
            }
            elements.add(bound);
            spans.add(element.span());
        }
        if (elements.stream().allMatch(element -> element.type() == ScalarType.NULL)) {
            return nothingKnown(elements.size());
        }
        DataType type = Typing.commonType(elements, spans, "an array");
        for (int i = 0; i < elements.size(); i++) {
            elements.set(i, Typing.coerce(elements.get(i), type, spans.get(i)));
        }
        Expression made = calls.function("list_value", elements, array.span());
        boolean literal = type != ScalarType.BLOB && elements.stream().allMatch(Expression.Literal.class::isInstance);
        return literal ? new Expression.Literal(Constants.evaluate(made), made.type()) : made;
    }

    private static Expression nothingKnown(int elements) {
        return new Expression.Literal(
                new Value.OfArray(java.util.Collections.nCopies(elements, Value.NULL)),
                ArrayType.variable(ScalarType.NULL));
    }

    Expression element(Subscript subscript) {
        Expression array = requireArray(
                expressions.bind(subscript.operand()), subscript.operand().span());
        return calls.function("element", List.of(array, expressions.bind(subscript.index())), subscript.span());
    }

    Expression slice(Slice slice) {
        Expression array =
                requireArray(expressions.bind(slice.operand()), slice.operand().span());
        Expression low = slice.low().map(expressions::bind).orElseGet(() -> number(1));
        Expression high = slice.high().map(expressions::bind).orElseGet(() -> number(-1));
        return calls.function("array_slice", List.of(array, low, high), slice.span());
    }

    private static Expression number(long value) {
        return new Expression.Literal(Value.of(value), ScalarType.BIGINT);
    }

    private static Expression requireArray(Expression operand, Span span) {
        if (!(operand.type() instanceof ArrayType)) {
            throw AlmagestException.of(
                            SqlState.DATATYPE_MISMATCH,
                            "a " + operand.type().sqlName() + " has no elements: only arrays are subscripted")
                    .at(span.start());
        }
        return operand;
    }

    /// Binds `left operator ANY (array)`; equality with one of several constants is IN.
    Expression quantified(Predicate.QuantifiedArray node) {
        Comparison comparison = switch (node.operator()) {
            case EQUAL -> Comparison.EQUAL;
            case NOT_EQUAL -> Comparison.NOT_EQUAL;
            case LESS -> Comparison.LESS;
            case LESS_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
            case GREATER -> Comparison.GREATER;
            case GREATER_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
            case DISTINCT_FROM, NOT_DISTINCT_FROM ->
                throw ExpressionBinder.unsupported(node.operator().symbol() + " ANY", node.span());
        };
        boolean all = node.quantifier() == Predicate.Quantifier.ALL;
        Expression left = expressions.bind(node.left());
        Expression array =
                textAsArray(expressions.bind(node.array()), left, node.array().span());
        boolean in = comparison == Comparison.EQUAL && !all || comparison == Comparison.NOT_EQUAL && all;
        boolean constants = array instanceof Expression.Literal(Value.OfArray(var elements), var type)
                && !elements.isEmpty()
                && ((ArrayType) type).element() != ScalarType.NULL;
        return in && constants
                ? among(left, (Expression.Literal) array, all, node)
                : calls.function(ArrayComparisons.name(comparison, all), List.of(left, array), node.span());
    }

    /// `'{1,2}'` is an array of what it is compared with.
    private static Expression textAsArray(Expression array, Expression left, Span span) {
        if (array instanceof Expression.Literal literal && array.type() == ScalarType.VARCHAR) {
            return Typing.convertLiteral(
                    literal, ArrayType.variable(Typing.typed(left).type()), span);
        }
        return requireArray(array, span);
    }

    private static Expression among(
            Expression left, Expression.Literal array, boolean negated, Predicate.QuantifiedArray node) {
        DataType element = ((ArrayType) array.type()).element();
        List<Expression> parts = new ArrayList<>();
        parts.add(left);
        List<Span> spans = new ArrayList<>();
        spans.add(node.left().span());
        for (Value value : ((Value.OfArray) array.value()).elements()) {
            parts.add(new Expression.Literal(value, value.isNull() ? ScalarType.NULL : element));
            spans.add(node.array().span());
        }
        DataType type = Typing.commonType(parts, spans, "ANY");
        List<Value> values = new ArrayList<>();
        for (Expression part : parts.subList(1, parts.size())) {
            values.add(Constants.evaluate(Typing.coerce(part, type, node.array().span())));
        }
        return new Expression.InList(Typing.coerce(left, type, node.left().span()), values, negated);
    }
}
