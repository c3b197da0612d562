package org.almagest.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// The values of the first column, one on each line, without a head: for the lines of EXPLAIN.
public final class PlainLines implements RowsWriter {
    @Override
    public long write(List<Heading> headings, RowSource rows, OutputStream out) throws IOException {
        TextBytes bytes = new TextBytes(out);
        long count = bytes.rows(rows, headings.size(), (batch, row, before) -> {
            if (!batch.column(0).isNull(row)) {
                CellText.append(bytes.text(), headings.getFirst().type(), batch.column(0), row);
            }
            bytes.text().append('\n');
        });
        bytes.flush();
        return count;
    }
}
