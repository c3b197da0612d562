package org.almagest.cli.shell;

import java.util.List;
import java.util.Optional;
import org.almagest.sql.syntax.Lexeme;
import org.jline.reader.CompletingParsedLine;

/// The word at the cursor, as completion sees it: a name with the qualifiers before it (`s.ra`), the
/// text of a string from its quote on (a path), or what follows the last blank of a command.
///
/// @param line everything typed
/// @param inString whether the word stands in a string of SQL
record TypedWord(String line, int cursor, int start, int end, boolean inString) implements CompletingParsedLine {
    static TypedWord at(String line, int cursor) {
        if (ShellCommands.isCommand(line)) {
            return between(line, cursor, false);
        }
        Optional<Lexeme> string = Lexeme.of(line).stream()
                .filter(lexeme -> holdsString(lexeme, line, cursor))
                .findFirst();
        if (string.isPresent()) {
            int start = line.indexOf('\'', string.get().start()) + 1;
            return new TypedWord(line, cursor, start, cursor, true);
        }
        return between(line, cursor, true);
    }

    private static boolean holdsString(Lexeme lexeme, String line, int cursor) {
        boolean quoted = lexeme.kind() == Lexeme.Kind.STRING || lexeme.kind() == Lexeme.Kind.BROKEN;
        boolean open = lexeme.kind() == Lexeme.Kind.BROKEN;
        return quoted
                && line.startsWith("'", lexeme.start())
                && cursor > lexeme.start()
                && (cursor < lexeme.end() || open);
    }

    private static TypedWord between(String line, int cursor, boolean names) {
        int start = cursor;
        while (start > 0 && belongs(line.charAt(start - 1), names)) {
            start--;
        }
        int end = cursor;
        while (end < line.length() && belongs(line.charAt(end), names)) {
            end++;
        }
        return new TypedWord(line, cursor, start, end, false);
    }

    private static boolean belongs(char c, boolean names) {
        return names ? Character.isLetterOrDigit(c) || c == '_' || c == '.' : !Character.isWhitespace(c);
    }

    /// Answers the part of the word that is before the cursor.
    String typed() {
        return line.substring(start, cursor);
    }

    /// Answers the last word before this one, in capitals; "" where a sign or nothing stands there.
    String wordBefore() {
        String before = line.substring(0, start).stripTrailing();
        int from = before.length();
        while (from > 0 && belongs(before.charAt(from - 1), true)) {
            from--;
        }
        return before.substring(from).toUpperCase(java.util.Locale.ROOT);
    }

    @Override
    public String word() {
        return line.substring(start, end);
    }

    @Override
    public int wordCursor() {
        return cursor - start;
    }

    @Override
    public int wordIndex() {
        return line.substring(0, start).isBlank() ? 0 : 1;
    }

    @Override
    public List<String> words() {
        return wordIndex() == 0
                ? List.of(word())
                : List.of(line.substring(0, start).strip(), word());
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        return candidate;
    }

    @Override
    public int rawWordCursor() {
        return wordCursor();
    }

    @Override
    public int rawWordLength() {
        return end - start;
    }
}
