package org.almagest.sql.syntax;

/// What a token is. The text of the fixed ones is [#text].
enum TokenKind {
    /// An unquoted name or a keyword.
    WORD(""),
    QUOTED_NAME(""),
    STRING(""),
    /// `E'...'`, with backslash escapes.
    ESCAPED_STRING(""),
    /// `$$...$$` or `$tag$...$tag$`.
    DOLLAR_STRING(""),
    /// `X'...'`.
    BYTES(""),
    INTEGER(""),
    DECIMAL(""),
    DOUBLE(""),
    /// `$1`.
    NUMBERED_PARAMETER(""),
    QUESTION_MARK("?"),
    LEFT_PAREN("("),
    RIGHT_PAREN(")"),
    LEFT_BRACKET("["),
    RIGHT_BRACKET("]"),
    COMMA(","),
    DOT("."),
    SEMICOLON(";"),
    COLON(":"),
    CAST("::"),
    ASSIGN(":="),
    ARROW("=>"),
    PLUS("+"),
    MINUS("-"),
    STAR("*"),
    SLASH("/"),
    DOUBLE_SLASH("//"),
    PERCENT("%"),
    CARET("^"),
    AMPERSAND("&"),
    BAR("|"),
    CONCAT("||"),
    HASH("#"),
    SHIFT_LEFT("<<"),
    SHIFT_RIGHT(">>"),
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    TILDE("~"),
    TILDE_STAR("~*"),
    NOT_TILDE("!~"),
    NOT_TILDE_STAR("!~*"),
    DOUBLE_TILDE("~~"),
    DOUBLE_TILDE_STAR("~~*"),
    NOT_DOUBLE_TILDE("!~~"),
    NOT_DOUBLE_TILDE_STAR("!~~*"),
    /// The text is not SQL from here on; [Tokens#error] says why.
    ERROR(""),
    END("");

    private final String text;

    TokenKind(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
