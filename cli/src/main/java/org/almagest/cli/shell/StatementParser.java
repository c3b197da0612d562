package org.almagest.cli.shell;

import org.almagest.sql.syntax.Script;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/// Tells the line editor when a statement is complete: Enter before the semicolon starts another
/// line.
final class StatementParser implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        boolean finishes = context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT;
        if (finishes
                && !line.isBlank()
                && !ShellCommands.isCommand(line)
                && Script.of(line).incomplete()) {
            throw new EOFError(-1, -1, "the statement goes on", "");
        }
        return TypedWord.at(line, Math.min(cursor, line.length()));
    }
}
