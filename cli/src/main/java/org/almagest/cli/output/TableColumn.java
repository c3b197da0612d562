package org.almagest.cli.output;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// One column of a table that is being laid out.
final class TableColumn {
    private static final int LEAST_TEXT = 20;

    private final int position;
    private final String name;
    private final String unit;
    private final String type;
    private final boolean right;
    private int width;

    TableColumn(int position, Heading heading, boolean typed) {
        this.position = position;
        this.name = TextWidth.visible(heading.name());
        this.unit = TextWidth.visible(heading.unit());
        this.type = typed ? heading.type().sqlName() : "";
        this.right = alignsRight(heading.type());
        this.width = Math.max(1, Math.max(type.length(), Math.max(TextWidth.of(name), TextWidth.of(unit))));
    }

    private static boolean alignsRight(DataType type) {
        return type.isNumeric() || type == ScalarType.NULL;
    }

    int position() {
        return position;
    }

    String name() {
        return name;
    }

    String unit() {
        return unit;
    }

    String type() {
        return type;
    }

    int width() {
        return width;
    }

    void widen(String cell) {
        width = Math.max(width, TextWidth.of(cell));
    }

    /// Answers whether the column may be narrower than its text.
    private boolean canShrink() {
        return !right && width > LEAST_TEXT;
    }

    /// Makes the column so narrow, if it is wider and may be.
    void narrowTo(int columns) {
        width = narrowed(columns);
    }

    /// Answers its width within a limit: that of numbers stays, and texts keep 20 columns.
    int narrowed(int columns) {
        return canShrink() ? Math.min(width, Math.max(columns, LEAST_TEXT)) : width;
    }

    /// Appends the text on its side of the column, cut where it is too long (numbers never are).
    void append(StringBuilder line, String cell, String painted, TableStyle style) {
        int length = TextWidth.of(cell);
        if (length > width && !right && style.width() > 0) {
            String cut = TextWidth.cut(cell, width, style.cut());
            line.append(cut).append(" ".repeat(width - TextWidth.of(cut)));
            return;
        }
        String blanks = " ".repeat(Math.max(0, width - length));
        line.append(right ? blanks + painted : painted + blanks);
    }
}
