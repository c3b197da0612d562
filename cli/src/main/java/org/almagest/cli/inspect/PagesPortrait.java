package org.almagest.cli.inspect;

import java.util.List;
import java.util.Optional;
import org.almagest.cli.output.ValueTable;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.segment.PageStorage;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.Database;
import org.almagest.rowstore.TableSnapshot;

/// The pages of a database's tables: which encoding the writer chose for each, and what it takes.
public final class PagesPortrait {
    private PagesPortrait() {}

    /// Shows every table, or the one that is named.
    public static Portrait of(String path, Database database, Optional<String> tableName) {
        try (CatalogSnapshot snapshot = database.snapshot()) {
            List<TableSnapshot> tables = snapshot.tables().stream()
                    .filter(table -> tableName.isEmpty() || table.name().equalsIgnoreCase(tableName.get()))
                    .toList();
            if (tables.isEmpty() && tableName.isPresent()) {
                throw noTable(path, tableName.get(), snapshot);
            }
            return new Portrait(tables.stream().map(PagesPortrait::pages).toList());
        }
    }

    private static AlmagestException noTable(String path, String name, CatalogSnapshot snapshot) {
        List<String> names = snapshot.tables().stream().map(TableSnapshot::name).toList();
        return AlmagestException.of(SqlState.UNDEFINED_TABLE, "there is no table " + name + " in " + path)
                .hint(NearestName.of(name, names)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("almagest info " + path + " lists the tables"));
    }

    private static Portrait.Part pages(TableSnapshot table) {
        ValueTable shown = new ValueTable()
                .column("column", ScalarType.VARCHAR)
                .column("segment", ScalarType.INTEGER)
                .column("row group", ScalarType.INTEGER)
                .column("first row", ScalarType.BIGINT)
                .column("rows", ScalarType.BIGINT)
                .column("encoding", ScalarType.VARCHAR)
                .column("stored", ScalarType.BIGINT, "bytes")
                .column("per row", ScalarType.DOUBLE, "bits")
                .column("sorted", ScalarType.BOOLEAN);
        for (ColumnDefinition column : table.schema().columns()) {
            int number = 0;
            for (SegmentFile segment : table.segments()) {
                for (PageStorage page : segment.pages(column.id())) {
                    double bits = Math.round(800.0 * page.bytes() / Math.max(1, page.rows())) / 100.0;
                    shown.row(
                            Value.of(column.name()),
                            Value.of((long) number),
                            Value.of((long) page.rowGroup()),
                            Value.of(page.firstRow()),
                            Value.of(page.rows()),
                            Value.of(page.inline() ? page.encoding() + ", in the footer" : page.encoding()),
                            Value.of(page.bytes()),
                            page.rows() == 0 ? Value.NULL : Value.of(bits),
                            page.rows() == 0 ? Value.NULL : Value.of(page.sorted()));
                }
                number++;
            }
        }
        return new Portrait.Part(table.name() + ": " + shown.rowCount() + " pages", shown, List.of());
    }
}
