package org.almagest.cli.options;

/// Lines of help: terms to the left, what they mean to the right, wrapped.
public final class HelpText {
    private static final int TERM_COLUMNS = 28;

    private final StringBuilder text = new StringBuilder();
    private final int width;

    public HelpText(int width) {
        this.width = Math.clamp(width, 60, 110);
    }

    /// Adds a line as it is.
    public HelpText line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /// Adds a term and its meaning.
    public HelpText entry(String term, String meaning) {
        text.append("  ").append(term);
        int column = 2 + term.length();
        if (column > TERM_COLUMNS - 2) {
            text.append('\n');
            column = 0;
        }
        text.append(" ".repeat(TERM_COLUMNS - column));
        column = TERM_COLUMNS;
        boolean first = true;
        for (String word : meaning.split(" ")) {
            if (!first && column + 1 + word.length() > width) {
                text.append('\n').append(" ".repeat(TERM_COLUMNS));
                column = TERM_COLUMNS;
                first = true;
            }
            text.append(first ? "" : " ").append(word);
            column += word.length() + (first ? 0 : 1);
            first = false;
        }
        text.append('\n');
        return this;
    }

    public String text() {
        return text.toString();
    }
}
