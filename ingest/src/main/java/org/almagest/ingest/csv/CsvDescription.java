package org.almagest.ingest.csv;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;

/// What a text file holds, after a look at every row: for `almagest info FILE`.
///
/// @param file the path
/// @param written how it is written, in words
/// @param packed whether it is gzip
/// @param hasHeader whether the columns' names stand in the file
/// @param rows the rows that have the right number of fields
/// @param columns the columns in order
/// @param schema the schema that a load would give the table
public record CsvDescription(
        String file,
        String written,
        boolean packed,
        boolean hasHeader,
        long rows,
        List<Column> columns,
        TableSchema schema) {
    /// A column and how many of its values are missing (empty or a null word).
    public record Column(ColumnDefinition definition, long missing) {}

    public CsvDescription {
        columns = List.copyOf(columns);
    }

    static CsvDescription of(String path, CsvLayout layout, TableSchema schema, TypeSurvey.Findings findings) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < schema.columnCount(); i++) {
            columns.add(new Column(schema.column(i), findings.columns().get(i).missing()));
        }
        return new CsvDescription(
                path,
                layout.dialect().describe(),
                layout.packed(),
                layout.hasHeader(),
                findings.rows(),
                columns,
                schema);
    }
}
