package org.almagest.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.GroupBy;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.SelectItem;
import org.almagest.sql.ast.TableReference;
import org.almagest.sql.ast.Window;

/// Reads one SELECT, from its keyword to QUALIFY.
final class SelectParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    /// The last `SELECT TOP n`, which its query still has to make its own limit.
    private Optional<QueryBody.Nested> top = Optional.empty();

    SelectParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// Whether the body is the last `SELECT TOP n` itself: its limit then comes after ORDER BY.
    boolean isTop(QueryBody.Nested body) {
        return top.isPresent() && top.get() == body;
    }

    QueryBody parse() {
        int start = tokens.start();
        tokens.expect(Keyword.SELECT);
        Optional<QueryBody.Distinct> distinct = distinct();
        Optional<Expression> count = top();
        List<SelectItem> items = items();
        List<TableReference> from = tokens.accept(Keyword.FROM) ? grammar.from.list() : List.of();
        Optional<Expression> where = condition(Keyword.WHERE);
        Optional<GroupBy> groupBy = groupBy();
        Optional<Expression> having = condition(Keyword.HAVING);
        List<Window.Definition> windows =
                tokens.accept(Keyword.WINDOW) ? tokens.list(this::windowDefinition) : List.of();
        Optional<Expression> qualify = condition(Keyword.QUALIFY);
        if (windows.isEmpty() && tokens.accept(Keyword.WINDOW)) {
            windows = tokens.list(this::windowDefinition);
        }
        var select = new QueryBody.Select(
                distinct, items, from, where, groupBy, having, windows, qualify, tokens.since(start));
        if (count.isEmpty()) {
            return select;
        }
        var limited = new Query(false, List.of(), select, List.of(), count, false, Optional.empty(), select.span());
        var nested = new QueryBody.Nested(limited, select.span());
        top = Optional.of(nested);
        return nested;
    }

    private Optional<Expression> condition(Keyword clause) {
        return tokens.accept(clause) ? Optional.of(grammar.expressions.parse()) : Optional.empty();
    }

    private Optional<QueryBody.Distinct> distinct() {
        if (!tokens.accept(Keyword.DISTINCT)) {
            tokens.accept(Keyword.ALL);
            return Optional.empty();
        }
        boolean on = tokens.at(Keyword.ON) && tokens.kind(1) == TokenKind.LEFT_PAREN;
        if (!on) {
            return Optional.of(new QueryBody.Distinct(List.of()));
        }
        tokens.advance();
        return Optional.of(new QueryBody.Distinct(tokens.parenthesised(grammar.expressions::parse)));
    }

    /// Reads `TOP n`; followed by anything but a number, TOP is a name.
    private Optional<Expression> top() {
        boolean counted = tokens.kind(1) == TokenKind.INTEGER
                || tokens.kind(1) == TokenKind.QUESTION_MARK
                || tokens.kind(1) == TokenKind.NUMBERED_PARAMETER;
        if (!tokens.at(Keyword.TOP) || !counted) {
            return Optional.empty();
        }
        tokens.advance();
        return Optional.of(grammar.expressions.parse(Precedence.PRIMARY));
    }

    List<SelectItem> items() {
        return tokens.list(this::item);
    }

    private SelectItem item() {
        int start = tokens.start();
        if (tokens.accept(TokenKind.STAR)) {
            return star(Optional.empty(), start);
        }
        if (qualifiedStarFollows()) {
            var parts = new ArrayList<Identifier>();
            do {
                parts.add(tokens.label("a table name"));
                tokens.advance();
            } while (!tokens.at(TokenKind.STAR));
            var table = new QualifiedName(parts, tokens.since(start));
            tokens.advance();
            return star(Optional.of(table), start);
        }
        return single();
    }

    private boolean qualifiedStarFollows() {
        if (!tokens.atName()) {
            return false;
        }
        int ahead = 0;
        while (tokens.kind(ahead + 1) == TokenKind.DOT) {
            if (tokens.kind(ahead + 2) == TokenKind.STAR) {
                return true;
            }
            ahead += 2;
        }
        return false;
    }

    private SelectItem.Single single() {
        int start = tokens.start();
        Expression expression = grammar.expressions.parse();
        Optional<Identifier> alias = Optional.empty();
        if (tokens.accept(Keyword.AS)) {
            if (tokens.atString()) {
                throw tokens.expected("a name after AS").hint("names are quoted with \", strings with '");
            }
            alias = Optional.of(tokens.label("a name after AS"));
        } else if (tokens.atName()) {
            alias = Optional.of(tokens.label("a name"));
        }
        return new SelectItem.Single(expression, alias, tokens.since(start));
    }

    private SelectItem star(Optional<QualifiedName> table, int start) {
        List<Identifier> exclude = List.of();
        if (tokens.at(Keyword.EXCLUDE)) {
            tokens.advance();
            exclude = tokens.at(TokenKind.LEFT_PAREN) ? tokens.columnNames() : List.of(tokens.name("a column name"));
        }
        List<SelectItem.Single> replace = List.of();
        if (tokens.at(Keyword.REPLACE)) {
            tokens.advance();
            replace = tokens.parenthesised(this::replacement);
        }
        return new SelectItem.Star(table, exclude, replace, tokens.since(start));
    }

    private SelectItem.Single replacement() {
        SelectItem.Single item = single();
        if (item.alias().isEmpty()) {
            throw tokens.expected("AS and the name of the column to replace");
        }
        return item;
    }

    private Window.Definition windowDefinition() {
        int start = tokens.start();
        Identifier name = tokens.name("a window name");
        tokens.expect(Keyword.AS);
        return new Window.Definition(name, grammar.calls.window(), tokens.since(start));
    }

    private Optional<GroupBy> groupBy() {
        int start = tokens.start();
        if (!tokens.accept(Keyword.GROUP)) {
            return Optional.empty();
        }
        tokens.expect(Keyword.BY);
        boolean all = tokens.accept(Keyword.ALL);
        List<GroupBy.Element> elements = all ? List.of() : tokens.list(this::groupingElement);
        return Optional.of(new GroupBy(all, elements, tokens.since(start)));
    }

    private GroupBy.Element groupingElement() {
        int start = tokens.start();
        boolean opens = tokens.kind(1) == TokenKind.LEFT_PAREN;
        if (tokens.at(TokenKind.LEFT_PAREN) && tokens.kind(1) == TokenKind.RIGHT_PAREN) {
            tokens.advance();
            tokens.advance();
            return new GroupBy.KeySet(List.of(), tokens.since(start));
        }
        if (tokens.at(Keyword.GROUPING, Keyword.SETS)) {
            tokens.advance();
            tokens.advance();
            List<GroupBy.Element> sets = nestedElements();
            return new GroupBy.GroupingSets(sets, tokens.since(start));
        }
        if (opens && tokens.at(Keyword.ROLLUP)) {
            tokens.advance();
            List<GroupBy.Element> elements = nestedElements();
            return new GroupBy.Rollup(elements, tokens.since(start));
        }
        if (opens && tokens.at(Keyword.CUBE)) {
            tokens.advance();
            List<GroupBy.Element> elements = nestedElements();
            return new GroupBy.Cube(elements, tokens.since(start));
        }
        Expression key = grammar.expressions.parse();
        return key instanceof Expression.Row row
                ? new GroupBy.KeySet(row.fields(), tokens.since(start))
                : new GroupBy.Key(key, tokens.since(start));
    }

    private List<GroupBy.Element> nestedElements() {
        tokens.enter();
        List<GroupBy.Element> elements = tokens.parenthesised(this::groupingElement);
        tokens.leave();
        return elements;
    }
}
