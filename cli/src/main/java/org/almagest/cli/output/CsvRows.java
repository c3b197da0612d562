package org.almagest.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Comma-separated values: a header line, then a line per row.
///
/// NULL is an empty field, an empty text is `""`; fields with commas, quotes, line ends or blanks
/// at an end stand in quotes, in which a quote is doubled. The separator may be a tab instead.
public final class CsvRows implements RowsWriter {
    private final char separator;

    public CsvRows(char separator) {
        this.separator = separator;
    }

    @Override
    public long write(List<Heading> headings, RowSource rows, OutputStream out) throws IOException {
        TextBytes bytes = new TextBytes(out);
        StringBuilder text = bytes.text();
        for (int c = 0; c < headings.size(); c++) {
            separate(text, c);
            int start = text.length();
            text.append(headings.get(c).name());
            quote(text, start);
        }
        text.append('\n');
        long count = bytes.rows(rows, headings.size(), (batch, row, before) -> appendRow(text, headings, batch, row));
        bytes.flush();
        return count;
    }

    private void appendRow(StringBuilder text, List<Heading> headings, Batch batch, int row) {
        for (int c = 0; c < headings.size(); c++) {
            separate(text, c);
            ColumnVector vector = batch.column(c);
            if (!vector.isNull(row)) {
                int start = text.length();
                CellText.append(text, headings.get(c).type(), vector, row);
                quote(text, start);
            }
        }
        text.append('\n');
    }

    private void separate(StringBuilder text, int column) {
        if (column > 0) {
            text.append(separator);
        }
    }

    /// Puts the field that begins at `start` in quotes where it needs them.
    private void quote(StringBuilder text, int start) {
        if (!needsQuotes(text, start)) {
            return;
        }
        String field = text.substring(start).replace("\"", "\"\"");
        text.setLength(start);
        text.append('"').append(field).append('"');
    }

    private boolean needsQuotes(StringBuilder text, int start) {
        int end = text.length();
        if (start == end || text.charAt(start) == ' ' || text.charAt(end - 1) == ' ') {
            return true;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == separator || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }
}
