package org.almagest.sql.syntax;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.sql.ast.CommonTable;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.QueryBody.SetOperator;
import org.almagest.sql.ast.SelectItem;
import org.almagest.sql.ast.SortItem;
import org.almagest.sql.ast.TableReference;

/// Reads queries: WITH, set operations, VALUES, ORDER BY and limits around SELECTs.
final class QueryParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    QueryParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// Whether a query begins at the token `ahead` of this one; a parenthesis is not asked about.
    boolean starts(int ahead) {
        return switch (tokens.keyword(ahead)) {
            case SELECT, WITH, TABLE -> true;
            case VALUES -> tokens.kind(ahead + 1) == TokenKind.LEFT_PAREN;
            default -> false;
        };
    }

    /// Whether what was read as a query in parentheses goes on as a larger query.
    boolean continues() {
        return switch (tokens.keyword()) {
            case UNION, EXCEPT, INTERSECT, ORDER, LIMIT, OFFSET, FETCH -> true;
            default -> false;
        };
    }

    /// Reads a query, which may stand in parentheses.
    Query parse() {
        tokens.enter();
        int siblings = grammar.expressions.open();
        int start = tokens.start();
        boolean recursive = false;
        List<CommonTable> with = List.of();
        if (tokens.accept(Keyword.WITH)) {
            recursive = tokens.accept(Keyword.RECURSIVE);
            with = tokens.list(this::commonTable);
        }
        QueryBody body = unions(intersections(primary()), start);
        Query query = finish(recursive, with, body, start);
        grammar.expressions.close(siblings);
        tokens.leave();
        return query;
    }

    /// Reads `( query )`.
    Query parenthesised() {
        tokens.expect(TokenKind.LEFT_PAREN);
        Query query = parse();
        if (!tokens.accept(TokenKind.RIGHT_PAREN)) {
            throw tokens.expected(")");
        }
        return query;
    }

    /// Reads on after `first`, a query in parentheses that is only the beginning of this one.
    Query resume(Query first) {
        if (!continues()) {
            return first;
        }
        int start = first.span().start();
        QueryBody body = unions(intersections(bodyOf(first)), start);
        return finish(false, List.of(), body, start);
    }

    private static QueryBody bodyOf(Query query) {
        return query.plain() ? query.body() : new QueryBody.Nested(query, query.span());
    }

    private CommonTable commonTable() {
        int start = tokens.start();
        Identifier name = tokens.name("a name for the WITH query");
        List<Identifier> columns = tokens.at(TokenKind.LEFT_PAREN) ? tokens.columnNames() : List.of();
        tokens.expect(Keyword.AS);
        Optional<Boolean> materialized = Optional.empty();
        if (tokens.accept(Keyword.MATERIALIZED)) {
            materialized = Optional.of(true);
        } else if (tokens.accept(Keyword.NOT, Keyword.MATERIALIZED)) {
            materialized = Optional.of(false);
        }
        Query query = parenthesised();
        return new CommonTable(name, columns, materialized, query, tokens.since(start));
    }

    /// Reads UNION and EXCEPT, which bind alike, from left to right.
    private QueryBody unions(QueryBody first, int start) {
        QueryBody left = first;
        while (tokens.at(Keyword.UNION) || tokens.at(Keyword.EXCEPT)) {
            Keyword word = tokens.keyword();
            var operator = word == Keyword.UNION ? SetOperator.UNION : SetOperator.EXCEPT;
            boolean all = tokens.keyword(1) == Keyword.ALL;
            var inputs = new ArrayList<QueryBody>();
            inputs.add(left);
            while (acceptSetOperator(word, all)) {
                inputs.add(intersections(primary()));
            }
            left = new QueryBody.SetOperation(operator, all, inputs, tokens.since(start));
            grammar.expressions.grow();
        }
        return left;
    }

    /// Reads INTERSECT, which binds more tightly.
    private QueryBody intersections(QueryBody first) {
        QueryBody left = first;
        int start = first.span().start();
        while (tokens.at(Keyword.INTERSECT)) {
            boolean all = tokens.keyword(1) == Keyword.ALL;
            var inputs = new ArrayList<QueryBody>();
            inputs.add(left);
            while (acceptSetOperator(Keyword.INTERSECT, all)) {
                inputs.add(primary());
            }
            left = new QueryBody.SetOperation(SetOperator.INTERSECT, all, inputs, tokens.since(start));
            grammar.expressions.grow();
        }
        return left;
    }

    private boolean acceptSetOperator(Keyword word, boolean all) {
        if (!tokens.at(word) || (tokens.keyword(1) == Keyword.ALL) != all) {
            return false;
        }
        tokens.advance();
        if (all || tokens.at(Keyword.DISTINCT)) {
            tokens.advance();
        }
        return true;
    }

    private QueryBody primary() {
        int start = tokens.start();
        if (tokens.at(TokenKind.LEFT_PAREN)) {
            return bodyOf(parenthesised());
        }
        return switch (tokens.keyword()) {
            case SELECT -> grammar.selects.parse();
            case VALUES -> values(start);
            case TABLE -> table(start);
            default -> throw tokens.expected("SELECT, VALUES, TABLE or (");
        };
    }

    private QueryBody values(int start) {
        tokens.advance();
        List<List<Expression>> rows = tokens.list(() -> tokens.parenthesised(this::value));
        return new QueryBody.Values(rows, tokens.since(start));
    }

    /// Reads an expression or DEFAULT.
    Expression value() {
        if (!tokens.at(Keyword.DEFAULT)) {
            return grammar.expressions.parse();
        }
        var span = tokens.here();
        tokens.advance();
        return new Expression.DefaultValue(span);
    }

    /// Reads `TABLE t`, which is `SELECT * FROM t`.
    private QueryBody table(int start) {
        tokens.advance();
        var name = tokens.qualifiedName("a table name");
        var span = tokens.since(start);
        var star = new SelectItem.Star(Optional.empty(), List.of(), List.of(), span);
        var from = new TableReference.Named(name, Optional.empty(), Optional.empty(), name.span());
        return QueryBody.Select.of(List.of(star), List.of(from), span);
    }

    /// Reads ORDER BY and the limits.
    private Query finish(boolean recursive, List<CommonTable> with, QueryBody body, int start) {
        List<SortItem> orderBy = tokens.accept(Keyword.ORDER, Keyword.BY) ? grammar.calls.queryOrder() : List.of();
        Optional<Expression> limit = Optional.empty();
        Optional<Expression> offset = Optional.empty();
        boolean limited = false;
        boolean withTies = false;
        QueryBody inner = body;
        if (body instanceof QueryBody.Nested top && grammar.selects.isTop(top)) {
            inner = top.query().body();
            limit = top.query().limit();
            limited = true;
        }
        while (true) {
            if (tokens.at(Keyword.LIMIT) || tokens.at(Keyword.FETCH)) {
                if (limited) {
                    throw tokens.error("the query has a limit already");
                }
                limited = true;
                boolean fetch = tokens.at(Keyword.FETCH);
                limit = fetch ? fetch() : limit();
                withTies = fetch && fetchEnd();
            } else if (tokens.at(Keyword.OFFSET) && offset.isEmpty()) {
                tokens.advance();
                offset = Optional.of(grammar.expressions.parse());
                if (tokens.at(Keyword.ROW) || tokens.at(Keyword.ROWS)) {
                    tokens.advance();
                }
            } else {
                var query = new Query(recursive, with, inner, orderBy, limit, withTies, offset, tokens.since(start));
                // Parentheses around a whole query say nothing.
                return query.plain() && inner instanceof QueryBody.Nested only ? only.query() : query;
            }
        }
    }

    private Optional<Expression> limit() {
        tokens.advance();
        if (tokens.accept(Keyword.ALL)) {
            return Optional.empty();
        }
        Expression count = grammar.expressions.parse();
        if (tokens.at(TokenKind.COMMA)) {
            throw tokens.expected("the end of LIMIT").hint("write LIMIT count OFFSET start");
        }
        return Optional.of(count);
    }

    private Optional<Expression> fetch() {
        tokens.advance();
        if (!tokens.accept(Keyword.FIRST) && !tokens.accept(Keyword.NEXT)) {
            throw tokens.expected("FIRST or NEXT");
        }
        boolean one = tokens.at(Keyword.ROW) || tokens.at(Keyword.ROWS);
        return Optional.of(
                one ? new Literal.IntegerLiteral(BigInteger.ONE, tokens.here()) : grammar.expressions.parse());
    }

    /// Reads `ROWS ONLY` or `ROWS WITH TIES`; answers whether ties count.
    private boolean fetchEnd() {
        if (!tokens.accept(Keyword.ROW) && !tokens.accept(Keyword.ROWS)) {
            throw tokens.expected("ROW or ROWS");
        }
        if (tokens.accept(Keyword.ONLY)) {
            return false;
        }
        if (!tokens.at(Keyword.WITH)) {
            throw tokens.expected("ONLY or WITH TIES");
        }
        tokens.expect(Keyword.WITH, Keyword.TIES);
        return true;
    }
}
