package org.almagest.sql.bind;

import java.math.BigInteger;
import java.util.List;
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

    /// Brings two operands that are compared to the type that they have in common; empty where they
    /// have none.
    static Optional<Pair> unify(Expression left, Expression right, Span leftSpan, Span rightSpan) {
        return commonType(left, right)
                .map(type -> type == ScalarType.NULL ? ScalarType.VARCHAR : type)
                .map(type -> new Pair(
                        Intervals.comparable(coerce(left, type, leftSpan)),
                        Intervals.comparable(coerce(right, type, rightSpan))));
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
    /// whose value fits. A literal under CAST is none: who casts, insists.
    static boolean adapts(Expression expression, DataType type) {
        if (!(expression instanceof Expression.Literal literal)
                || literal.type().equals(type)) {
            return false;
        }
        if (literal.type() == ScalarType.VARCHAR) {
            return type != ScalarType.NULL;
        }
        return type.isInteger()
                && wholeNumber(literal)
                        .filter(number -> fits(number, (ScalarType) type))
                        .isPresent();
    }

    private static Optional<BigInteger> wholeNumber(Expression.Literal literal) {
        boolean whole = literal.type().isInteger() || literal.type() instanceof DecimalType d && d.scale() == 0;
        return switch (literal.value()) {
            case Value.OfLong(long bits)
            when literal.type() == ScalarType.UBIGINT -> Optional.of(new BigInteger(Long.toUnsignedString(bits)));
            case Value.OfLong(long number) when whole -> Optional.of(BigInteger.valueOf(number));
            case Value.OfHuge(BigInteger number) when whole -> Optional.of(number);
            default -> Optional.empty();
        };
    }

    private static boolean fits(BigInteger value, ScalarType type) {
        return type.isSigned()
                ? value.bitLength() < type.integerBits()
                : value.signum() >= 0 && value.bitLength() <= type.integerBits();
    }

    /// Answers the type that several results have in common: what is not a literal decides, the
    /// literals adapt to it where they can. NULLs alone are text. Fails at what does not fit.
    static DataType commonType(List<Expression> results, List<Span> spans, String where) {
        DataType type = ScalarType.NULL;
        for (Stubbornness stubbornness : Stubbornness.values()) {
            for (int i = 0; i < results.size(); i++) {
                if (Stubbornness.of(results.get(i)) == stubbornness && !adapts(results.get(i), type)) {
                    type = meet(type, results.get(i).type(), where, spans.get(i));
                }
            }
        }
        return type == ScalarType.NULL ? ScalarType.VARCHAR : type;
    }

    private static DataType meet(DataType type, DataType next, String where, Span span) {
        return TypeCoercion.common(type, next)
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.DATATYPE_MISMATCH,
                                where + " cannot mix " + type.sqlName() + " and " + next.sqlName())
                        .at(span.start())
                        .hint("cast one of them"));
    }

    /// How much an expression insists on its type.
    private enum Stubbornness {
        NO_LITERAL,
        LITERAL,
        TEXT_LITERAL;

        static Stubbornness of(Expression expression) {
            if (!(expression instanceof Expression.Literal literal)) {
                return NO_LITERAL;
            }
            return literal.type() == ScalarType.VARCHAR ? TEXT_LITERAL : LITERAL;
        }
    }

    /// Answers the expression, or text where it is a bare NULL (or an array of nothing else) that
    /// nothing gives a type.
    static Expression typed(Expression expression) {
        if (expression.type() instanceof ArrayType array && array.element() == ScalarType.NULL) {
            return coerce(expression, ArrayType.variable(ScalarType.VARCHAR), Span.NONE);
        }
        return expression.type() == ScalarType.NULL && expression instanceof Expression.Literal
                ? new Expression.Literal(Value.NULL, ScalarType.VARCHAR)
                : expression;
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
                .orElseThrow(
                        () -> AlmagestException.of(
                                        SqlState.UNDEFINED_OBJECT,
                                        "there is no type " + text + " with these parameters")
                                .at(name.span().start())
                                .hint(
                                        "the types are BOOLEAN, TINYINT to BIGINT, UTINYINT to UBIGINT, REAL, DOUBLE, DECIMAL(p,s),"
                                                + " VARCHAR, BLOB, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL, and arrays T[n]"));
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
