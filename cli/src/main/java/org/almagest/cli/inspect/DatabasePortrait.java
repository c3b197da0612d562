package org.almagest.cli.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.almagest.cli.output.ValueTable;
import org.almagest.cli.progress.Quantities;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.Database;
import org.almagest.rowstore.TableSnapshot;

/// The tables of a database, and for each of them what its columns take on disk.
public final class DatabasePortrait {
    private DatabasePortrait() {}

    public static Portrait of(String path, Database database) {
        try (CatalogSnapshot snapshot = database.snapshot()) {
            List<Portrait.Part> parts = new ArrayList<>();
            parts.add(tables(path, snapshot.tables()));
            for (TableSnapshot table : snapshot.tables()) {
                parts.add(columns(table));
                if (!table.indexes().isEmpty()) {
                    parts.add(indexes(table));
                }
            }
            return new Portrait(parts);
        }
    }

    private static Portrait.Part tables(String path, List<TableSnapshot> tables) {
        ValueTable shown = new ValueTable()
                .column("table", ScalarType.VARCHAR)
                .column("rows", ScalarType.BIGINT)
                .column("columns", ScalarType.INTEGER)
                .column("segments", ScalarType.INTEGER)
                .column("rows in log", ScalarType.BIGINT)
                .column("stored", ScalarType.BIGINT, "bytes")
                .column("layout", ScalarType.VARCHAR)
                .column("description", ScalarType.VARCHAR);
        for (TableSnapshot table : tables) {
            shown.row(
                    Value.of(table.name()),
                    Value.of(table.rowCount().orElse(0)),
                    Value.of((long) table.schema().columnCount()),
                    Value.of((long) table.segments().size()),
                    Value.of(table.deltaRows()),
                    Value.of(storedBytes(table)),
                    Portrait.text(table.schema().layout().text(table.schema())),
                    Portrait.text(table.schema().description()));
        }
        long bytes = tables.stream().mapToLong(DatabasePortrait::storedBytes).sum();
        String title = String.format(
                Locale.ROOT,
                "%s: database, %d %s, %s",
                path,
                tables.size(),
                tables.size() == 1 ? "table" : "tables",
                Quantities.bytes(bytes));
        return new Portrait.Part(title, shown, List.of());
    }

    private static long storedBytes(TableSnapshot table) {
        return table.segments().stream()
                .mapToLong(segment -> segment.description().bytes())
                .sum();
    }

    private static Portrait.Part columns(TableSnapshot table) {
        ValueTable shown = new ValueTable()
                .column("column", ScalarType.VARCHAR)
                .column("type", ScalarType.VARCHAR)
                .column("unit", ScalarType.VARCHAR)
                .column("stored", ScalarType.BIGINT, "bytes")
                .column("per value", ScalarType.DOUBLE, "bytes")
                .column("ratio", ScalarType.DOUBLE)
                .column("encodings", ScalarType.VARCHAR)
                .column("ucd", ScalarType.VARCHAR)
                .column("description", ScalarType.VARCHAR);
        long rows = table.segments().stream()
                .mapToLong(segment -> segment.description().rows())
                .sum();
        double plain = 0;
        long stored = 0;
        for (int c = 0; c < table.schema().columnCount(); c++) {
            ColumnDefinition column = table.schema().column(c);
            StoredColumn storage = StoredColumn.of(table, c);
            plain += storage.plainBytes();
            stored += storage.storedBytes();
            shown.row(
                    Value.of(column.name()),
                    Value.of(column.type().sqlName()),
                    Portrait.text(column.meaning().unit()),
                    Value.of(storage.storedBytes()),
                    rows == 0 ? Value.NULL : Value.of(hundredths(storage.storedBytes() / (double) rows)),
                    storage.storedBytes() == 0
                            ? Value.NULL
                            : Value.of(hundredths(storage.plainBytes() / storage.storedBytes())),
                    Portrait.text(storage.encodings()),
                    Portrait.text(column.meaning().ucd()),
                    Portrait.text(column.meaning().description()));
        }
        return new Portrait.Part(title(table, rows, plain, stored), shown, List.of());
    }

    private static Portrait.Part indexes(TableSnapshot table) {
        ValueTable shown = new ValueTable()
                .column("index", ScalarType.VARCHAR)
                .column("method", ScalarType.VARCHAR)
                .column("columns", ScalarType.VARCHAR)
                .column("entries", ScalarType.BIGINT)
                .column("stored", ScalarType.BIGINT, "bytes")
                .column("segments", ScalarType.VARCHAR);
        for (IndexDescription index : table.indexes()) {
            String columns = index.columns().stream()
                    .map(column -> table.schema().column(column).name())
                    .collect(Collectors.joining(", "));
            shown.row(
                    Value.of(index.name()),
                    Value.of(index.method().sqlName() + (table.isUnique(index) ? ", unique" : "")),
                    Value.of(columns),
                    Value.of(index.entries()),
                    Value.of(index.bytes()),
                    Value.of(index.segments() + " of " + index.allSegments()));
        }
        int count = table.indexes().size();
        return new Portrait.Part(table.name() + ": " + count + (count == 1 ? " index" : " indexes"), shown, List.of());
    }

    private static String title(TableSnapshot table, long rows, double plain, long stored) {
        String title = String.format(
                Locale.ROOT, "%s: %,d rows", table.name(), table.rowCount().orElse(0));
        if (rows == 0 || stored == 0) {
            return title;
        }
        return title
                + String.format(
                        Locale.ROOT,
                        ", %.1f bytes per row, %.2f times smaller than plain values",
                        stored / (double) rows,
                        plain / stored);
    }

    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
