package org.almagest.sql.syntax;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// Cuts a text into [Tokens]. It never throws: what is not SQL becomes an ERROR token, so that a
/// mistake of grammar further to the left is reported first.
///
/// Linear in the length of the text, without an object per token.
final class Lexer {
    private final String text;
    private final int end;
    private final Tokens tokens;
    private int position;
    private boolean failed;

    private Lexer(String text, int start, int end) {
        this.text = text;
        this.position = start;
        this.end = end;
        this.tokens = new Tokens(text);
    }

    static Tokens lex(String text) {
        return lex(text, 0, text.length());
    }

    /// Reads `text[start, end)`; the tokens' places are those in the whole text.
    static Tokens lex(String text, int start, int end) {
        var lexer = new Lexer(text, start, end);
        while (!lexer.failed && lexer.skipBlanks()) {
            lexer.token();
        }
        if (!lexer.failed) {
            lexer.tokens.add(TokenKind.END, Keyword.NONE, end, end);
        }
        return lexer.tokens;
    }

    /// Moves to the next token; false at the end and after a comment that is not closed.
    private boolean skipBlanks() {
        while (position < end) {
            char c = text.charAt(position);
            if (Letters.isBlank(c)) {
                position++;
            } else if (c == '-' && peek(1) == '-') {
                int newline = text.indexOf('\n', position);
                position = newline < 0 || newline >= end ? end : newline + 1;
            } else if (c == '/' && peek(1) == '*') {
                if (!skipBlockComment()) {
                    return false;
                }
            } else {
                return true;
            }
        }
        return false;
    }

    private boolean skipBlockComment() {
        int opened = position;
        int depth = 0;
        while (position < end) {
            if (text.charAt(position) == '/' && peek(1) == '*') {
                depth++;
                position += 2;
            } else if (text.charAt(position) == '*' && peek(1) == '/') {
                depth--;
                position += 2;
                if (depth == 0) {
                    return true;
                }
            } else {
                position++;
            }
        }
        fail(opened, "the comment that starts here is not closed", "close it with */");
        return false;
    }

    private void token() {
        char c = text.charAt(position);
        if (Letters.startsName(text, position)) {
            wordOrPrefixedString(c);
        } else if (c >= '0' && c <= '9' || c == '.' && Letters.isDigit(peek(1))) {
            number();
        } else {
            switch (c) {
                case '\'' -> quoted(TokenKind.STRING, position, position);
                case '"' -> quotedName();
                case '$' -> dollar();
                default -> operator(c);
            }
        }
    }

    private void wordOrPrefixedString(char first) {
        if (peek(1) == '\'') {
            switch (first) {
                case 'e', 'E' -> {
                    quoted(TokenKind.ESCAPED_STRING, position, position + 1);
                    return;
                }
                case 'x', 'X' -> {
                    quoted(TokenKind.BYTES, position, position + 1);
                    return;
                }
                default -> {}
            }
        }
        int start = position;
        int hash = 0;
        while (position < end && Letters.continuesName(text, position)) {
            char c = text.charAt(position);
            hash = Keyword.hashStep(hash, c);
            position += Character.isHighSurrogate(c) ? 2 : 1;
        }
        add(TokenKind.WORD, Keyword.at(text, start, position, hash), start);
    }

    /// Reads a string whose opening quote stands at `quote`; a doubled quote is one quote.
    private void quoted(TokenKind kind, int start, int quote) {
        boolean backslashes = kind == TokenKind.ESCAPED_STRING;
        int i = quote + 1;
        while (i < end) {
            char c = text.charAt(i);
            if (c == '\\' && backslashes) {
                i += 2;
            } else if (c != '\'') {
                i++;
            } else if (i + 1 < end && text.charAt(i + 1) == '\'') {
                i += 2;
            } else {
                position = i + 1;
                add(kind, Keyword.NONE, start);
                return;
            }
        }
        fail(start, "the string that starts here is not closed", "close it with '; write '' for a quote inside it");
    }

