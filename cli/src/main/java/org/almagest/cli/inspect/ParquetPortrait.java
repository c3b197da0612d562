package org.almagest.cli.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.almagest.cli.output.ValueTable;
import org.almagest.cli.progress.Quantities;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.ingest.parquet.ParquetTable;

/// The columns of a Parquet file and how they are stored, then its row groups.
public final class ParquetPortrait {
    private ParquetPortrait() {}

    public static Portrait of(ParquetTable file) {
        return new Portrait(List.of(columns(file), rowGroups(file)));
    }

    private static Portrait.Part columns(ParquetTable file) {
        ValueTable table = new ValueTable()
                .column("column", ScalarType.VARCHAR)
                .column("type", ScalarType.VARCHAR)
                .column("unit", ScalarType.VARCHAR)
                .column("stored", ScalarType.VARCHAR)
                .column("encodings", ScalarType.VARCHAR)
                .column("compression", ScalarType.VARCHAR)
                .column("bytes", ScalarType.BIGINT)
                .column("ucd", ScalarType.VARCHAR)
                .column("description", ScalarType.VARCHAR);
        for (int c = 0; c < file.schema().columnCount(); c++) {
            ColumnDefinition column = file.schema().column(c);
            Set<String> encodings = new TreeSet<>();
            Set<String> compressions = new TreeSet<>();
            long bytes = 0;
            for (int g = 0; g < file.rowGroupRows().size(); g++) {
                ParquetTable.ChunkPortrait chunk = file.chunk(g, c);
                encodings.addAll(List.of(chunk.encodings().split(", ")));
                compressions.add(chunk.compression());
                bytes += chunk.bytes();
            }
            table.row(
                    Value.of(column.name()),
                    Value.of(column.type().sqlName()),
                    Portrait.text(column.meaning().unit()),
                    Value.of(file.storedType(c)),
                    Value.of(String.join(", ", encodings)),
                    Value.of(String.join(", ", compressions)),
                    Value.of(bytes),
                    Portrait.text(column.meaning().ucd()),
                    Portrait.text(column.meaning().description()));
        }
        String title = String.format(
                Locale.ROOT,
                "%s: Parquet, %s, %,d rows, %d columns, %d row groups%s",
                file.path(),
                Quantities.bytes(file.fileBytes()),
                file.rowCount().orElse(0),
                table.rowCount(),
                file.rowGroupRows().size(),
                file.writtenBy().isEmpty() ? "" : ", by " + file.writtenBy());
        return new Portrait.Part(title, table, file.notices());
    }

    private static Portrait.Part rowGroups(ParquetTable file) {
        ValueTable table = new ValueTable()
                .column("row_group", ScalarType.BIGINT)
                .column("rows", ScalarType.BIGINT)
                .column("bytes", ScalarType.BIGINT)
                .column("unpacked", ScalarType.BIGINT);
        List<Long> rows = file.rowGroupRows();
        for (int g = 0; g < rows.size(); g++) {
            long bytes = 0;
            long unpacked = 0;
            for (int c = 0; c < file.schema().columnCount(); c++) {
                bytes += file.chunk(g, c).bytes();
                unpacked += file.chunk(g, c).unpackedBytes();
            }
            table.row(Value.of((long) g), Value.of(rows.get(g)), Value.of(bytes), Value.of(unpacked));
        }
        return new Portrait.Part("row groups", table, List.of());
    }
}
