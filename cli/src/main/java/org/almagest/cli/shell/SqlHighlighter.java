package org.almagest.cli.shell;

import org.almagest.sql.syntax.Lexeme;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Colours what is typed: keywords, strings, numbers, comments, and the commands of the shell.
final class SqlHighlighter implements Highlighter {
    private static final AttributedStyle COMMAND = AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA);
    private static final AttributedStyle COMMENT = AttributedStyle.DEFAULT.faint();

    @Override
    public AttributedString highlight(LineReader reader, String text) {
        if (ShellCommands.isCommand(text)) {
            return new AttributedString(text, COMMAND);
        }
        AttributedStringBuilder painted = new AttributedStringBuilder(text.length());
        int at = 0;
        for (Lexeme lexeme : Lexeme.of(text)) {
            painted.styled(COMMENT, text.substring(at, lexeme.start()));
            painted.styled(style(lexeme, text), lexeme.in(text));
            at = lexeme.end();
        }
        return painted.styled(COMMENT, text.substring(at)).toAttributedString();
    }

    private static AttributedStyle style(Lexeme lexeme, String text) {
        return switch (lexeme.kind()) {
            case KEYWORD ->
                isPartOfName(lexeme, text)
                        ? AttributedStyle.DEFAULT
                        : AttributedStyle.DEFAULT.bold().foreground(AttributedStyle.BLUE);
            case STRING -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case NUMBER -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
            case BROKEN -> broken(text.charAt(lexeme.start()));
            case NAME, SIGN -> AttributedStyle.DEFAULT;
        };
    }

    /// A string that is still being typed has the colour of strings.
    private static AttributedStyle broken(char first) {
        return switch (first) {
            case '\'', '$', 'e', 'E', 'x', 'X' -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case '"' -> AttributedStyle.DEFAULT;
            case '/' -> COMMENT;
            default -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
        };
    }

    /// In `s.date` the keyword is a column's name.
    private static boolean isPartOfName(Lexeme lexeme, String text) {
        return lexeme.start() > 0 && text.charAt(lexeme.start() - 1) == '.';
    }
}
