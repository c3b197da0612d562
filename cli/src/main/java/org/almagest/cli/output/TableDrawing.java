package org.almagest.cli.output;

import java.util.List;
import java.util.function.Function;

/// Draws the lines of a table.
///
/// ```text
/// ┌───────────┬──────────┐
/// │ source_id │ parallax │
/// │           │      mas │
/// ├───────────┼──────────┤
/// │         1 │      7.4 │
/// └───────────┴──────────┘
/// ```
final class TableDrawing {
    private static final String LINES = "─│┌┬┐├┼┤└┴┘";
    private static final String ASCII = "-|+++++++++";
    private static final int TOP = 2;
    private static final int MIDDLE = 5;
    private static final int BOTTOM = 8;

    private final TableLayout layout;
    private final TableStyle style;
    private final String signs;

    TableDrawing(TableLayout layout, TableStyle style) {
        this.layout = layout;
        this.style = style;
        this.signs = style.unicode() ? LINES : ASCII;
    }

    void head(StringBuilder out) {
        rule(out, TOP);
        line(out, TableColumn::name, Ink.BOLD);
        if (style.types()) {
            line(out, TableColumn::type, Ink.FAINT);
        }
        if (layout.columns().stream().anyMatch(column -> !column.unit().isEmpty())) {
            line(out, TableColumn::unit, Ink.FAINT);
        }
        rule(out, MIDDLE);
    }

    void foot(StringBuilder out) {
        rule(out, BOTTOM);
    }

    /// Draws the line that stands for rows left out.
    void gap(StringBuilder out) {
        line(out, column -> style.gap(), Ink.FAINT);
    }

    private void line(StringBuilder out, Function<TableColumn, String> text, Ink ink) {
        List<TableColumn> columns = layout.columns();
        for (int c = 0; c < columns.size(); c++) {
            gapColumn(out, c);
            String cell = text.apply(columns.get(c));
            separate(out);
            columns.get(c).append(out, cell, ink.write(cell, style.colour()), style);
        }
        end(out);
    }

    /// Draws a row; `cells` has a text for each column of the result, `TableRows.NULL` for NULL.
    void row(StringBuilder out, String[] cells) {
        List<TableColumn> columns = layout.columns();
        for (int c = 0; c < columns.size(); c++) {
            gapColumn(out, c);
            separate(out);
            TableColumn column = columns.get(c);
            String cell = cells[column.position()];
            boolean isNull = TableRows.isNull(cell);
            column.append(out, cell, isNull ? Ink.FAINT.write(cell, style.colour()) : cell, style);
        }
        end(out);
    }

    private void end(StringBuilder out) {
        gapColumn(out, layout.columns().size());
        out.append(' ').append(faint(signs.charAt(1))).append('\n');
    }

    private void separate(StringBuilder out) {
        boolean first = out.isEmpty() || out.charAt(out.length() - 1) == '\n';
        out.append(first ? "" : " ").append(faint(signs.charAt(1))).append(' ');
    }

    private void gapColumn(StringBuilder out, int position) {
        if (layout.gapAfter().isPresent() && layout.gapAfter().get() == position) {
            separate(out);
            out.append(Ink.FAINT.write(style.cut(), style.colour()));
        }
    }

    private void rule(StringBuilder out, int kind) {
        StringBuilder line = new StringBuilder().append(signs.charAt(kind));
        int columns = layout.columns().size();
        int gap = layout.gapAfter().orElse(-1);
        boolean first = true;
        for (int c = 0; c <= columns; c++) {
            if (c == gap) {
                first = ruleOver(line, kind, first, TextWidth.of(style.cut()));
            }
            if (c < columns) {
                first = ruleOver(line, kind, first, layout.columns().get(c).width());
            }
        }
        line.append(signs.charAt(kind + 2));
        out.append(Ink.FAINT.write(line.toString(), style.colour())).append('\n');
    }

    private boolean ruleOver(StringBuilder line, int kind, boolean first, int width) {
        if (!first) {
            line.append(signs.charAt(kind + 1));
        }
        line.append(signs.substring(0, 1).repeat(width + 2));
        return false;
    }

    private String faint(char sign) {
        return Ink.FAINT.write(String.valueOf(sign), style.colour());
    }
}
