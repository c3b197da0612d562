package org.almagest.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Expression.BinaryOperator;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Predicate;
import org.almagest.sql.ast.Predicate.ComparisonOperator;
import org.almagest.sql.ast.Predicate.LogicalOperator;
import org.almagest.sql.ast.Predicate.MatchKind;
import org.almagest.sql.ast.Predicate.Quantifier;
import org.almagest.sql.ast.Predicate.Truth;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;

/// Reads expressions by operator precedence (Pratt): a primary, then operators as long as they
/// bind at least as tightly as the caller asks. [Precedence] has the table.
///
/// Operators that repeat are read in a loop. `AND`, `OR` and `||` become one node of any length;
/// the others make a tree that leans to the left and is at most [#MAX_HEIGHT] high, so that code
/// which walks a tree recursively needs a bounded stack.
final class ExpressionParser {
    private static final Set<String> CODE_POINTS = Set.of("c", "posix", "ucs_basic", "binary", "default");

    /// The greatest height of an expression, subqueries included.
    static final int MAX_HEIGHT = 1_000;

    private final Grammar grammar;
    private final TokenStream tokens;

    /// The height of the highest expression read since the enclosing one began.
    private int height;

    ExpressionParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Expression parse() {
        return parse(Precedence.LOWEST);
    }

    List<Expression> list() {
        return tokens.list(this::parse);
    }

    /// Reads an expression whose operators bind at least as tightly as `least`.
    Expression parse(int least) {
        tokens.enter();
        int start = tokens.start();
        int siblings = open();
        Expression first = grammar.primaries.parse();
        height++;
        Expression whole = extend(first, least, start);
        close(siblings);
        tokens.leave();
        return whole;
    }

    /// Begins a part whose height counts on its own; [#close] takes what this answers.
    int open() {
        int siblings = height;
        height = 0;
        return siblings;
    }

    /// Ends a part: the enclosing one is as high as its highest part.
    void close(int siblings) {
        height = Math.max(siblings, height);
    }

    /// Reads on after `first`, which started at `start`.
    Expression extend(Expression first, int least, int start) {
        Expression left = first;
        while (true) {
            int precedence = precedence();
            if (precedence < least) {
                return left;
            }
            int below = open();
            left = infix(left, precedence, start);
            close(below);
            grow();
        }
    }

    /// Counts one more level on top of what was read since the enclosing expression began.
    void grow() {
        if (++height > MAX_HEIGHT) {
            throw AlmagestException.of(
                            SqlState.STATEMENT_TOO_COMPLEX,
                            "the statement chains more than " + MAX_HEIGHT + " operators")
                    .at(tokens.start())
                    .hint("AND, OR, || and lists may be of any length; split other chains");
        }
    }

    /// How tightly the operator that stands here binds; 0 when none does.
    private int precedence() {
        return switch (tokens.kind()) {
            case WORD -> wordPrecedence();
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> Precedence.COMPARISON;
            case PLUS, MINUS -> Precedence.ADDITIVE;
            case STAR, SLASH, DOUBLE_SLASH, PERCENT -> Precedence.PRODUCT;
            case CARET -> Precedence.POWER;
            case CONCAT,
                    BAR,
                    AMPERSAND,
                    HASH,
                    SHIFT_LEFT,
                    SHIFT_RIGHT,
                    TILDE,
                    TILDE_STAR,
                    NOT_TILDE,
                    NOT_TILDE_STAR,
                    DOUBLE_TILDE,
                    DOUBLE_TILDE_STAR,
                    NOT_DOUBLE_TILDE,
                    NOT_DOUBLE_TILDE_STAR -> Precedence.OTHER;
            case CAST, LEFT_BRACKET -> Precedence.POSTFIX;
            default -> 0;
        };
    }

