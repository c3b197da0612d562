package org.almagest.cli.output;

/// How a table is drawn.
///
/// @param width the columns of the terminal, 0 where lines may be of any length
/// @param mostRows rows to show, 0 for all
/// @param colour whether the terminal understands colours
/// @param unicode whether it can show lines, dots and blocks
/// @param types whether the types of the columns stand under their names
/// @param turns whether a table that would leave columns out is written with a line for each value
public record TableStyle(int width, int mostRows, boolean colour, boolean unicode, boolean types, boolean turns) {
    /// Everything, for a file or a pipe.
    public static final TableStyle WHOLE = new TableStyle(0, 0, false, true);

    /// Makes a style without types.
    public TableStyle(int width, int mostRows, boolean colour, boolean unicode) {
        this(width, mostRows, colour, unicode, false, false);
    }

    public TableStyle {
        if (width < 0 || mostRows < 0) {
            throw new IllegalArgumentException("width and rows must not be negative: " + width + ", " + mostRows);
        }
    }

    /// Answers the style that shows everything.
    public TableStyle whole() {
        return new TableStyle(0, 0, colour, unicode, types, turns);
    }

    /// Answers the style that shows so many rows, 0 for all.
    public TableStyle withMostRows(int rows) {
        return new TableStyle(width, rows, colour, unicode, types, turns);
    }

    /// Answers the style that shows the types of columns.
    public TableStyle withTypes() {
        return new TableStyle(width, mostRows, colour, unicode, true, turns);
    }

    /// Answers the style that writes a line for each value where columns would be left out.
    public TableStyle turning() {
        return new TableStyle(width, mostRows, colour, unicode, types, true);
    }

    /// Answers the sign of something left out in a line.
    String cut() {
        return unicode ? "…" : "..";
    }

    /// Answers the sign of rows left out.
    String gap() {
        return unicode ? "⋮" : ":";
    }
}
