package org.almagest.sql.syntax;

import java.util.Locale;

/// The words of a syntax error: what was found, and what the writer may have meant.
final class Expectation {
    private static final int SHOWN = 30;

    /// The words a typing mistake is looked for among.
    private static final Keyword[] OFTEN_MEANT = {
        Keyword.SELECT,
        Keyword.FROM,
        Keyword.WHERE,
        Keyword.GROUP,
        Keyword.ORDER,
        Keyword.HAVING,
        Keyword.LIMIT,
        Keyword.OFFSET,
        Keyword.UNION,
        Keyword.INTERSECT,
        Keyword.EXCEPT,
        Keyword.JOIN,
        Keyword.INNER,
        Keyword.LEFT,
        Keyword.CROSS,
        Keyword.USING,
        Keyword.DISTINCT,
        Keyword.BETWEEN,
        Keyword.LIKE,
        Keyword.WHEN,
        Keyword.THEN,
        Keyword.ELSE,
        Keyword.WITH,
        Keyword.WINDOW,
        Keyword.QUALIFY,
        Keyword.PARTITION,
        Keyword.OVER,
        Keyword.VALUES,
        Keyword.TABLE,
        Keyword.INTO,
        Keyword.INSERT,
        Keyword.UPDATE,
        Keyword.DELETE,
        Keyword.CREATE,
        Keyword.DROP,
        Keyword.ALTER,
        Keyword.COPY,
        Keyword.EXPLAIN,
        Keyword.ANALYZE,
        Keyword.DESCRIBE,
        Keyword.SHOW,
        Keyword.BEGIN,
        Keyword.COMMIT,
        Keyword.ROLLBACK,
        Keyword.VACUUM,
        Keyword.CHECKPOINT,
    };

    private Expectation() {}

    /// Names the token at `index`: a keyword as itself, a name and an operator in quotes.
    static String describe(Tokens tokens, int index) {
        String text = shorten(tokens.text().substring(tokens.start(index), tokens.end(index)));
        return switch (tokens.kind(index)) {
            case END -> "the end of the statement";
            case SEMICOLON -> "the end of the statement (;)";
            case STRING, ESCAPED_STRING, DOLLAR_STRING, BYTES -> "the string " + text;
            case INTEGER, DECIMAL, DOUBLE -> "the number " + text;
            case NUMBERED_PARAMETER, QUESTION_MARK -> "the parameter " + text;
            case QUOTED_NAME -> "the name " + text;
            case WORD ->
                tokens.keyword(index) == Keyword.NONE
                        ? "the name " + text
                        : tokens.keyword(index).name();
            default -> text;
        };
    }

    private static String shorten(String text) {
        int line = text.indexOf('\n');
        String first = line < 0 ? text : text.substring(0, line);
        return first.length() <= SHOWN && line < 0
                ? first
                : first.substring(0, Math.min(SHOWN, first.length())) + "...";
    }

    /// What may be wrong where the token at `index` does not fit; empty when nothing comes to mind.
    static String hint(Tokens tokens, int index) {
        boolean ends = tokens.kind(index) == TokenKind.RIGHT_PAREN
                || tokens.kind(index) == TokenKind.SEMICOLON
                || tokens.keyword(index) == Keyword.FROM
                || tokens.keyword(index) == Keyword.WHERE;
        if (index > 0 && tokens.kind(index - 1) == TokenKind.COMMA && ends) {
            return "remove the comma before it";
        }
        String meant = meant(tokens, index);
        if (meant.isEmpty() && index > 0) {
            meant = meant(tokens, index - 1);
        }
        if (!meant.isEmpty()) {
            return meant;
        }
        if (tokens.keyword(index).reserved()) {
            String word = tokens.keyword(index).lower();
            return "if %s is meant as a name, write \"%s\"".formatted(word, word);
        }
        return "";
    }

    private static String meant(Tokens tokens, int index) {
        int start = tokens.start(index);
        int length = tokens.end(index) - start;
        if (tokens.kind(index) != TokenKind.WORD
                || tokens.keyword(index) != Keyword.NONE
                || length < 3
                || length > 12) {
            return "";
        }
        String word = tokens.text().substring(start, start + length).toLowerCase(Locale.ROOT);
        for (Keyword keyword : OFTEN_MEANT) {
            if (near(word, keyword.lower())) {
                return "did you mean %s instead of %s?".formatted(keyword.name(), word);
            }
        }
        return "";
    }

    /// Whether one letter added, dropped, replaced, or swapped with its neighbour makes `a` into
    /// `b`.
    static boolean near(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1) {
            return false;
        }
        int same = 0;
        while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        if (a.length() < b.length()) {
            return a.regionMatches(same, b, same + 1, a.length() - same);
        }
        if (a.length() > b.length()) {
            return a.regionMatches(same + 1, b, same, b.length() - same);
        }
        int rest = a.length() - same - 1;
        boolean replaced = rest >= 0 && a.regionMatches(same + 1, b, same + 1, rest);
        boolean swapped = rest >= 1
                && a.charAt(same) == b.charAt(same + 1)
                && a.charAt(same + 1) == b.charAt(same)
                && a.regionMatches(same + 2, b, same + 2, rest - 1);
        return replaced || swapped;
    }
}