    private int wordPrecedence() {
        return switch (tokens.keyword()) {
            case OR -> Precedence.OR;
            case AND -> Precedence.AND;
            case IS, ISNULL, NOTNULL -> Precedence.IS;
            case BETWEEN, IN, LIKE, ILIKE, SIMILAR -> Precedence.RANGE;
            case NOT ->
                switch (tokens.keyword(1)) {
                    case BETWEEN, IN, LIKE, ILIKE, SIMILAR -> Precedence.RANGE;
                    default -> 0;
                };
            case AT -> tokens.keyword(1) == Keyword.TIME && tokens.keyword(2) == Keyword.ZONE ? Precedence.ZONE : 0;
            case COLLATE -> tokens.nameAt(1) ? Precedence.ZONE : 0;
            default -> 0;
        };
    }

    private Expression infix(Expression left, int precedence, int start) {
        return switch (tokens.kind()) {
            case WORD -> wordInfix(left, start);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> comparison(left, start);
            case CONCAT -> new Expression.Concat(chain(left, TokenKind.CONCAT, precedence), tokens.since(start));
            case TILDE -> match(MatchKind.REGEX, false, left, start);
            case TILDE_STAR -> match(MatchKind.REGEX_IGNORE_CASE, false, left, start);
            case NOT_TILDE -> match(MatchKind.REGEX, true, left, start);
            case NOT_TILDE_STAR -> match(MatchKind.REGEX_IGNORE_CASE, true, left, start);
            case DOUBLE_TILDE -> match(MatchKind.LIKE, false, left, start);
            case DOUBLE_TILDE_STAR -> match(MatchKind.ILIKE, false, left, start);
            case NOT_DOUBLE_TILDE -> match(MatchKind.LIKE, true, left, start);
            case NOT_DOUBLE_TILDE_STAR -> match(MatchKind.ILIKE, true, left, start);
            case CAST -> {
                tokens.advance();
                yield new Expression.Cast(left, grammar.types.parse(), false, tokens.since(start));
            }
            case LEFT_BRACKET -> subscript(left, start);
            default -> binary(binaryOperator(), left, precedence, start);
        };
    }

    private BinaryOperator binaryOperator() {
        return switch (tokens.kind()) {
            case PLUS -> BinaryOperator.ADD;
            case MINUS -> BinaryOperator.SUBTRACT;
            case STAR -> BinaryOperator.MULTIPLY;
            case SLASH -> BinaryOperator.DIVIDE;
            case DOUBLE_SLASH -> BinaryOperator.INTEGER_DIVIDE;
            case PERCENT -> BinaryOperator.MODULO;
            case CARET -> BinaryOperator.POWER;
            case AMPERSAND -> BinaryOperator.BIT_AND;
            case BAR -> BinaryOperator.BIT_OR;
            case HASH -> BinaryOperator.BIT_XOR;
            case SHIFT_LEFT -> BinaryOperator.SHIFT_LEFT;
            case SHIFT_RIGHT -> BinaryOperator.SHIFT_RIGHT;
            default -> throw new IllegalStateException("not an operator: " + tokens.kind());
        };
    }

    private Expression binary(BinaryOperator operator, Expression left, int precedence, int start) {
        tokens.advance();
        Expression right = parse(precedence + 1);
        return new Expression.Binary(operator, left, right, tokens.since(start));
    }

    /// Reads the rest of a chain of one operator.
    private List<Expression> chain(Expression first, TokenKind operator, int precedence) {
        var operands = new ArrayList<Expression>();
        operands.add(first);
        while (tokens.accept(operator)) {
            operands.add(parse(precedence + 1));
        }
        return operands;
    }

    private Expression logical(LogicalOperator operator, Keyword word, Expression first, int precedence, int start) {
        var operands = new ArrayList<Expression>();
        operands.add(first);
        while (tokens.accept(word)) {
            operands.add(parse(precedence + 1));
        }
        return new Predicate.Logical(operator, operands, tokens.since(start));
    }

