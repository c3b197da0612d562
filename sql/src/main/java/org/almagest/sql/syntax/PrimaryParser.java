package org.almagest.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Expression.UnaryOperator;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Predicate;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.TypeName;

/// Reads what stands between infix operators: literals, names, calls, parentheses, and operators in
/// front of their operand.
final class PrimaryParser {
    /// The types, besides those with a keyword, of which `name 'text'` is a value.
    private static final Set<String> LITERAL_TYPES = Set.of(
            "bool",
            "boolean",
            "int",
            "integer",
            "bigint",
            "smallint",
            "real",
            "float",
            "decimal",
            "numeric",
            "text",
            "varchar",
            "blob",
            "uuid",
            "timestamptz",
            "timetz");

    private final Grammar grammar;
    private final TokenStream tokens;

    PrimaryParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Expression parse() {
        int start = tokens.start();
        return switch (tokens.kind()) {
            case WORD -> word(start);
            case QUOTED_NAME -> columnOrCall(start);
            case INTEGER, DECIMAL, DOUBLE -> number();
            case STRING, ESCAPED_STRING, DOLLAR_STRING ->
                new Literal.StringLiteral(tokens.string("a string"), tokens.since(start));
            case BYTES -> {
                String hex =
                        LiteralText.bytes(tokens.source(), start, tokens.here().end());
                tokens.advance();
                yield new Literal.BytesLiteral(hex, tokens.since(start));
            }
            case QUESTION_MARK -> parameter(tokens.nextUnnumberedParameter(), start);
            case NUMBERED_PARAMETER -> parameter(tokens.numberedParameter(), start);
            case LEFT_PAREN -> parenthesised(start);
            case LEFT_BRACKET -> array(start);
            case PLUS -> unary(UnaryOperator.PLUS, Precedence.SIGN, start);
            case MINUS -> unary(UnaryOperator.MINUS, Precedence.SIGN, start);
            case TILDE -> unary(UnaryOperator.BIT_NOT, Precedence.OTHER + 1, start);
            default -> throw tokens.expected("an expression");
        };
    }

    private Expression unary(UnaryOperator operator, int least, int start) {
        tokens.advance();
        Expression operand = grammar.expressions.parse(least);
        return new Expression.Unary(operator, operand, tokens.since(start));
    }

    private Expression parameter(int number, int start) {
        tokens.advance();
        return new Expression.Parameter(number, tokens.since(start));
    }

    private Expression number() {
        var span = tokens.here();
        Literal literal = switch (tokens.kind()) {
            case INTEGER ->
                new Literal.IntegerLiteral(LiteralText.integer(tokens.source(), span.start(), span.end()), span);
            case DECIMAL ->
                new Literal.DecimalLiteral(LiteralText.decimal(tokens.source(), span.start(), span.end()), span);
            default -> new Literal.DoubleLiteral(LiteralText.floating(tokens.source(), span.start(), span.end()), span);
        };
        tokens.advance();
        return literal;
    }

    private Expression word(int start) {
        boolean opens = tokens.kind(1) == TokenKind.LEFT_PAREN;
        return switch (tokens.keyword()) {
            case NONE -> TokenStream.isString(tokens.kind(1)) ? typedLiteralOr(start) : columnOrCall(start);
            case NULL -> {
                tokens.advance();
                yield new Literal.NullLiteral(tokens.since(start));
            }
            case TRUE, FALSE -> {
                boolean value = tokens.at(Keyword.TRUE);
                tokens.advance();
                yield new Literal.BooleanLiteral(value, tokens.since(start));
            }
            case NOT -> {
                tokens.advance();
                Expression operand = grammar.expressions.parse(Precedence.NOT);
                yield new Predicate.Not(operand, tokens.since(start));
            }
            case CASE -> caseExpression(start);
            case LEFT, RIGHT -> {
                if (!opens) {
                    throw tokens.expected("an expression");
                }
                yield columnOrCall(start);
            }
            case DATE, TIME, TIMESTAMP, DOUBLE -> typedLiteralOr(start);
            case INTERVAL ->
                grammar.specialForms.intervalFollows() ? grammar.specialForms.interval() : columnOrCall(start);
            case ARRAY -> arrayOr(start);
            case ROW -> opens ? row(start) : columnOrCall(start);
            case EXISTS -> opens ? exists(start) : columnOrCall(start);
            case CAST, TRY_CAST, EXTRACT, SUBSTRING, POSITION, TRIM, OVERLAY ->
                opens ? grammar.specialForms.parse(start) : columnOrCall(start);
            case CURRENT_DATE,
                    CURRENT_TIME,
                    CURRENT_TIMESTAMP,
                    LOCALTIME,
                    LOCALTIMESTAMP,
                    CURRENT_USER,
                    CURRENT_ROLE,
                    CURRENT_CATALOG,
                    CURRENT_SCHEMA,
                    SESSION_USER -> opens ? columnOrCall(start) : callWithoutParentheses(start);
            default -> {
                if (tokens.keyword().reserved()) {
                    throw tokens.expected("an expression");
                }
                yield columnOrCall(start);
            }
        };
    }

