package org.almagest.sql.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A piece of SQL text as the lexer cuts it, for what shows text while it is typed: places are
/// offsets into the text, comments and blanks lie between pieces.
public record Lexeme(Kind kind, int start, int end) {
    /// What a piece is.
    public enum Kind {
        KEYWORD,
        NAME,
        STRING,
        NUMBER,
        SIGN,
        /// From here to the end of the text there is no SQL (yet): a string is not closed, say.
        BROKEN
    }

    /// Cuts a text; never fails.
    public static List<Lexeme> of(String text) {
        Tokens tokens = Lexer.lex(text);
        List<Lexeme> lexemes = new ArrayList<>(tokens.count());
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) != TokenKind.END) {
                Kind kind = kind(tokens.kind(i), tokens.keyword(i));
                lexemes.add(new Lexeme(kind, tokens.start(i), kind == Kind.BROKEN ? text.length() : tokens.end(i)));
            }
        }
        return lexemes;
    }

    /// Answers the words that the grammar knows, in capitals.
    public static List<String> keywords() {
        return Arrays.stream(Keyword.values())
                .filter(keyword -> keyword != Keyword.NONE)
                .map(Keyword::name)
                .toList();
    }

    /// Answers the piece of the text.
    public String in(String text) {
        return text.substring(start, end);
    }

    private static Kind kind(TokenKind token, Keyword keyword) {
        return switch (token) {
            case WORD -> keyword == Keyword.NONE ? Kind.NAME : Kind.KEYWORD;
            case QUOTED_NAME -> Kind.NAME;
            case STRING, ESCAPED_STRING, DOLLAR_STRING, BYTES -> Kind.STRING;
            case INTEGER, DECIMAL, DOUBLE, NUMBERED_PARAMETER, QUESTION_MARK -> Kind.NUMBER;
            case ERROR -> Kind.BROKEN;
            default -> Kind.SIGN;
        };
    }
}
