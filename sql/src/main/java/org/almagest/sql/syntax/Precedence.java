package org.almagest.sql.syntax;

import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Predicate;

/// How tightly operators bind, loosest first: PostgreSQL's table.
///
/// ```text
/// OR          or
/// AND         and
/// NOT         not
/// IS          is null, is true, is distinct from, isnull, notnull
/// COMPARISON  = <> < <= > >=                (does not chain)
/// RANGE       between, in, like, ilike, similar to
/// OTHER       || | & # << >> ~ ~* !~ !~*
/// ADDITIVE    + -
/// PRODUCT     * / // %
/// POWER       ^ **                          (from left to right)
/// ZONE        at time zone
/// SIGN        unary + -
/// POSTFIX     :: [ ]
/// ```
final class Precedence {
    static final int LOWEST = 1;
    static final int OR = 1;
    static final int AND = 2;
    static final int NOT = 3;
    static final int IS = 4;
    static final int COMPARISON = 5;
    static final int RANGE = 6;
    static final int OTHER = 7;
    static final int ADDITIVE = 8;
    static final int PRODUCT = 9;
    static final int POWER = 10;
    static final int ZONE = 11;
    static final int SIGN = 12;
    static final int POSTFIX = 13;
    static final int PRIMARY = 14;

    private Precedence() {}

    static int of(Expression expression) {
        return switch (expression) {
            case Literal _ -> PRIMARY;
            case Predicate predicate -> of(predicate);
            case Expression.Unary unary -> unary.operator() == Expression.UnaryOperator.BIT_NOT ? OTHER : SIGN;
            case Expression.Binary binary -> of(binary.operator());
            case Expression.Concat _ -> OTHER;
            case Expression.Subscript _, Expression.Slice _ -> POSTFIX;
            case Expression.NamedArgument _ -> LOWEST;
            case Expression.ColumnRef _,
                    Expression.Parameter _,
                    Expression.Case _,
                    Expression.Cast _,
                    Expression.FunctionCall _,
                    Expression.ArrayConstructor _,
                    Expression.ArraySubquery _,
                    Expression.Row _,
                    Expression.ScalarSubquery _,
                    Expression.DefaultValue _,
                    Expression.AllColumns _ -> PRIMARY;
        };
    }

    private static int of(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Comparison comparison ->
                switch (comparison.operator()) {
                    case DISTINCT_FROM, NOT_DISTINCT_FROM -> IS;
                    case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> COMPARISON;
                };
            case Predicate.QuantifiedSubquery _, Predicate.QuantifiedArray _ -> COMPARISON;
            case Predicate.Logical logical -> logical.operator() == Predicate.LogicalOperator.OR ? OR : AND;
            case Predicate.Not _ -> NOT;
            case Predicate.IsNull _, Predicate.IsTruth _ -> IS;
            case Predicate.Between _, Predicate.InList _, Predicate.InSubquery _ -> RANGE;
            case Predicate.Match match ->
                switch (match.kind()) {
                    case LIKE, ILIKE, SIMILAR_TO -> RANGE;
                    case REGEX, REGEX_IGNORE_CASE -> OTHER;
                };
            case Predicate.Exists _ -> PRIMARY;
        };
    }

    static int of(Expression.BinaryOperator operator) {
        return switch (operator) {
            case ADD, SUBTRACT -> ADDITIVE;
            case MULTIPLY, DIVIDE, INTEGER_DIVIDE, MODULO -> PRODUCT;
            case POWER -> POWER;
            case BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> OTHER;
        };
    }
}
