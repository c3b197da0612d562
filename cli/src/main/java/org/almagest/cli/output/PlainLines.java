package org.almagest.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.almagest.columnar.vector.Batch;

/// The values of the first column, one on each line, without a head: for the lines of EXPLAIN.
public final class PlainLines implements RowsWriter {
    @Override
    public long write(List<Heading> headings, RowSource rows, OutputStream out) throws IOException {
        TextBytes bytes = new TextBytes(out);
        Batch batch = new Batch(headings.size());
        long count = 0;
        while (rows.next(batch)) {
            for (int i = 0; i < batch.size(); i++) {
                int row = batch.row(i);
                if (!batch.column(0).isNull(row)) {
                    CellText.append(bytes.text(), headings.getFirst().type(), batch.column(0), row);
                }
                bytes.text().append('\n');
                bytes.drain();
            }
            count += batch.size();
        }
        bytes.flush();
        return count;
    }
}
