package org.almagest.cli.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;

/// Rows typed into a test, given in batches of a chosen size.
final class SampleRows {
    private final List<Heading> headings = new ArrayList<>();
    private final List<List<Value>> rows = new ArrayList<>();

    SampleRows column(String name, DataType type, String unit) {
        headings.add(new Heading(name, type, unit));
        return this;
    }

    SampleRows row(Value... values) {
        rows.add(List.of(values));
        return this;
    }

    String written(RowsWriter writer) {
        return written(writer, 3);
    }

    String written(RowsWriter writer, int batchRows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            long count = writer.write(headings, source(batchRows), out);
            if (count != rows.size()) {
                throw new AssertionError("wrote " + count + " rows of " + rows.size());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private RowSource source(int batchRows) {
        int[] at = {0};
        return out -> {
            int count = Math.min(batchRows, rows.size() - at[0]);
            if (count == 0) {
                return false;
            }
            for (int c = 0; c < headings.size(); c++) {
                ColumnVector vector = ColumnVector.allocate(headings.get(c).type(), ColumnVector.BATCH_ROWS);
                for (int i = 0; i < count; i++) {
                    Cells.set(vector, i, rows.get(at[0] + i).get(c));
                }
                out.setColumn(c, vector);
            }
            out.setRowCount(count);
            at[0] += count;
            return true;
        };
    }
}
