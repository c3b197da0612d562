package org.almagest.sql.syntax;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Expression.BinaryOperator;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.IntervalUnit;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.TypeName;

/// Reads the calls that have a syntax of their own: CAST, EXTRACT, SUBSTRING, POSITION, TRIM,
/// OVERLAY and INTERVAL. All but the casts become ordinary calls; see [Expression].
final class SpecialForms {
    private final Grammar grammar;
    private final TokenStream tokens;

    SpecialForms(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// Reads the form whose keyword stands here, with the parenthesis after it.
    Expression parse(int start) {
        Keyword form = tokens.keyword();
        Identifier word = tokens.label("a function");
        tokens.advance();
        return switch (form) {
            case CAST -> cast(false, start);
            case TRY_CAST -> cast(true, start);
            case EXTRACT -> extract(word, start);
            case SUBSTRING -> substring(word, start);
            case POSITION -> position(word, start);
            case TRIM -> trim(word, start);
            case OVERLAY -> overlay(word, start);
            default -> throw new IllegalStateException("not a special form: " + form);
        };
    }

    private Expression cast(boolean orNull, int start) {
        Expression operand = grammar.expressions.parse();
        tokens.expect(Keyword.AS);
        TypeName type = grammar.types.parse();
        tokens.expect(TokenKind.RIGHT_PAREN);
        return new Expression.Cast(operand, type, orNull, tokens.since(start));
    }

    private Expression extract(Identifier word, int start) {
        int begin = tokens.start();
        String field = tokens.atString()
                ? tokens.string("a field")
                : tokens.label("a field such as YEAR").name();
        var fieldText = new Literal.StringLiteral(field, tokens.since(begin));
        tokens.expect(Keyword.FROM);
        Expression value = grammar.expressions.parse();
        return close("date_part", word, List.of(fieldText, value), start);
    }

    /// Reads `x FROM a FOR b`, `x FOR b`, or `x, a, b`.
    private Expression substring(Identifier word, int start) {
        var arguments = new ArrayList<Expression>();
        arguments.add(grammar.expressions.parse());
        if (tokens.at(TokenKind.COMMA)) {
            return plain(word, arguments, start);
        }
        if (tokens.accept(Keyword.FROM)) {
            arguments.add(grammar.expressions.parse());
        } else if (tokens.at(Keyword.FOR)) {
            arguments.add(new Literal.IntegerLiteral(BigInteger.ONE, tokens.here()));
        }
        if (tokens.accept(Keyword.FOR)) {
            arguments.add(grammar.expressions.parse());
        }
        return close("substring", word, arguments, start);
    }

    /// Reads `needle IN text`, or ordinary arguments.
    private Expression position(Identifier word, int start) {
        if (tokens.at(TokenKind.RIGHT_PAREN)) {
            return close("position", word, List.of(), start);
        }
        int begin = tokens.start();
        Expression first = grammar.expressions.parse(Precedence.RANGE + 1);
        if (tokens.accept(Keyword.IN)) {
            Expression text = grammar.expressions.parse(Precedence.RANGE + 1);
            return close("strpos", word, List.of(text, first), start);
        }
        var arguments = new ArrayList<Expression>();
        arguments.add(grammar.expressions.extend(first, Precedence.LOWEST, begin));
        return plain(word, arguments, start);
    }

    /// Reads `[BOTH|LEADING|TRAILING] [characters] FROM text`, or ordinary arguments.
    private Expression trim(Identifier word, int start) {
        Keyword side = tokens.keyword();
        boolean sided = (side == Keyword.BOTH || side == Keyword.LEADING || side == Keyword.TRAILING)
                && tokens.kind(1) != TokenKind.RIGHT_PAREN
                && tokens.kind(1) != TokenKind.COMMA
                && tokens.kind(1) != TokenKind.DOT;
        if (sided) {
            tokens.advance();
        }
        String name = !sided ? "trim" : side == Keyword.LEADING ? "ltrim" : side == Keyword.TRAILING ? "rtrim" : "trim";
        var arguments = new ArrayList<Expression>();
        if (!tokens.at(Keyword.FROM)) {
            arguments.add(grammar.expressions.parse());
        }
        if (tokens.accept(Keyword.FROM)) {
            arguments.addFirst(grammar.expressions.parse());
        } else if (!sided) {
            return plain(word, arguments, start);
        }
        return close(name, word, arguments, start);
    }

    private Expression overlay(Identifier word, int start) {
        var arguments = new ArrayList<Expression>();
        arguments.add(grammar.expressions.parse());
        if (!tokens.accept(Keyword.PLACING)) {
            return plain(word, arguments, start);
        }
        arguments.add(grammar.expressions.parse());
        tokens.expect(Keyword.FROM);
        arguments.add(grammar.expressions.parse());
        if (tokens.accept(Keyword.FOR)) {
            arguments.add(grammar.expressions.parse());
        }
        return close("overlay", word, arguments, start);
    }

    /// Reads the rest of an ordinary list of arguments.
    private Expression plain(Identifier word, List<Expression> arguments, int start) {
        while (tokens.accept(TokenKind.COMMA)) {
            arguments.add(grammar.expressions.parse());
        }
        return close(word.name(), word, arguments, start);
    }

    private Expression close(String function, Identifier word, List<Expression> arguments, int start) {
        if (!tokens.accept(TokenKind.RIGHT_PAREN)) {
            throw tokens.expected(")");
        }
        return call(function, word.span(), arguments, start);
    }

    private Expression call(String function, Span at, List<Expression> arguments, int start) {
        var name = new QualifiedName(List.of(new Identifier(function, false, at)), at);
        return Expression.FunctionCall.of(name, arguments, tokens.since(start));
    }

    /// Whether INTERVAL, which stands here, is meant as more than a name.
    boolean intervalFollows() {
        return switch (tokens.kind(1)) {
            case STRING, ESCAPED_STRING, DOLLAR_STRING, INTEGER, LEFT_PAREN -> true;
            default -> false;
        };
    }

    /// Reads `INTERVAL '3' MONTH`, `INTERVAL 3 MONTH`; `INTERVAL (x) MONTH` is `x * INTERVAL '1'
    /// MONTH`.
    Expression interval() {
        int start = tokens.start();
        tokens.advance();
        if (tokens.at(TokenKind.LEFT_PAREN)) {
            Expression factor = grammar.expressions.parse(Precedence.PRIMARY);
            var unit = new Literal.IntervalLiteral("1", Optional.of(unit()), Optional.empty(), tokens.since(start));
            return new Expression.Binary(BinaryOperator.MULTIPLY, factor, unit, tokens.since(start));
        }
        if (tokens.at(TokenKind.INTEGER)) {
            String text = tokens.text();
            tokens.advance();
            return new Literal.IntervalLiteral(text, Optional.of(unit()), Optional.empty(), tokens.since(start));
        }
        String text = tokens.string("a string");
        Optional<IntervalUnit> from = unitOf(tokens.keyword());
        Optional<IntervalUnit> to = Optional.empty();
        if (from.isPresent()) {
            tokens.advance();
            if (tokens.accept(Keyword.TO)) {
                to = Optional.of(unit());
            }
        }
        return new Literal.IntervalLiteral(text, from, to, tokens.since(start));
    }

    private IntervalUnit unit() {
        IntervalUnit unit = unitOf(tokens.keyword()).orElseThrow(() -> tokens.expected("a unit of time such as DAY"));
        tokens.advance();
        return unit;
    }

    private static Optional<IntervalUnit> unitOf(Keyword word) {
        return switch (word) {
            case YEAR, YEARS -> Optional.of(IntervalUnit.YEAR);
            case QUARTER, QUARTERS -> Optional.of(IntervalUnit.QUARTER);
            case MONTH, MONTHS -> Optional.of(IntervalUnit.MONTH);
            case WEEK, WEEKS -> Optional.of(IntervalUnit.WEEK);
            case DAY, DAYS -> Optional.of(IntervalUnit.DAY);
            case HOUR, HOURS -> Optional.of(IntervalUnit.HOUR);
            case MINUTE, MINUTES -> Optional.of(IntervalUnit.MINUTE);
            case SECOND, SECONDS -> Optional.of(IntervalUnit.SECOND);
            case MILLISECOND, MILLISECONDS -> Optional.of(IntervalUnit.MILLISECOND);
            case MICROSECOND, MICROSECONDS -> Optional.of(IntervalUnit.MICROSECOND);
            default -> Optional.empty();
        };
    }
}
