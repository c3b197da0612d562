package org.almagest.sql.ast;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// A value written out. None is negative: `-1` is a [Expression.Unary] over `1`.
public sealed interface Literal extends Expression {
    /// `42`, `0xFF`, `1_000`: any size.
    record IntegerLiteral(BigInteger value, Span span) implements Literal {}

    /// `1.50`, with its scale.
    record DecimalLiteral(BigDecimal value, Span span) implements Literal {}

    /// `1e5`: a number with an exponent is a DOUBLE.
    record DoubleLiteral(double value, Span span) implements Literal {}

    record StringLiteral(String value, Span span) implements Literal {}

    /// `X'CAFE'`: an even number of upper-case hexadecimal digits.
    record BytesLiteral(String hex, Span span) implements Literal {}

    record BooleanLiteral(boolean value, Span span) implements Literal {}

    record NullLiteral(Span span) implements Literal {}

    /// `DATE '2016-01-01'`: text to be read as a value of the type.
    record TypedLiteral(TypeName type, String text, Span span) implements Literal {}

    /// `INTERVAL '1 day'`, `INTERVAL '3' MONTH`, `INTERVAL '1-2' YEAR TO MONTH`.
    /// Without a unit the text names its own.
    record IntervalLiteral(String text, Optional<IntervalUnit> from, Optional<IntervalUnit> to, Span span)
            implements Literal {
        public IntervalLiteral {
            if (to.isPresent() && from.isEmpty()) {
                throw new IllegalArgumentException("an interval ends in a unit only when it starts with one");
            }
        }
    }
}
