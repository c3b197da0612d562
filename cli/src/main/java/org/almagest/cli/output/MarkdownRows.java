package org.almagest.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// A table of Markdown, written row by row: nothing is measured, so that it may be of any length.
///
/// ```text
/// | source_id | name |
/// |---:|:---|
/// | 1 | M 45 |
/// ```
///
/// Bars and line ends in texts are written as `\|` and `<br>`.
public final class MarkdownRows implements RowsWriter {
    @Override
    public long write(List<Heading> headings, RowSource rows, OutputStream out) throws IOException {
        TextBytes bytes = new TextBytes(out);
        StringBuilder text = bytes.text();
        for (Heading heading : headings) {
            String unit = heading.unit().isEmpty() ? "" : " [" + heading.unit() + "]";
            text.append("| ").append(escaped(heading.name() + unit)).append(' ');
        }
        text.append("|\n");
        for (Heading heading : headings) {
            text.append(heading.type().isNumeric() ? "|---:" : "|:---");
        }
        text.append("|\n");
        long count = bytes.rows(rows, headings.size(), (batch, row, before) -> appendRow(text, headings, batch, row));
        bytes.flush();
        return count;
    }

    private static void appendRow(StringBuilder text, List<Heading> headings, Batch batch, int row) {
        StringBuilder cell = new StringBuilder();
        for (int c = 0; c < headings.size(); c++) {
            ColumnVector vector = batch.column(c);
            cell.setLength(0);
            if (vector.isNull(row)) {
                cell.append("NULL");
            } else {
                CellText.append(cell, headings.get(c).type(), vector, row);
            }
            text.append("| ").append(escaped(cell.toString())).append(' ');
        }
        text.append("|\n");
    }

    private static String escaped(String text) {
        return TextWidth.visible(
                text.replace("|", "\\|").replace("\r\n", "<br>").replace("\n", "<br>"));
    }
}
