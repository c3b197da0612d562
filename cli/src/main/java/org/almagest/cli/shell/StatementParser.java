package org.almagest.cli.shell;

import org.almagest.sql.syntax.Script;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/// Tells the line editor when a statement is complete: Enter before the semicolon starts another
/// line.
final class StatementParser implements Parser {
    private static final String WORD_ENDS = " \t\n(),;=<>+-*/%|'";

    private final DefaultParser words = new DefaultParser() {
        @Override
        public boolean isDelimiterChar(CharSequence buffer, int position) {
            return WORD_ENDS.indexOf(buffer.charAt(position)) >= 0;
        }
    };

    StatementParser() {
        words.setQuoteChars(new char[0]);
        words.setEscapeChars(new char[0]);
        words.setEofOnUnclosedQuote(false);
        words.setEofOnEscapedNewLine(false);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        boolean finishes = context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT;
        if (finishes
                && !line.isBlank()
                && !ShellCommands.isCommand(line)
                && Script.of(line).incomplete()) {
            throw new EOFError(-1, -1, "the statement goes on", "");
        }
        return words.parse(line, cursor, context);
    }
}
