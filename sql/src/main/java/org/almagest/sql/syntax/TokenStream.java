package org.almagest.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Span;

/// A place in the tokens, and the small questions that all parsers ask there.
final class TokenStream {
    /// How deep parentheses, subqueries and operators in front of their operand may nest. The
    /// parsers recurse, and this many levels fit in a thread with 512 KB of stack.
    static final int MAX_NESTING = 300;

    private final Tokens tokens;
    private int index;
    private int nesting;
    private int unnumberedParameters;
    private boolean numberedParameters;

    TokenStream(Tokens tokens) {
        this.tokens = tokens;
    }

    TokenKind kind() {
        return tokens.kind(index);
    }

    TokenKind kind(int ahead) {
        return tokens.kind(Math.min(index + ahead, tokens.count() - 1));
    }

    Keyword keyword() {
        return tokens.keyword(index);
    }

    Keyword keyword(int ahead) {
        return tokens.keyword(Math.min(index + ahead, tokens.count() - 1));
    }

    boolean at(TokenKind kind) {
        return tokens.kind(index) == kind;
    }

    boolean at(Keyword word) {
        return tokens.keyword(index) == word;
    }

    boolean at(Keyword first, Keyword second) {
        return at(first) && keyword(1) == second;
    }

    boolean atString() {
        return isString(kind());
    }

    static boolean isString(TokenKind kind) {
        return switch (kind) {
            case STRING, ESCAPED_STRING, DOLLAR_STRING -> true;
            default -> false;
        };
    }

    /// Whether a name stands here: quoted, or a word that is not reserved.
    boolean atName() {
        return nameAt(0);
    }

    boolean nameAt(int ahead) {
        return switch (kind(ahead)) {
            case QUOTED_NAME -> true;
            case WORD -> !keyword(ahead).reserved();
            default -> false;
        };
    }

    boolean atEnd() {
        return at(TokenKind.END);
    }

    void advance() {
        if (index < tokens.count() - 1) {
            index++;
        }
    }

    boolean accept(TokenKind kind) {
        if (at(kind)) {
            advance();
            return true;
        }
        return false;
    }

    boolean accept(Keyword word) {
        if (at(word)) {
            advance();
            return true;
        }
        return false;
    }

    boolean accept(Keyword first, Keyword second) {
        if (at(first, second)) {
            advance();
            advance();
            return true;
        }
        return false;
    }

    void expect(TokenKind kind) {
        if (!accept(kind)) {
            throw expected(kind.text());
        }
    }

    void expect(Keyword word) {
        if (!accept(word)) {
            throw expected(word.name());
        }
    }

    void expect(Keyword first, Keyword second) {
        expect(first);
        expect(second);
    }

    /// Where the current token starts.
    int start() {
        return tokens.start(index);
    }

    /// Where the last token that was read ends.
    int lastEnd() {
        return index == 0 ? 0 : tokens.end(index - 1);
    }

    /// From `start` to the end of the last token that was read.
    Span since(int start) {
        return new Span(start, Math.max(start, lastEnd()));
    }

    Span here() {
        return new Span(tokens.start(index), tokens.end(index));
    }

    /// The text of the current token.
    String text() {
        return tokens.text().substring(tokens.start(index), tokens.end(index));
    }

    String source() {
        return tokens.text();
    }

    /// Reads a name: quoted, or a word that is not reserved.
    Identifier name(String what) {
        if (!atName()) {
            throw expected(what);
        }
        return label(what);
    }

    /// Reads a name where any word will do: after AS and after a dot.
    Identifier label(String what) {
        Identifier result = switch (kind()) {
            case WORD ->
                new Identifier(Letters.fold(tokens.text(), tokens.start(index), tokens.end(index)), false, here());
            case QUOTED_NAME ->
                new Identifier(
                        LiteralText.unquote(tokens.text(), tokens.start(index), tokens.end(index), '"'), true, here());
            default -> throw expected(what);
        };
        advance();
        return result;
    }

    /// Reads `a`, `a.b`, `a.b.c`.
    QualifiedName qualifiedName(String what) {
        int start = start();
        Identifier first = name(what);
        if (!at(TokenKind.DOT)) {
            return new QualifiedName(List.of(first), first.span());
        }
        var parts = new ArrayList<Identifier>();
        parts.add(first);
        while (accept(TokenKind.DOT)) {
            parts.add(label("a name after the dot"));
        }
        return new QualifiedName(parts, since(start));
    }

    /// Reads a string in any of its spellings.
    String string(String what) {
        int from = tokens.start(index);
        int to = tokens.end(index);
        String value = switch (kind()) {
            case STRING -> LiteralText.unquote(tokens.text(), from, to, '\'');
            case ESCAPED_STRING -> LiteralText.escaped(tokens.text(), from, to);
            case DOLLAR_STRING -> LiteralText.dollarQuoted(tokens.text(), from, to);
            default -> throw expected(what);
        };
        advance();
        return value;
    }

    /// Reads elements with commas between them, one at least.
    <T> List<T> list(Supplier<T> element) {
        T first = element.get();
        if (!at(TokenKind.COMMA)) {
            return List.of(first);
        }
        var elements = new ArrayList<T>();
        elements.add(first);
        while (accept(TokenKind.COMMA)) {
            elements.add(element.get());
        }
        return elements;
    }

    /// Reads `( element, ... )`.
    <T> List<T> parenthesised(Supplier<T> element) {
        expect(TokenKind.LEFT_PAREN);
        List<T> elements = list(element);
        closeList();
        return elements;
    }

    /// Reads the parenthesis that closes a list.
    void closeList() {
        if (!accept(TokenKind.RIGHT_PAREN)) {
            throw expected(", or )");
        }
    }

    List<Identifier> columnNames() {
        return parenthesised(() -> name("a column name"));
    }

    /// The number of the `?` that stands here.
    int nextUnnumberedParameter() {
        if (numberedParameters) {
            throw error("a statement uses either ? or $1 for its parameters, not both");
        }
        return ++unnumberedParameters;
    }

    /// The number of the `$1` that stands here.
    int numberedParameter() {
        if (unnumberedParameters > 0) {
            throw error("a statement uses either ? or $1 for its parameters, not both");
        }
        numberedParameters = true;
        int length = tokens.end(index) - tokens.start(index);
        int number = length > 6 ? 0 : Integer.parseInt(tokens.text(), tokens.start(index) + 1, tokens.end(index), 10);
        if (number < 1 || number > 65_535) {
            throw error("parameters are numbered from $1 to $65535");
        }
        return number;
    }

    /// Begins a statement: its parameters are its own.
    void beginStatement() {
        unnumberedParameters = 0;
        numberedParameters = false;
    }

    /// Goes one level deeper; every call has its [#leave].
    void enter() {
        if (++nesting > MAX_NESTING) {
            throw AlmagestException.of(
                            SqlState.STATEMENT_TOO_COMPLEX,
                            "the statement is nested more than " + MAX_NESTING + " levels deep")
                    .at(start())
                    .hint("move parts of it into WITH queries or views");
        }
    }

    void leave() {
        nesting--;
    }

    /// The error for a token that does not fit here.
    AlmagestException expected(String what) {
        if (at(TokenKind.ERROR)) {
            return tokens.error().orElseThrow();
        }
        String message = "expected " + what + " but found " + Expectation.describe(tokens, index);
        return error(message).hint(Expectation.hint(tokens, index));
    }

    AlmagestException error(String message) {
        return at(TokenKind.ERROR)
                ? tokens.error().orElseThrow()
                : AlmagestException.of(SqlState.SYNTAX_ERROR, message).at(start());
    }
}
