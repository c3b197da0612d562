package org.almagest.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;

/// Rows typed into a test, given in batches of a chosen size.
final class SampleRows {
    private final ValueTable table = new ValueTable();

    SampleRows column(String name, DataType type, String unit) {
        table.column(name, type, unit);
        return this;
    }

    SampleRows row(Value... values) {
        table.row(values);
        return this;
    }

    String written(RowsWriter writer) {
        return written(writer, 3);
    }

    String written(RowsWriter writer, int batchRows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            assertEquals(table.rowCount(), writer.write(table.headings(), table.source(batchRows), out));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
