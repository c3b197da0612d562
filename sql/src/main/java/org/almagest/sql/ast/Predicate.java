package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// An expression that is true, false or unknown.
public sealed interface Predicate extends Expression {
    record Comparison(ComparisonOperator operator, Expression left, Expression right, Span span) implements Predicate {}

    /// `left = ANY (query)`, `left < ALL (query)`.
    record QuantifiedSubquery(
            Expression left, ComparisonOperator operator, Quantifier quantifier, Query query, Span span)
            implements Predicate {}

    /// `left = ANY (array)`.
    record QuantifiedArray(
            Expression left, ComparisonOperator operator, Quantifier quantifier, Expression array, Span span)
            implements Predicate {}

    /// `a AND b AND c`: at least two operands, read from left to right. A chain of ten thousand is
    /// one node, so that walking the tree stays shallow.
    record Logical(LogicalOperator operator, List<Expression> operands, Span span) implements Predicate {
        public Logical {
            operands = List.copyOf(operands);
            if (operands.size() < 2) {
                throw new IllegalArgumentException("AND and OR have at least two operands");
            }
        }
    }

    record Not(Expression operand, Span span) implements Predicate {}

    record IsNull(Expression operand, boolean negated, Span span) implements Predicate {}

    /// `operand IS [NOT] TRUE | FALSE | UNKNOWN`.
    record IsTruth(Expression operand, Truth truth, boolean negated, Span span) implements Predicate {}

    /// `symmetric`: the bounds may come in either order.
    record Between(Expression operand, Expression low, Expression high, boolean negated, boolean symmetric, Span span)
            implements Predicate {}

    record InList(Expression operand, List<Expression> values, boolean negated, Span span) implements Predicate {
        public InList {
            values = List.copyOf(values);
        }
    }

    record InSubquery(Expression operand, Query query, boolean negated, Span span) implements Predicate {}

    /// `operand [NOT] LIKE pattern [ESCAPE escape]` and its relatives.
    record Match(
            MatchKind kind,
            Expression operand,
            Expression pattern,
            Optional<Expression> escape,
            boolean negated,
            Span span)
            implements Predicate {}

    record Exists(Query query, Span span) implements Predicate {}

    /// `NOT DISTINCT FROM` is an equality for which NULL equals NULL.
    enum ComparisonOperator {
        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        DISTINCT_FROM("IS DISTINCT FROM"),
        NOT_DISTINCT_FROM("IS NOT DISTINCT FROM");

        private final String symbol;

        ComparisonOperator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    enum LogicalOperator {
        AND,
        OR
    }

    /// SOME is ANY.
    enum Quantifier {
        ANY,
        ALL
    }

    enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }

    /// REGEX is `~`, REGEX_IGNORE_CASE is `~*`; a negated one is written `!~`.
    enum MatchKind {
        LIKE,
        ILIKE,
        SIMILAR_TO,
        REGEX,
        REGEX_IGNORE_CASE
    }
}
