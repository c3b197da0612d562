package org.almagest.sql.syntax;

import org.almagest.columnar.error.AlmagestException;

/// Shows a failure with the line of SQL that it happened in and a caret under the character.
///
/// ```text
/// ERROR 42601: expected an expression but found FROM
/// LINE 2: SELECT ra, FROM stars
///                    ^
/// HINT: remove the comma before it
/// ```
///
/// Tabs count as one blank, wide characters as two columns, combining ones as none. Of a long line
/// only the part around the caret is shown.
public final class ErrorText {
    private static final int BEFORE_CARET = 60;
    private static final int AFTER_CARET = 40;
    private static final String CUT = "...";

    private ErrorText() {}

    /// Answers one to four lines, without a line feed at the end.
    public static String of(String sql, AlmagestException failure) {
        var text = new StringBuilder();
        text.append("ERROR ").append(failure.state().code()).append(": ").append(failure.getMessage());
        failure.position().ifPresent(position -> text.append('\n').append(line(sql, position)));
        failure.hint().ifPresent(hint -> text.append("\nHINT: ").append(hint));
        return text.toString();
    }

    /// Answers the line of `sql` around a position and, below it, the caret.
    static String line(String sql, int position) {
        int at = Math.clamp(position, 0, sql.length());
        // An error at the end of the text is shown after its last visible character.
        if (at == sql.length()) {
            while (at > 0 && Character.isWhitespace(sql.charAt(at - 1))) {
                at--;
            }
        }
        int number = 1;
        int start = 0;
        for (int i = 0; i < at; i++) {
            if (sql.charAt(i) == '\n') {
                number++;
                start = i + 1;
            }
        }
        int end = sql.indexOf('\n', at);
        end = end < 0 ? sql.length() : end;
        if (end > at && sql.charAt(end - 1) == '\r') {
            end--;
        }
        int from = characterStart(sql, Math.max(start, at - BEFORE_CARET));
        int to = characterStart(sql, Math.min(end, at + AFTER_CARET));
        String label = "LINE " + number + ": " + (from > start ? CUT : "");
        return label
                + visible(sql.substring(from, to))
                + (to < end ? CUT : "")
                + "\n"
                + " ".repeat(label.length() + columns(sql, from, at))
                + "^";
    }

    /// Moves out of the middle of a surrogate pair.
    private static int characterStart(String sql, int index) {
        boolean inside = index > 0
                && index < sql.length()
                && Character.isLowSurrogate(sql.charAt(index))
                && Character.isHighSurrogate(sql.charAt(index - 1));
        return inside ? index - 1 : index;
    }

    private static String visible(String line) {
        var text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            text.append(c < ' ' || c == 0x7f ? ' ' : c);
        }
        return text.toString();
    }

    /// How many columns of a terminal the characters take.
    private static int columns(String sql, int from, int to) {
        int columns = 0;
        int i = from;
        while (i < to) {
            int codePoint = sql.codePointAt(i);
            columns += width(codePoint);
            i += Character.charCount(codePoint);
        }
        return columns;
    }

    private static int width(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        if (Letters.isCombining(codePoint) || Character.getType(codePoint) == Character.FORMAT) {
            return 0;
        }
        boolean wide = codePoint >= 0x1100 && codePoint <= 0x115f
                || codePoint >= 0x2e80 && codePoint <= 0xa4cf
                || codePoint >= 0xac00 && codePoint <= 0xd7a3
                || codePoint >= 0xf900 && codePoint <= 0xfaff
                || codePoint >= 0xfe30 && codePoint <= 0xfe6f
                || codePoint >= 0xff00 && codePoint <= 0xff60
                || codePoint >= 0xffe0 && codePoint <= 0xffe6
                || codePoint >= 0x1f300 && codePoint <= 0x1f64f
                || codePoint >= 0x1f900 && codePoint <= 0x1f9ff
                || codePoint >= 0x20000 && codePoint <= 0x3fffd;
        return wide ? 2 : 1;
    }
}
