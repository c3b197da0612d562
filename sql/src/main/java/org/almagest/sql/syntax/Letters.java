package org.almagest.sql.syntax;

import java.util.Locale;

/// What characters are to the lexer.
final class Letters {
    private Letters() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Blanks of every kind, the byte order mark and the no-break space included.
    static boolean isBlank(char c) {
        if (c <= ' ') {
            return c == ' ' || c >= '\t' && c <= '\r';
        }
        return c >= 0x80 && (Character.isSpaceChar(c) || c == '\u0085' || c == '\ufeff' || c == '\u200b');
    }

    /// Letters of every script and the underscore.
    static boolean startsName(String text, int index) {
        char c = text.charAt(index);
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
        }
        return Character.isLetter(text.codePointAt(index));
    }

    /// Letters, combining marks, digits, underscore and dollar.
    static boolean continuesName(String text, int index) {
        char c = text.charAt(index);
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || isDigit(c) || c == '$';
        }
        int codePoint = text.codePointAt(index);
        return Character.isLetterOrDigit(codePoint) || isCombining(codePoint);
    }

    static boolean isCombining(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /// The name in `text[start, end)`, in lower case.
    static String fold(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z' || c >= 0x80) {
                return text.substring(start, end).toLowerCase(Locale.ROOT);
            }
        }
        return text.substring(start, end);
    }
}
