package org.almagest.sql;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The tables of TPC-H, made by a generator, in DuckDB and in Almagest, and the benchmark's
/// queries with the parameters by which answers are validated.
final class TpchTables {
    static final int QUERIES = 22;

    private TpchTables() {}

    static void load(double scale, GeneratedTables tables) throws IOException, SQLException {
        for (TpchTable<?> table : TpchTable.getTables()) {
            Iterable<List<String>> rows = () -> StreamSupport.stream(
                            table.createGenerator(scale, 1, 1).spliterator(), false)
                    .map(TpchTables::cells)
                    .iterator();
            tables.make(table.getTableName(), columns(table), rows);
        }
    }

    private static List<String> cells(TpchEntity row) {
        return List.of(row.toLine().split("\\|"));
    }

    private static String columns(TpchTable<?> table) {
        return table.getColumns().stream()
                .map(column -> column.getColumnName() + " " + type(column) + " NOT NULL")
                .collect(Collectors.joining(", "));
    }

    private static String type(TpchColumn<?> column) {
        return switch (column.getType().getBase()) {
            case IDENTIFIER -> "BIGINT";
            case INTEGER -> "INTEGER";
            case DATE -> "DATE";
            case DOUBLE -> "DECIMAL(15, 2)";
            case VARCHAR -> "VARCHAR";
        };
    }

    static String query(int number) throws IOException {
        String name = String.format("/tpch/%02d.sql", number);
        try (var resource = TpchTables.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
