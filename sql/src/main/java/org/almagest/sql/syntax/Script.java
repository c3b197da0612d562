package org.almagest.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import org.almagest.sql.ast.Span;

/// Where the statements of a text are, found without parsing them: what a shell needs to know
/// whether to ask for another line, and what runs a script one statement at a time.
///
/// `statements` holds the parts between semicolons that are not blank, without blanks and comments
/// around them. `ending` says how the text ends.
public record Script(List<Span> statements, Ending ending) {
    /// How a text ends.
    public enum Ending {
        /// Nothing but blanks and comments after the last semicolon, or at all.
        COMPLETE,
        /// In a statement: a semicolon is missing, or more of the statement.
        IN_STATEMENT,
        /// In a string that is not closed.
        IN_STRING,
        /// In a quoted name that is not closed.
        IN_QUOTED_NAME,
        /// In a comment that is not closed.
        IN_COMMENT,
        /// In a statement with a character that SQL does not have: more text cannot mend it.
        BROKEN
    }

    public Script {
        statements = List.copyOf(statements);
    }

    /// Whether more text may follow: a shell should ask for another line.
    public boolean incomplete() {
        return switch (ending) {
            case COMPLETE, BROKEN -> false;
            case IN_STATEMENT, IN_STRING, IN_QUOTED_NAME, IN_COMMENT -> true;
        };
    }

    public static Script of(String text) {
        Tokens tokens = Lexer.lex(text);
        var statements = new ArrayList<Span>();
        int first = -1;
        int last = tokens.count() - 1;
        for (int i = 0; i < last; i++) {
            if (tokens.kind(i) != TokenKind.SEMICOLON) {
                first = first < 0 ? i : first;
            } else if (first >= 0) {
                statements.add(new Span(tokens.start(first), tokens.end(i - 1)));
                first = -1;
            }
        }
        boolean broken = tokens.kind(last) == TokenKind.ERROR;
        if (broken) {
            statements.add(new Span(tokens.start(first < 0 ? last : first), text.length()));
            return new Script(statements, endingAt(text, tokens.start(last)));
        }
        if (first >= 0) {
            statements.add(new Span(tokens.start(first), tokens.end(last - 1)));
        }
        return new Script(statements, first < 0 ? Ending.COMPLETE : Ending.IN_STATEMENT);
    }

    private static Ending endingAt(String text, int at) {
        String rest = text.substring(at, Math.min(at + 2, text.length()));
        return switch (rest.isEmpty() ? ' ' : rest.charAt(0)) {
            case '\'' -> Ending.IN_STRING;
            case '"' -> rest.equals("\"\"") ? Ending.BROKEN : Ending.IN_QUOTED_NAME;
            case '/' -> Ending.IN_COMMENT;
            case 'e', 'E', 'x', 'X' -> rest.endsWith("'") ? Ending.IN_STRING : Ending.BROKEN;
            case '$' -> text.indexOf('$', at + 1) > 0 ? Ending.IN_STRING : Ending.BROKEN;
            default -> Ending.BROKEN;
        };
    }
}