    private Expression wordInfix(Expression left, int start) {
        return switch (tokens.keyword()) {
            case OR -> logical(LogicalOperator.OR, Keyword.OR, left, Precedence.OR, start);
            case AND -> logical(LogicalOperator.AND, Keyword.AND, left, Precedence.AND, start);
            case IS -> is(left, start);
            case ISNULL -> isNull(left, false, start);
            case NOTNULL -> isNull(left, true, start);
            case AT -> atTimeZone(left, start);
            case COLLATE -> collated(left);
            default -> range(left, tokens.accept(Keyword.NOT), start);
        };
    }

    private Expression isNull(Expression left, boolean negated, int start) {
        tokens.advance();
        return new Predicate.IsNull(left, negated, tokens.since(start));
    }

    private Expression is(Expression left, int start) {
        tokens.advance();
        boolean negated = tokens.accept(Keyword.NOT);
        switch (tokens.keyword()) {
            case NULL -> {
                return isNull(left, negated, start);
            }
            case TRUE, FALSE, UNKNOWN -> {
                Truth truth = Truth.valueOf(tokens.keyword().name());
                tokens.advance();
                return new Predicate.IsTruth(left, truth, negated, tokens.since(start));
            }
            case DISTINCT -> {
                tokens.advance();
                tokens.expect(Keyword.FROM);
                var operator = negated ? ComparisonOperator.NOT_DISTINCT_FROM : ComparisonOperator.DISTINCT_FROM;
                Expression right = parse(Precedence.IS + 1);
                return new Predicate.Comparison(operator, left, right, tokens.since(start));
            }
            default -> throw tokens.expected("NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM");
        }
    }

    /// Text compares by code points and in no other way, which several names stand for.
    private Expression collated(Expression left) {
        tokens.advance();
        QualifiedName collation = tokens.qualifiedName("a collation");
        if (!CODE_POINTS.contains(collation.last().name().toLowerCase(Locale.ROOT))) {
            throw AlmagestException.of(SqlState.UNDEFINED_OBJECT, "there is no collation " + collation.text())
                    .at(collation.span().start())
                    .hint(
                            "text compares by code points: COLLATE \"C\"; lower(x) and strip_accents(x) bring texts together");
        }
        return left;
    }

    private Expression atTimeZone(Expression left, int start) {
        var name = new QualifiedName(List.of(new Identifier("timezone", false, tokens.here())), tokens.here());
        tokens.advance();
        tokens.expect(Keyword.TIME, Keyword.ZONE);
        Expression zone = parse(Precedence.ZONE + 1);
        return Expression.FunctionCall.of(name, List.of(zone, left), tokens.since(start));
    }

    private Expression range(Expression left, boolean negated, int start) {
        return switch (tokens.keyword()) {
            case BETWEEN -> between(left, negated, start);
            case IN -> in(left, negated, start);
            case LIKE -> match(MatchKind.LIKE, negated, left, start);
            case ILIKE -> match(MatchKind.ILIKE, negated, left, start);
            case SIMILAR -> {
                if (tokens.keyword(1) != Keyword.TO) {
                    tokens.advance();
                    throw tokens.expected("TO");
                }
                tokens.advance();
                yield match(MatchKind.SIMILAR_TO, negated, left, start);
            }
            default -> throw new IllegalStateException("not an operator: " + tokens.keyword());
        };
    }

    private Expression between(Expression left, boolean negated, int start) {
        tokens.advance();
        boolean symmetric = tokens.accept(Keyword.SYMMETRIC);
        if (!symmetric && tokens.at(Keyword.ASYMMETRIC)) {
            tokens.advance();
        }
        Expression low = parse(Precedence.RANGE + 1);
        tokens.expect(Keyword.AND);
        Expression high = parse(Precedence.RANGE + 1);
        return new Predicate.Between(left, low, high, negated, symmetric, tokens.since(start));
    }

