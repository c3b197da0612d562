package org.almagest.sql.real;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/// Text catalogues as fastcsv reads them, the fields read as the types that they ought to have.
final class TextOracle {
    private TextOracle() {}

    /// Answers the columns of a file with a header.
    static List<ColumnCells> columns(Path file, char delimiter, List<String> types) throws IOException {
        List<ColumnCells> columns = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .commentStrategy(CommentStrategy.SKIP)
                .skipEmptyLines(true)
                .ofCsvRecord(file)) {
            for (CsvRecord record : reader) {
                for (int c = 0; c < record.getFieldCount(); c++) {
                    if (columns.size() == c) {
                        columns.add(new ColumnCells(record.getField(c), types.get(c), new ArrayList<>()));
                    } else {
                        columns.get(c).cells().add(cell(record.getField(c), types.get(c)));
                    }
                }
            }
        }
        return columns;
    }

    private static Object cell(String field, String type) {
        if (field.isEmpty()) {
            return null;
        }
        return switch (type) {
            case "BIGINT" -> Long.valueOf(field);
            case "DOUBLE" -> Double.valueOf(field);
            case "TIMESTAMP" -> LocalDateTime.parse(field.replace("Z", ""));
            default -> field;
        };
    }
}
