package org.almagest.ingest.csv;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.DataType;

/// What the YAML header of an ECSV file declares.
record EcsvHeader(char delimiter, List<Column> columns, String description, Map<String, String> properties) {
    /// A column; the type is empty where text files have no such type.
    record Column(String name, Optional<DataType> type, ColumnMeaning meaning) {}

    static Optional<EcsvHeader> read(String path, SampleText sample, int start) {
        return Optional.empty();
    }

    Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
