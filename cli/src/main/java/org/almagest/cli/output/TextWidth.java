package org.almagest.cli.output;

import org.jline.utils.WCWidth;

/// How text stands on a terminal.
public final class TextWidth {
    private static final int PLAIN_END = 0x7F;

    private TextWidth() {}

    /// Answers how many columns a text takes.
    public static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= PLAIN_END) {
                return width + wide(text, i);
            }
            width++;
        }
        return width;
    }

    private static int wide(String text, int from) {
        return text.substring(from).codePoints().map(TextWidth::ofCodePoint).sum();
    }

    private static int ofCodePoint(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /// Answers the text if it fits, else as much of it as fits before a mark of the cut.
    static String cut(String text, int width, String mark) {
        if (of(text) <= width) {
            return text;
        }
        int room = width - of(mark);
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            room -= ofCodePoint(codePoint);
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept.append(mark).toString();
    }

    /// Answers the text with its control characters spelt out (`\n`, `\x1b`), so that it stays on
    /// its line and cannot command the terminal.
    static String visible(String text) {
        int i = 0;
        while (i < text.length() && !Character.isISOControl(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 8);
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\n' -> visible.append("\\n");
                case '\r' -> visible.append("\\r");
                case '\t' -> visible.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        visible.append(String.format("\\x%02x", (int) c));
                    } else {
                        visible.append(c);
                    }
                }
            }
        }
        return visible.toString();
    }
}
