package org.almagest.sql.syntax;

import java.util.List;
import java.util.Optional;
import org.almagest.exec.plan.WindowFrame;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Expression.NullTreatment;
import org.almagest.sql.ast.Frame;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.SortItem;
import org.almagest.sql.ast.Window;

/// Reads function calls from their parenthesis on: arguments, FILTER, WITHIN GROUP, OVER.
final class CallParser {
    private final Grammar grammar;
    private final TokenStream tokens;

    CallParser(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Expression parse(QualifiedName name, int start) {
        tokens.expect(TokenKind.LEFT_PAREN);
        boolean star = tokens.accept(TokenKind.STAR);
        boolean distinct = !star && tokens.accept(Keyword.DISTINCT);
        if (!star && !distinct) {
            tokens.accept(Keyword.ALL);
        }
        List<Expression> arguments = List.of();
        List<SortItem> orderBy = List.of();
        Optional<NullTreatment> nulls = Optional.empty();
        if (!star && (distinct || !tokens.at(TokenKind.RIGHT_PAREN))) {
            arguments = arguments();
            nulls = nullTreatment();
            orderBy = tokens.accept(Keyword.ORDER, Keyword.BY) ? sortItems() : List.of();
        }
        tokens.closeList();
        List<SortItem> withinGroup = withinGroup();
        Optional<Expression> filter = filter();
        if (nulls.isEmpty()) {
            nulls = nullTreatment();
        }
        return new Expression.FunctionCall(
                name, arguments, star, distinct, orderBy, withinGroup, filter, nulls, over(), tokens.since(start));
    }

    /// Reads arguments, some of which may be named: `hdu => 2`.
    List<Expression> arguments() {
        return tokens.list(this::argument);
    }

    private Expression argument() {
        boolean named = tokens.kind(1) == TokenKind.ARROW || tokens.kind(1) == TokenKind.ASSIGN;
        if (!named) {
            return grammar.expressions.parse();
        }
        int start = tokens.start();
        Identifier name = tokens.label("an argument's name");
        tokens.advance();
        Expression value = grammar.expressions.parse();
        return new Expression.NamedArgument(name, value, tokens.since(start));
    }

    private Optional<NullTreatment> nullTreatment() {
        if (tokens.accept(Keyword.IGNORE, Keyword.NULLS)) {
            return Optional.of(NullTreatment.IGNORE);
        }
        return tokens.accept(Keyword.RESPECT, Keyword.NULLS) ? Optional.of(NullTreatment.RESPECT) : Optional.empty();
    }

    private List<SortItem> withinGroup() {
        if (!tokens.accept(Keyword.WITHIN, Keyword.GROUP)) {
            return List.of();
        }
        tokens.expect(TokenKind.LEFT_PAREN);
        tokens.expect(Keyword.ORDER, Keyword.BY);
        List<SortItem> items = sortItems();
        tokens.closeList();
        return items;
    }

    private Optional<Expression> filter() {
        if (!tokens.at(Keyword.FILTER) || tokens.kind(1) != TokenKind.LEFT_PAREN) {
            return Optional.empty();
        }
        tokens.advance();
        tokens.advance();
        tokens.expect(Keyword.WHERE);
        Expression condition = grammar.expressions.parse();
        tokens.expect(TokenKind.RIGHT_PAREN);
        return Optional.of(condition);
    }

    /// Reads `OVER w` and `OVER (...)`. Followed by neither, OVER is an alias.
    private Optional<Window> over() {
        if (!tokens.at(Keyword.OVER)) {
            return Optional.empty();
        }
        if (tokens.kind(1) == TokenKind.LEFT_PAREN) {
            tokens.advance();
            return Optional.of(window());
        }
        if (!tokens.nameAt(1)) {
            return Optional.empty();
        }
        tokens.advance();
        Identifier name = tokens.name("a window");
        return Optional.of(new Window.Reference(name, name.span()));
    }

    List<SortItem> sortItems() {
        return tokens.list(this::sortItem);
    }

    /// Reads the keys of a query, or ALL of its columns.
    List<SortItem> queryOrder() {
        int start = tokens.start();
        if (tokens.accept(Keyword.ALL)) {
            return List.of(direction(new Expression.AllColumns(tokens.since(start)), start));
        }
        return sortItems();
    }

    SortItem sortItem() {
        int start = tokens.start();
        return direction(grammar.expressions.parse(), start);
    }

    private SortItem direction(Expression expression, int start) {
        var direction = SortItem.Direction.ASCENDING;
        if (tokens.accept(Keyword.DESC)) {
            direction = SortItem.Direction.DESCENDING;
        } else {
            tokens.accept(Keyword.ASC);
        }
        Optional<SortItem.NullOrder> nulls = Optional.empty();
        if (tokens.accept(Keyword.NULLS)) {
            if (!tokens.at(Keyword.FIRST) && !tokens.at(Keyword.LAST)) {
                throw tokens.expected("FIRST or LAST");
            }
            nulls = Optional.of(tokens.at(Keyword.FIRST) ? SortItem.NullOrder.FIRST : SortItem.NullOrder.LAST);
            tokens.advance();
        }
        return new SortItem(expression, direction, nulls, tokens.since(start));
    }

    /// Reads `( [base] [PARTITION BY ...] [ORDER BY ...] [frame] )`.
    Window.Specification window() {
        tokens.enter();
        int start = tokens.start();
        tokens.expect(TokenKind.LEFT_PAREN);
        Optional<Identifier> base =
                tokens.atName() && !atWindowClause() ? Optional.of(tokens.name("a window")) : Optional.empty();
        List<Expression> partitionBy =
                tokens.accept(Keyword.PARTITION, Keyword.BY) ? grammar.expressions.list() : List.of();
        List<SortItem> orderBy = tokens.accept(Keyword.ORDER, Keyword.BY) ? sortItems() : List.of();
        Optional<Frame> frame = frame();
        if (!tokens.accept(TokenKind.RIGHT_PAREN)) {
            throw tokens.expected("PARTITION BY, ORDER BY, ROWS, RANGE, GROUPS or )");
        }
        tokens.leave();
        return new Window.Specification(base, partitionBy, orderBy, frame, tokens.since(start));
    }

    private boolean atWindowClause() {
        return tokens.at(Keyword.PARTITION)
                || tokens.at(Keyword.ROWS)
                || tokens.at(Keyword.RANGE)
                || tokens.at(Keyword.GROUPS);
    }

    private Optional<Frame> frame() {
        if (!tokens.at(Keyword.ROWS) && !tokens.at(Keyword.RANGE) && !tokens.at(Keyword.GROUPS)) {
            return Optional.empty();
        }
        int start = tokens.start();
        WindowFrame.Unit unit = WindowFrame.Unit.valueOf(tokens.keyword().name());
        tokens.advance();
        Frame.Bound first;
        Frame.Bound last = new Frame.Bound(WindowFrame.BoundKind.CURRENT_ROW, Optional.empty());
        if (tokens.accept(Keyword.BETWEEN)) {
            first = frameStart();
            tokens.expect(Keyword.AND);
            int at = tokens.start();
            last = bound();
            if (last.kind() == WindowFrame.BoundKind.UNBOUNDED_PRECEDING) {
                throw tokens.error("a frame cannot end at UNBOUNDED PRECEDING").at(at);
            }
        } else {
            first = frameStart();
        }
        WindowFrame.Exclusion exclusion =
                tokens.accept(Keyword.EXCLUDE) ? exclusion() : WindowFrame.Exclusion.NO_OTHERS;
        return Optional.of(new Frame(unit, first, last, exclusion, tokens.since(start)));
    }

    private Frame.Bound frameStart() {
        int at = tokens.start();
        Frame.Bound bound = bound();
        if (bound.kind() == WindowFrame.BoundKind.UNBOUNDED_FOLLOWING) {
            throw tokens.error("a frame cannot start at UNBOUNDED FOLLOWING").at(at);
        }
        return bound;
    }

    private Frame.Bound bound() {
        if (tokens.accept(Keyword.CURRENT, Keyword.ROW)) {
            return new Frame.Bound(WindowFrame.BoundKind.CURRENT_ROW, Optional.empty());
        }
        if (tokens.accept(Keyword.UNBOUNDED, Keyword.PRECEDING)) {
            return new Frame.Bound(WindowFrame.BoundKind.UNBOUNDED_PRECEDING, Optional.empty());
        }
        if (tokens.accept(Keyword.UNBOUNDED, Keyword.FOLLOWING)) {
            return new Frame.Bound(WindowFrame.BoundKind.UNBOUNDED_FOLLOWING, Optional.empty());
        }
        Expression offset = grammar.expressions.parse(Precedence.OTHER);
        if (tokens.accept(Keyword.PRECEDING)) {
            return new Frame.Bound(WindowFrame.BoundKind.PRECEDING, Optional.of(offset));
        }
        if (tokens.accept(Keyword.FOLLOWING)) {
            return new Frame.Bound(WindowFrame.BoundKind.FOLLOWING, Optional.of(offset));
        }
        throw tokens.expected("PRECEDING or FOLLOWING");
    }

    private WindowFrame.Exclusion exclusion() {
        if (tokens.accept(Keyword.CURRENT, Keyword.ROW)) {
            return WindowFrame.Exclusion.CURRENT_ROW;
        }
        if (tokens.accept(Keyword.NO, Keyword.OTHERS)) {
            return WindowFrame.Exclusion.NO_OTHERS;
        }
        if (tokens.accept(Keyword.GROUP)) {
            return WindowFrame.Exclusion.GROUP;
        }
        if (tokens.accept(Keyword.TIES)) {
            return WindowFrame.Exclusion.TIES;
        }
        throw tokens.expected("CURRENT ROW, GROUP, TIES or NO OTHERS");
    }
}
