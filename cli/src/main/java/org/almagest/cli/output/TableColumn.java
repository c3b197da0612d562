package org.almagest.cli.output;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// One column of a table that is being laid out.
final class TableColumn {
    private static final int LEAST_TEXT = 20;

    private final int position;
    private final String name;
    private final String unit;
    private final boolean right;
    private int width;

    TableColumn(int position, Heading heading) {
        this.position = position;
        this.name = TextWidth.visible(heading.name());
        this.unit = TextWidth.visible(heading.unit());
        this.right = alignsRight(heading.type());
        this.width = Math.max(1, Math.max(TextWidth.of(name), TextWidth.of(unit)));
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

    int width() {
        return width;
    }

    void widen(String cell) {
        width = Math.max(width, TextWidth.of(cell));
    }

    /// Answers whether the column may be narrower than its text.
    boolean canShrink() {
        return !right && width > LEAST_TEXT;
    }

    void shrink() {
        width--;
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