    private void quotedName() {
        int start = position;
        int i = position + 1;
        while (i < end) {
            if (text.charAt(i) != '"') {
                i++;
            } else if (i + 1 < end && text.charAt(i + 1) == '"') {
                i += 2;
            } else if (i == start + 1) {
                fail(start, "a quoted name needs at least one character", "strings are written in single quotes");
                return;
            } else {
                position = i + 1;
                add(TokenKind.QUOTED_NAME, Keyword.NONE, start);
                return;
            }
        }
        fail(start, "the quoted name that starts here is not closed", "close it with \"");
    }

    private void dollar() {
        int start = position;
        int i = position + 1;
        if (Letters.isDigit(peek(1))) {
            while (i < end && Letters.isDigit(text.charAt(i))) {
                i++;
            }
            position = i;
            add(TokenKind.NUMBERED_PARAMETER, Keyword.NONE, start);
            return;
        }
        while (i < end && text.charAt(i) != '$' && Letters.continuesName(text, i)) {
            i++;
        }
        if (i >= end || text.charAt(i) != '$') {
            fail(start, "a parameter is written $1, $2 and so on", "");
            return;
        }
        int close = text.indexOf(text.substring(start, i + 1), i + 1);
        if (close < 0 || close + (i + 1 - start) > end) {
            String tag = text.substring(start, i + 1);
            fail(start, "the string that starts here is not closed", "close it with " + tag);
            return;
        }
        position = close + (i + 1 - start);
        add(TokenKind.DOLLAR_STRING, Keyword.NONE, start);
    }

    private void number() {
        int start = position;
        TokenKind kind = TokenKind.INTEGER;
        char base = Character.toLowerCase(peek(1));
        if (text.charAt(position) == '0' && (base == 'x' || base == 'o' || base == 'b')) {
            position += 2;
            while (position < end && (Character.digit(text.charAt(position), 16) >= 0 || underscore())) {
                position++;
            }
            if (position == start + 2) {
                fail(start, "the number ends after 0" + text.charAt(start + 1), "");
                return;
            }
        } else {
            digits();
            if (position < end && text.charAt(position) == '.' && peek(1) != '.') {
                kind = TokenKind.DECIMAL;
                position++;
                digits();
            }
            if (exponentFollows()) {
                kind = TokenKind.DOUBLE;
                position += Letters.isDigit(peek(1)) ? 1 : 2;
                digits();
            }
        }
        if (position < end && Letters.continuesName(text, position)) {
            fail(position, "a number ends in a letter", "put a blank after the number, or quote the name");
            return;
        }
        add(kind, Keyword.NONE, start);
    }

    private void digits() {
        while (position < end && (Letters.isDigit(text.charAt(position)) || underscore())) {
            position++;
        }
    }

    /// Whether an underscore between two digits stands here.
    private boolean underscore() {
        return text.charAt(position) == '_'
                && Character.digit(text.charAt(position - 1), 16) >= 0
                && Character.digit(peek(1), 16) >= 0;
    }

    private boolean exponentFollows() {
        if (position >= end || (text.charAt(position) | 0x20) != 'e') {
            return false;
        }
        char next = peek(1);
        return Letters.isDigit(next) || (next == '+' || next == '-') && Letters.isDigit(peek(2));
    }

