package org.almagest.exec.cast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Arrays as text, and back:
///
/// ```text
/// [1, 2, NULL]   [M31, 'a, b', 'it\'s']   what is written
/// {1,2,NULL}     {"a, b",M31}             PostgreSQL's form is read too
/// ```
///
/// An element that could be taken for something else stands in quotes, within which a backslash
/// takes the character behind it as it is. Both kinds of quotes are read.
public final class ArrayText {
    private static final String SPECIAL = "[]{},'\"\\";

    private final String text;
    private int at;

    private ArrayText(String text) {
        this.text = text;
    }

    /// Writes the text of an element so that it is read as that.
    static String quoted(String element) {
        boolean plain = !element.isEmpty()
                && element.equals(element.strip())
                && !element.equalsIgnoreCase("NULL")
                && element.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
        return plain ? element : "'" + element.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /// Reads an array: its elements as text, empty for NULL. Answers nothing where the text is none.
    static Optional<List<Optional<String>>> read(String text) {
        return new ArrayText(text.strip()).elements();
    }

    private Optional<List<Optional<String>>> elements() {
        boolean bracketed = text.length() >= 2
                && (text.startsWith("[") && text.endsWith("]") || text.startsWith("{") && text.endsWith("}"));
        if (!bracketed) {
            return Optional.empty();
        }
        List<Optional<String>> elements = new ArrayList<>();
        at = 1;
        skipBlanks();
        if (at == text.length() - 1) {
            return Optional.of(elements);
        }
        while (true) {
            skipBlanks();
            char c = text.charAt(at);
            boolean read = c == '\'' || c == '"' ? quotedElement(c, elements) : plainElement(elements);
            if (!read) {
                return Optional.empty();
            }
            skipBlanks();
            if (at == text.length() - 1) {
                return Optional.of(elements);
            }
            if (at >= text.length() || text.charAt(at++) != ',') {
                return Optional.empty();
            }
        }
    }

    private void skipBlanks() {
        while (at < text.length() - 1 && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean quotedElement(char quote, List<Optional<String>> elements) {
        StringBuilder element = new StringBuilder();
        at++;
        while (at < text.length() - 1) {
            char c = text.charAt(at++);
            if (c == quote) {
                elements.add(Optional.of(element.toString()));
                return true;
            }
            if (c == '\\' && at < text.length() - 1) {
                c = text.charAt(at++);
            }
            element.append(c);
        }
        return false;
    }

    private boolean plainElement(List<Optional<String>> elements) {
        int start = at;
        while (at < text.length() - 1 && SPECIAL.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String element = text.substring(start, at).strip();
        elements.add(element.equalsIgnoreCase("NULL") ? Optional.empty() : Optional.of(element));
        return !element.isEmpty();
    }
}
