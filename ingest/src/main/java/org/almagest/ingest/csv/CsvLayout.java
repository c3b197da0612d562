package org.almagest.ingest.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.DataType;

/// What the beginning of a text file tells: how it is written, what its columns are called, where
/// its rows begin.
///
/// @param dialect how rows and fields are cut
/// @param columns the columns, with the types that the file's own header declares, if any
/// @param description what the file says of the table
/// @param properties what else the file says, keyword to text
/// @param hasHeader whether names were found in the file
/// @param dataOffset the byte of the (unpacked) text at which the rows begin
/// @param dataLine its line, from 1
/// @param packed whether the file is gzip
public record CsvLayout(
        CsvDialect dialect,
        List<Heading> columns,
        String description,
        Map<String, String> properties,
        boolean hasHeader,
        long dataOffset,
        long dataLine,
        boolean packed) {
    /// A column as the file introduces it.
    public record Heading(String name, Optional<DataType> declared, ColumnMeaning meaning) {}

    public CsvLayout {
        columns = List.copyOf(columns);
    }

    /// Answers the same with other names, one for each column.
    CsvLayout named(List<String> names) {
        List<Heading> renamed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Heading heading = columns.get(i);
            renamed.add(new Heading(names.get(i), heading.declared(), heading.meaning()));
        }
        return new CsvLayout(dialect, renamed, description, properties, hasHeader, dataOffset, dataLine, packed);
    }

    List<String> names() {
        return columns.stream().map(Heading::name).toList();
    }
}