    private Expression callWithoutParentheses(int start) {
        QualifiedName name = new QualifiedName(List.of(tokens.label("a function")), tokens.since(start));
        return Expression.FunctionCall.of(name, List.of(), name.span());
    }

    /// Reads `a`, `t.a`, `f(...)`, `s.f(...)`.
    private Expression columnOrCall(int start) {
        QualifiedName name;
        if (tokens.keyword().reserved()) {
            name = new QualifiedName(List.of(tokens.label("a function")), tokens.since(start));
        } else {
            name = tokens.qualifiedName("an expression");
        }
        return tokens.at(TokenKind.LEFT_PAREN)
                ? grammar.calls.parse(name, start)
                : new Expression.ColumnRef(name, name.span());
    }

    /// Reads `DATE '2016-01-01'`, or what else begins with the name of a type.
    private Expression typedLiteralOr(int start) {
        int ahead = 1;
        if (tokens.keyword(1) == Keyword.PRECISION) {
            ahead = 2;
        } else if ((tokens.keyword(1) == Keyword.WITH || tokens.keyword(1) == Keyword.WITHOUT)
                && tokens.keyword(2) == Keyword.TIME) {
            ahead = 4;
        }
        boolean known = tokens.keyword() != Keyword.NONE
                || LITERAL_TYPES.contains(
                        Letters.fold(tokens.source(), start, tokens.here().end()));
        if (!known || !TokenStream.isString(tokens.kind(ahead))) {
            return columnOrCall(start);
        }
        TypeName type = grammar.types.parse();
        String text = tokens.string("a string");
        return new Literal.TypedLiteral(type, text, tokens.since(start));
    }

    /// Reads `(a)`, `(a, b)` or `(SELECT ...)`.
    private Expression parenthesised(int start) {
        tokens.advance();
        if (grammar.queries.starts(0)) {
            Query query = grammar.queries.parse();
            tokens.expect(TokenKind.RIGHT_PAREN);
            return new Expression.ScalarSubquery(query, tokens.since(start));
        }
        Expression first = grammar.expressions.parse();
        if (first instanceof Expression.ScalarSubquery sub && grammar.queries.continues()) {
            Query query = grammar.queries.resume(sub.query());
            tokens.expect(TokenKind.RIGHT_PAREN);
            return new Expression.ScalarSubquery(query, tokens.since(start));
        }
        if (!tokens.at(TokenKind.COMMA)) {
            if (!tokens.accept(TokenKind.RIGHT_PAREN)) {
                throw tokens.expected(")");
            }
            return first;
        }
        var fields = new ArrayList<Expression>();
        fields.add(first);
        while (tokens.accept(TokenKind.COMMA)) {
            fields.add(grammar.expressions.parse());
        }
        tokens.closeList();
        return new Expression.Row(fields, tokens.since(start));
    }

    private Expression row(int start) {
        tokens.advance();
        tokens.advance();
        List<Expression> fields = tokens.at(TokenKind.RIGHT_PAREN) ? List.of() : grammar.expressions.list();
        tokens.closeList();
        return new Expression.Row(fields, tokens.since(start));
    }

    private Expression exists(int start) {
        tokens.advance();
        Query query = grammar.queries.parenthesised();
        return new Predicate.Exists(query, tokens.since(start));
    }

    private Expression arrayOr(int start) {
        if (tokens.kind(1) == TokenKind.LEFT_BRACKET) {
            tokens.advance();
            return array(start);
        }
        if (tokens.kind(1) == TokenKind.LEFT_PAREN) {
            tokens.advance();
            Query query = grammar.queries.parenthesised();
            return new Expression.ArraySubquery(query, tokens.since(start));
        }
        return columnOrCall(start);
    }

    /// Reads `[a, b]`.
    private Expression array(int start) {
        tokens.advance();
        List<Expression> elements = tokens.at(TokenKind.RIGHT_BRACKET) ? List.of() : grammar.expressions.list();
        if (!tokens.accept(TokenKind.RIGHT_BRACKET)) {
            throw tokens.expected(", or ]");
        }
        return new Expression.ArrayConstructor(elements, tokens.since(start));
    }

    private Expression caseExpression(int start) {
        tokens.advance();
        Optional<Expression> operand =
                tokens.at(Keyword.WHEN) ? Optional.empty() : Optional.of(grammar.expressions.parse());
        var whens = new ArrayList<Expression.When>();
        if (!tokens.at(Keyword.WHEN)) {
            throw tokens.expected("WHEN");
        }
        while (tokens.at(Keyword.WHEN)) {
            int begin = tokens.start();
            tokens.advance();
            Expression condition = grammar.expressions.parse();
            tokens.expect(Keyword.THEN);
            Expression result = grammar.expressions.parse();
            whens.add(new Expression.When(condition, result, tokens.since(begin)));
        }
        Optional<Expression> otherwise =
                tokens.accept(Keyword.ELSE) ? Optional.of(grammar.expressions.parse()) : Optional.empty();
        if (!tokens.accept(Keyword.END)) {
            throw tokens.expected(otherwise.isPresent() ? "END" : "WHEN, ELSE or END");
        }
        return new Expression.Case(operand, whens, otherwise, tokens.since(start));
    }
}
