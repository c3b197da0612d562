package org.almagest.sql.bind;

import java.math.BigInteger;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.TypeNames;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.TypeCoercion;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.TypeName;

/// Brings expressions to types: casts made explicit, literals read as what stands beside them
/// (docs/types.md).
final class Typing {
    private Typing() {}

    /// Two operands of one type.
    record Pair(Expression left, Expression right) {}

    /// Answers the expression as `type`, which it may become without being asked; a literal is
    /// converted now.
    static Expression coerce(Expression expression, DataType type, Span span) {
        if (expression.type().equals(type)) {
            return expression;
        }
        if (expression instanceof Expression.Literal literal) {
            return convertLiteral(literal, type, span);
        }
        return new Expression.Cast(expression, type, false);
    }

    /// Answers the literal as a literal of another type, or fails at its place.
    static Expression.Literal convertLiteral(Expression.Literal literal, DataType type, Span span) {
        if (literal.value().isNull()) {
            return new Expression.Literal(Value.NULL, type);
        }
        try {
            return new Expression.Literal(Constants.evaluate(new Expression.Cast(literal, type, false)), type);
        } catch (AlmagestException wrong) {
            throw wrong.position().isPresent() ? wrong : wrong.at(span.start());
        }
    }

    /// Brings two operands to the type that they have in common; empty where they have none.
    static Optional<Pair> unify(Expression left, Expression right, Span leftSpan, Span rightSpan) {
        return commonType(left, right)
                .map(type -> new Pair(coerce(left, type, leftSpan), coerce(right, type, rightSpan)));
    }

    /// Answers the type in which two operands meet: a literal adapts to what stands beside it.
    static Optional<DataType> commonType(Expression left, Expression right) {
        if (adapts(left, right.type())) {
            return Optional.of(right.type());
        }
        if (adapts(right, left.type())) {
            return Optional.of(left.type());
        }
        return TypeCoercion.common(left.type(), right.type());
    }

    /// Answers whether a literal may be read as `type`: any text literal, and an integer literal
    /// whose value fits.
    static boolean adapts(Expression expression, DataType type) {
        if (!(expression instanceof Expression.Literal literal)
                || literal.type().equals(type)) {
            return false;
        }
        if (literal.type() == ScalarType.VARCHAR) {
            return !(type instanceof ArrayType) && type != ScalarType.NULL;
        }
        return literal.type().isInteger()
                && type.isInteger()
                && literal.value() instanceof Value.OfLong number
                && fits(number.value(), (ScalarType) type);
    }

    private static boolean fits(long value, ScalarType type) {
        if (!type.isSigned() && value < 0) {
            return false;
        }
        int bits = type.isSigned() ? type.integerBits() - 1 : type.integerBits();
        return bits >= 63 || (value >= -(1L << bits) && value < 1L << bits);
    }

    /// Reads a type as written in CAST or CREATE TABLE.
    static DataType type(TypeName name) {
        StringBuilder text = new StringBuilder(name.name());
        if (!name.parameters().isEmpty()) {
            text.append(name.parameters().stream()
                    .map(String::valueOf)
                    .collect(java.util.stream.Collectors.joining(",", "(", ")")));
        }
        DataType scalar = TypeNames.parse(text.toString())
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.UNDEFINED_OBJECT, "there is no type " + text + " with these parameters")
                        .at(name.span().start())
                        .hint(
                                "the types are BOOLEAN, TINYINT to BIGINT, UTINYINT to UBIGINT, REAL, DOUBLE, DECIMAL(p,s),"
                                        + " VARCHAR, BLOB, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, and arrays T[n]"));
        if (!name.array()) {
            return scalar;
        }
        return name.dimensions().contains(TypeName.VARIABLE)
                ? ArrayType.variable(scalar)
                : new ArrayType(scalar, name.dimensions());
    }

    /// Answers an integer literal of any size in its natural type.
    static Expression.Literal integer(BigInteger value) {
        int bits = value.bitLength();
        if (bits <= 31) {
            return new Expression.Literal(Value.of(value.longValue()), ScalarType.INTEGER);
        }
        if (bits <= 63) {
            return new Expression.Literal(Value.of(value.longValue()), ScalarType.BIGINT);
        }
        int digits = value.abs().toString().length();
        if (digits <= DecimalType.MAX_PRECISION) {
            return new Expression.Literal(Value.of(value), new DecimalType(digits, 0));
        }
        return new Expression.Literal(Value.of(value.doubleValue()), ScalarType.DOUBLE);
    }
}
