package org.almagest.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// A line for each value of each row, written as the rows come.
///
/// ```text
/// ─ row 1 ──────────────
/// source_id      │ 1
/// parallax [mas] │ 7.4
/// ```
public final class VerticalRows implements RowsWriter {
    private static final int RULE = 30;

    private final TableStyle style;

    public VerticalRows(TableStyle style) {
        this.style = style;
    }

    @Override
    public long write(List<Heading> headings, RowSource rows, OutputStream out) throws IOException {
        TextBytes bytes = new TextBytes(out);
        List<String> names = names(headings);
        long count = bytes.rows(
                rows,
                headings.size(),
                (batch, row, before) -> appendRow(bytes.text(), headings, names, batch, row, before + 1));
        if (count == 0) {
            bytes.text().append(Ink.FAINT.write("0 rows", style.colour())).append('\n');
        }
        bytes.flush();
        return count;
    }

    /// Answers the names with their units, blanks behind them to the same width.
    private static List<String> names(List<Heading> headings) {
        List<String> names = headings.stream()
                .map(heading ->
                        heading.unit().isEmpty() ? heading.name() : heading.name() + " [" + heading.unit() + "]")
                .map(TextWidth::visible)
                .toList();
        int widest = names.stream().mapToInt(TextWidth::of).max().orElse(0);
        return names.stream()
                .map(name -> name + " ".repeat(widest - TextWidth.of(name)))
                .toList();
    }

    private void appendRow(
            StringBuilder text, List<Heading> headings, List<String> names, Batch batch, int row, long number) {
        String sign = style.unicode() ? "─" : "-";
        String title = String.format(Locale.ROOT, "%s row %,d ", sign, number);
        text.append(Ink.FAINT.write(title + sign.repeat(Math.max(1, RULE - title.length())), style.colour()))
                .append('\n');
        StringBuilder cell = new StringBuilder();
        for (int c = 0; c < headings.size(); c++) {
            text.append(Ink.BOLD.write(names.get(c), style.colour()))
                    .append(Ink.FAINT.write(style.unicode() ? " │ " : " | ", style.colour()));
            ColumnVector vector = batch.column(c);
            if (vector.isNull(row)) {
                text.append(Ink.FAINT.write("NULL", style.colour()));
            } else {
                cell.setLength(0);
                CellText.append(cell, headings.get(c).type(), vector, row);
                text.append(TextWidth.visible(cell.toString()));
            }
            text.append('\n');
        }
    }
}