    private void operator(char c) {
        TokenKind kind = switch (c) {
            case '(' -> TokenKind.LEFT_PAREN;
            case ')' -> TokenKind.RIGHT_PAREN;
            case '[' -> TokenKind.LEFT_BRACKET;
            case ']' -> TokenKind.RIGHT_BRACKET;
            case ',' -> TokenKind.COMMA;
            case '.' -> TokenKind.DOT;
            case ';' -> TokenKind.SEMICOLON;
            case '?' -> TokenKind.QUESTION_MARK;
            case '+' -> TokenKind.PLUS;
            case '-' -> TokenKind.MINUS;
            case '*' -> peek(1) == '*' ? TokenKind.CARET : TokenKind.STAR;
            case '/' -> peek(1) == '/' ? TokenKind.DOUBLE_SLASH : TokenKind.SLASH;
            case '%' -> TokenKind.PERCENT;
            case '^' -> TokenKind.CARET;
            case '&' -> TokenKind.AMPERSAND;
            case '|' -> peek(1) == '|' ? TokenKind.CONCAT : TokenKind.BAR;
            case '#' -> TokenKind.HASH;
            case ':' ->
                switch (peek(1)) {
                    case ':' -> TokenKind.CAST;
                    case '=' -> TokenKind.ASSIGN;
                    default -> TokenKind.COLON;
                };
            case '=' -> peek(1) == '>' ? TokenKind.ARROW : TokenKind.EQUAL;
            case '<' ->
                switch (peek(1)) {
                    case '=' -> TokenKind.LESS_OR_EQUAL;
                    case '>' -> TokenKind.NOT_EQUAL;
                    case '<' -> TokenKind.SHIFT_LEFT;
                    default -> TokenKind.LESS;
                };
            case '>' ->
                switch (peek(1)) {
                    case '=' -> TokenKind.GREATER_OR_EQUAL;
                    case '>' -> TokenKind.SHIFT_RIGHT;
                    default -> TokenKind.GREATER;
                };
            case '~', '!' -> tildeOrNotEqual(c);
            default -> TokenKind.ERROR;
        };
        if (kind == TokenKind.ERROR) {
            unexpected();
            return;
        }
        int start = position;
        boolean spelledOtherwise = c == '*' && kind == TokenKind.CARET
                || c == '!' && kind == TokenKind.NOT_EQUAL
                || c == '=' && peek(1) == '=';
        position += spelledOtherwise ? 2 : kind.text().length();
        add(kind, Keyword.NONE, start);
    }

    private TokenKind tildeOrNotEqual(char c) {
        if (c == '~') {
            return switch (peek(1)) {
                case '~' -> peek(2) == '*' ? TokenKind.DOUBLE_TILDE_STAR : TokenKind.DOUBLE_TILDE;
                case '*' -> TokenKind.TILDE_STAR;
                default -> TokenKind.TILDE;
            };
        }
        if (peek(1) == '=') {
            return TokenKind.NOT_EQUAL;
        }
        if (peek(1) != '~') {
            return TokenKind.ERROR;
        }
        if (peek(2) == '~') {
            return peek(3) == '*' ? TokenKind.NOT_DOUBLE_TILDE_STAR : TokenKind.NOT_DOUBLE_TILDE;
        }
        return peek(2) == '*' ? TokenKind.NOT_TILDE_STAR : TokenKind.NOT_TILDE;
    }

    private void unexpected() {
        int codePoint = text.codePointAt(position);
        String hint = switch (codePoint) {
            case '\u2018', '\u2019', '\u00b4' -> "write the straight quote ' around strings";
            case '\u201c', '\u201d', '`' -> "write the straight quote \" around names";
            case '\u2212', '\u2013' -> "write - for minus";
            case '\ufffd' -> "the text is not valid UTF-8 here";
            default -> "";
        };
        String shown = Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.UNASSIGNED
                ? ""
                : " " + Character.toString(codePoint);
        fail(position, "unexpected character%s (U+%04X)".formatted(shown, codePoint), hint);
    }

    private char peek(int ahead) {
        return position + ahead < end ? text.charAt(position + ahead) : '\0';
    }

    private void add(TokenKind kind, Keyword keyword, int start) {
        tokens.add(kind, keyword, start, position);
    }

    private void fail(int at, String message, String hint) {
        failed = true;
        tokens.add(TokenKind.ERROR, Keyword.NONE, at, end);
        tokens.fail(AlmagestException.of(SqlState.SYNTAX_ERROR, message).at(at).hint(hint));
    }
}
