package org.almagest.sql.syntax;

/// The parameters of a statement, found without parsing it.
public final class Parameters {
    private Parameters() {}

    /// Answers how many values a statement that parses needs: the number of its `?`, or the largest
    /// `n` of its `$n`.
    public static int count(String text) {
        Tokens tokens = Lexer.lex(text);
        int unnumbered = 0;
        int largest = 0;
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) == TokenKind.QUESTION_MARK) {
                unnumbered++;
            } else if (tokens.kind(i) == TokenKind.NUMBERED_PARAMETER) {
                largest = Math.max(largest, Integer.parseInt(text, tokens.start(i) + 1, tokens.end(i), 10));
            }
        }
        return Math.max(unnumbered, largest);
    }
}
