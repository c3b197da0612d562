package org.almagest.cli.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.almagest.sql.syntax.Lexeme;

/// Which tables a statement names, and by which names it calls them: read from the pieces of its
/// text, because what is being typed does not parse yet.
final class TableNames {
    private static final Set<String> BEFORE_TABLES = Set.of("FROM", "JOIN", "INTO", "UPDATE", "TABLE");

    private TableNames() {}

    /// Answers the tables by what they are called in a text: by their own name and by their alias,
    /// all in small letters.
    static Map<String, String> in(String text) {
        List<Lexeme> pieces = Lexeme.of(text);
        Map<String, String> tables = new HashMap<>();
        boolean inFrom = false;
        for (int i = 0; i < pieces.size(); i++) {
            String word = pieces.get(i).in(text).toUpperCase(Locale.ROOT);
            boolean opens = pieces.get(i).kind() == Lexeme.Kind.KEYWORD && BEFORE_TABLES.contains(word);
            boolean goesOn = inFrom && word.equals(",");
            if (opens || goesOn) {
                i = readTable(pieces, i + 1, text, tables);
                inFrom = true;
            } else if (pieces.get(i).kind() == Lexeme.Kind.KEYWORD) {
                inFrom = false;
            }
        }
        return tables;
    }

    /// Reads `[schema.]table [AS] [alias]` and answers where its last piece is.
    private static int readTable(List<Lexeme> pieces, int from, String text, Map<String, String> tables) {
        List<String> path = new ArrayList<>();
        int at = from;
        while (isName(pieces, at)) {
            path.add(name(pieces.get(at), text));
            if (at + 1 >= pieces.size() || !pieces.get(at + 1).in(text).equals(".")) {
                break;
            }
            at += 2;
        }
        if (path.isEmpty()) {
            return from - 1;
        }
        String table = path.getLast();
        tables.put(table, table);
        int next = at + 1;
        if (next < pieces.size() && pieces.get(next).in(text).equalsIgnoreCase("AS")) {
            next++;
        }
        if (isName(pieces, next)) {
            tables.put(name(pieces.get(next), text), table);
            return next;
        }
        return Math.min(at, pieces.size() - 1);
    }

    private static boolean isName(List<Lexeme> pieces, int at) {
        return at < pieces.size() && pieces.get(at).kind() == Lexeme.Kind.NAME;
    }

    private static String name(Lexeme piece, String text) {
        String name = piece.in(text);
        return (name.startsWith("\"") ? name.substring(1, name.length() - 1) : name).toLowerCase(Locale.ROOT);
    }
}
