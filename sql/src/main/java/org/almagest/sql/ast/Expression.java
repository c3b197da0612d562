package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// Anything with a value. The syntax that is only another way to write a function call is read as
/// that call:
///
/// ```text
/// EXTRACT(f FROM x)           date_part('f', x)
/// SUBSTRING(x FROM a FOR b)   substring(x, a, b)
/// POSITION(a IN b)            strpos(b, a)
/// TRIM(BOTH y FROM x)         trim(x, y)      LEADING: ltrim, TRAILING: rtrim
/// OVERLAY(x PLACING y FROM a) overlay(x, y, a)
/// x AT TIME ZONE z            timezone(z, x)
/// CURRENT_DATE                current_date()
/// ```
public sealed interface Expression extends Node
        permits Literal,
                Predicate,
                Expression.ColumnRef,
                Expression.Parameter,
                Expression.Unary,
                Expression.Binary,
                Expression.Concat,
                Expression.Case,
                Expression.Cast,
                Expression.FunctionCall,
                Expression.NamedArgument,
                Expression.ArrayConstructor,
                Expression.ArraySubquery,
                Expression.Subscript,
                Expression.Slice,
                Expression.Row,
                Expression.ScalarSubquery,
                Expression.DefaultValue,
                Expression.AllColumns {

    /// `column`, `table.column`, `schema.table.column`.
    record ColumnRef(QualifiedName name, Span span) implements Expression {}

    /// `$1`, or the first `?` of the statement: counted from 1.
    record Parameter(int index, Span span) implements Expression {}

    record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {}

    /// Chains lean to the left, `((a + b) + c) + d`, and may be a thousand operators long: equality
    /// and hash go down that side in a loop.
    record Binary(BinaryOperator operator, Expression left, Expression right, Span span) implements Expression {
        @Override
        public boolean equals(Object other) {
            Object mine = this;
            Object its = other;
            while (mine instanceof Binary a && its instanceof Binary b) {
                if (a == b) {
                    return true;
                }
                if (a.operator != b.operator || !a.right.equals(b.right)) {
                    return false;
                }
                mine = a.left;
                its = b.left;
            }
            return !(mine instanceof Binary) && mine.equals(its);
        }

        @Override
        public int hashCode() {
            int hash = 1;
            Expression node = this;
            while (node instanceof Binary binary) {
                hash = (hash * 31 + binary.operator.hashCode()) * 31 + binary.right.hashCode();
                node = binary.left;
            }
            return hash * 31 + node.hashCode();
        }
    }

    /// `a || b || c`: at least two operands, joined from left to right.
    record Concat(List<Expression> operands, Span span) implements Expression {
        public Concat {
            operands = List.copyOf(operands);
            if (operands.size() < 2) {
                throw new IllegalArgumentException("|| has at least two operands");
            }
        }
    }

    /// With an operand: compared with each WHEN; without: each WHEN is a condition.
    record Case(Optional<Expression> operand, List<When> whens, Optional<Expression> otherwise, Span span)
            implements Expression {
        public Case {
            whens = List.copyOf(whens);
        }
    }

    record When(Expression condition, Expression result, Span span) implements Node {}

    /// `CAST(x AS t)` and `x::t`; `orNull` is TRY_CAST.
    record Cast(Expression operand, TypeName type, boolean orNull, Span span) implements Expression {}

    /// A call of a scalar, aggregate or window function. `star` stands for `f(*)`; arguments may be
    /// [NamedArgument]s; `orderBy` is the one inside the parentheses.
    record FunctionCall(
            QualifiedName name,
            List<Expression> arguments,
            boolean star,
            boolean distinct,
            List<SortItem> orderBy,
            List<SortItem> withinGroup,
            Optional<Expression> filter,
            Optional<NullTreatment> nullTreatment,
            Optional<Window> over,
            Span span)
            implements Expression {
        public FunctionCall {
            arguments = List.copyOf(arguments);
            orderBy = List.copyOf(orderBy);
            withinGroup = List.copyOf(withinGroup);
        }

        /// A call with arguments and nothing else.
        public static FunctionCall of(QualifiedName name, List<Expression> arguments, Span span) {
            return new FunctionCall(
                    name,
                    arguments,
                    false,
                    false,
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    span);
        }

        /// Whether only an aggregate or window function may be called in this way.
        public boolean decorated() {
            return star
                    || distinct
                    || !orderBy.isEmpty()
                    || !withinGroup.isEmpty()
                    || filter.isPresent()
                    || nullTreatment.isPresent()
                    || over.isPresent();
        }
    }

    /// `hdu => 2`, only as an argument of a call.
    record NamedArgument(Identifier name, Expression value, Span span) implements Expression {}

    /// `[1, 2]` and `ARRAY[1, 2]`.
    record ArrayConstructor(List<Expression> elements, Span span) implements Expression {
        public ArrayConstructor {
            elements = List.copyOf(elements);
        }
    }

    /// `ARRAY(query)`.
    record ArraySubquery(Query query, Span span) implements Expression {}

    /// `x[1]`: elements are counted from 1.
    record Subscript(Expression operand, Expression index, Span span) implements Expression {}

    /// `x[low:high]`, both bounds included, either may be missing.
    record Slice(Expression operand, Optional<Expression> low, Optional<Expression> high, Span span)
            implements Expression {}

    /// `(a, b)` and `ROW(a, b)`.
    record Row(List<Expression> fields, Span span) implements Expression {
        public Row {
            fields = List.copyOf(fields);
        }
    }

    record ScalarSubquery(Query query, Span span) implements Expression {}

    /// `DEFAULT`, only as a value of INSERT and UPDATE.
    record DefaultValue(Span span) implements Expression {}

    /// `ALL`, only as the one key of the ORDER BY of a query.
    record AllColumns(Span span) implements Expression {}

    enum UnaryOperator {
        PLUS("+"),
        MINUS("-"),
        BIT_NOT("~");

        private final String symbol;

        UnaryOperator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    /// `^` is the power and `#` the bitwise exclusive or, as in PostgreSQL.
    enum BinaryOperator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        INTEGER_DIVIDE("//"),
        MODULO("%"),
        POWER("^"),
        BIT_AND("&"),
        BIT_OR("|"),
        BIT_XOR("#"),
        SHIFT_LEFT("<<"),
        SHIFT_RIGHT(">>");

        private final String symbol;

        BinaryOperator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    /// Whether a window function counts NULLs (`RESPECT NULLS`) or skips them (`IGNORE NULLS`).
    enum NullTreatment {
        RESPECT,
        IGNORE
    }
}
