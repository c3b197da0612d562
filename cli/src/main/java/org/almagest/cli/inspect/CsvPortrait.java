package org.almagest.cli.inspect;

import java.util.List;
import java.util.Locale;
import org.almagest.cli.output.ValueTable;
import org.almagest.cli.progress.Quantities;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.ingest.csv.CsvDescription;
import org.almagest.ingest.csv.CsvTable;

/// How a text file is written, and its columns.
public final class CsvPortrait {
    private CsvPortrait() {}

    /// Looks at every row of the file.
    public static Portrait of(CsvTable file) {
        CsvDescription found = file.description();
        ValueTable columns = new ValueTable()
                .column("column", ScalarType.VARCHAR)
                .column("type", ScalarType.VARCHAR)
                .column("unit", ScalarType.VARCHAR)
                .column("missing", ScalarType.BIGINT)
                .column("description", ScalarType.VARCHAR);
        for (CsvDescription.Column column : found.columns()) {
            ColumnDefinition definition = column.definition();
            columns.row(
                    Value.of(definition.name()),
                    Value.of(definition.type().sqlName()),
                    Portrait.text(definition.meaning().unit()),
                    Value.of(column.missing()),
                    Portrait.text(definition.meaning().description()));
        }
        String title = String.format(
                Locale.ROOT,
                "%s: %s%s, %s, %,d rows, %d columns",
                found.file(),
                found.written(),
                found.packed() ? ", packed by gzip" : "",
                Quantities.bytes(file.fileBytes()),
                found.rows(),
                columns.rowCount());
        return new Portrait(List.of(new Portrait.Part(title, columns, List.of())));
    }
}