    private Expression in(Expression left, boolean negated, int start) {
        tokens.advance();
        tokens.expect(TokenKind.LEFT_PAREN);
        if (grammar.queries.starts(0)) {
            Query query = grammar.queries.parse();
            tokens.expect(TokenKind.RIGHT_PAREN);
            return new Predicate.InSubquery(left, query, negated, tokens.since(start));
        }
        List<Expression> values = list();
        if (values.size() == 1 && values.getFirst() instanceof Expression.ScalarSubquery sub) {
            Query query = grammar.queries.resume(sub.query());
            tokens.closeList();
            return new Predicate.InSubquery(left, query, negated, tokens.since(start));
        }
        tokens.closeList();
        return new Predicate.InList(left, values, negated, tokens.since(start));
    }

    private Expression match(MatchKind kind, boolean negated, Expression left, int start) {
        boolean word = tokens.at(TokenKind.WORD);
        tokens.advance();
        Expression pattern = parse((word ? Precedence.RANGE : Precedence.OTHER) + 1);
        Optional<Expression> escape = Optional.empty();
        if (word && tokens.accept(Keyword.ESCAPE)) {
            escape = Optional.of(parse(Precedence.RANGE + 1));
        }
        return new Predicate.Match(kind, left, pattern, escape, negated, tokens.since(start));
    }

    private Expression comparison(Expression left, int start) {
        ComparisonOperator operator = comparisonOperator();
        tokens.advance();
        Expression result = quantifierFollows()
                ? quantified(left, operator, start)
                : new Predicate.Comparison(operator, left, parse(Precedence.COMPARISON + 1), tokens.since(start));
        if (precedence() == Precedence.COMPARISON) {
            throw tokens.error("a comparison cannot follow a comparison")
                    .hint("join the comparisons with AND, or put one of them in parentheses");
        }
        return result;
    }

    private ComparisonOperator comparisonOperator() {
        return switch (tokens.kind()) {
            case EQUAL -> ComparisonOperator.EQUAL;
            case NOT_EQUAL -> ComparisonOperator.NOT_EQUAL;
            case LESS -> ComparisonOperator.LESS;
            case LESS_OR_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
            case GREATER -> ComparisonOperator.GREATER;
            case GREATER_OR_EQUAL -> ComparisonOperator.GREATER_OR_EQUAL;
            default -> throw new IllegalStateException("not a comparison: " + tokens.kind());
        };
    }

    private boolean quantifierFollows() {
        boolean word = tokens.at(Keyword.ANY) || tokens.at(Keyword.SOME) || tokens.at(Keyword.ALL);
        return word && tokens.kind(1) == TokenKind.LEFT_PAREN;
    }

    private Expression quantified(Expression left, ComparisonOperator operator, int start) {
        Quantifier quantifier = tokens.at(Keyword.ALL) ? Quantifier.ALL : Quantifier.ANY;
        tokens.advance();
        // The parentheses are read as those of an expression: a query in them is a subquery.
        Expression inside = parse(Precedence.PRIMARY);
        return inside instanceof Expression.ScalarSubquery sub
                ? new Predicate.QuantifiedSubquery(left, operator, quantifier, sub.query(), tokens.since(start))
                : new Predicate.QuantifiedArray(left, operator, quantifier, inside, tokens.since(start));
    }

    private Expression subscript(Expression left, int start) {
        tokens.advance();
        Optional<Expression> low = tokens.at(TokenKind.COLON) ? Optional.empty() : Optional.of(parse());
        if (tokens.accept(TokenKind.COLON)) {
            Optional<Expression> high = tokens.at(TokenKind.RIGHT_BRACKET) ? Optional.empty() : Optional.of(parse());
            tokens.expect(TokenKind.RIGHT_BRACKET);
            return new Expression.Slice(left, low, high, tokens.since(start));
        }
        tokens.expect(TokenKind.RIGHT_BRACKET);
        return new Expression.Subscript(left, low.orElseThrow(), tokens.since(start));
    }
}
