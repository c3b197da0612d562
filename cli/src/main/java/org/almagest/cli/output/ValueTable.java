package org.almagest.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;

/// A small table made by hand: for what commands tell of files and databases.
public final class ValueTable {
    private final List<Heading> headings = new ArrayList<>();
    private final List<List<Value>> rows = new ArrayList<>();

    /// Adds a column; all columns come before the first row.
    public ValueTable column(String name, DataType type, String unit) {
        headings.add(new Heading(name, type, unit));
        return this;
    }

    /// Adds a column without unit.
    public ValueTable column(String name, DataType type) {
        return column(name, type, "");
    }

    public ValueTable row(Value... values) {
        if (values.length != headings.size()) {
            throw new IllegalArgumentException("a row has " + headings.size() + " values: " + values.length);
        }
        rows.add(List.of(values));
        return this;
    }

    public int rowCount() {
        return rows.size();
    }

    /// Writes the table and answers the number of rows.
    public long write(RowsWriter writer, OutputStream out) throws IOException {
        return writer.write(headings, source(ColumnVector.BATCH_ROWS), out);
    }

    /// Answers the rows in batches of at most `batchRows`.
    RowSource source(int batchRows) {
        return new RowSource() {
            private int at;

            @Override
            public boolean next(Batch out) {
                int count = Math.min(batchRows, rows.size() - at);
                if (count == 0) {
                    return false;
                }
                for (int c = 0; c < headings.size(); c++) {
                    ColumnVector vector = ColumnVector.allocate(headings.get(c).type(), ColumnVector.BATCH_ROWS);
                    for (int i = 0; i < count; i++) {
                        Cells.set(vector, i, rows.get(at + i).get(c));
                    }
                    out.setColumn(c, vector);
                }
                out.setRowCount(count);
                at += count;
                return true;
            }
        };
    }

    List<Heading> headings() {
        return headings;
    }
}
