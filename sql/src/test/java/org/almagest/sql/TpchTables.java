package org.almagest.sql;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.almagest.sql.session.Session;

/// The tables of TPC-H, made by a generator, in DuckDB and in Almagest, and the benchmark's
/// queries with the parameters by which answers are validated.
final class TpchTables {
    static final int QUERIES = 22;

    private TpchTables() {}

    /// Makes the tables in both; they come to Almagest as Parquet.
    static void load(double scale, Path folder, DuckDb duckDb, List<Session> sessions)
            throws IOException, SQLException {
        for (TpchTable<?> table : TpchTable.getTables()) {
            String name = table.getTableName();
            Path lines = folder.resolve(name + ".csv");
            Path parquet = folder.resolve(name + ".parquet");
            write(table, scale, lines);
            duckDb.execute("CREATE TABLE " + name + " (" + columns(table) + ")");
            duckDb.execute("COPY " + name + " FROM '" + lines + "' (DELIMITER '|', HEADER false)");
            duckDb.execute("COPY " + name + " TO '" + parquet + "' (FORMAT parquet)");
            for (Session session : sessions) {
                Rows.of(session, "CREATE TABLE " + name + " AS SELECT * FROM '" + parquet + "'");
            }
        }
    }

    private static void write(TpchTable<?> table, double scale, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (TpchEntity row : table.createGenerator(scale, 1, 1)) {
            String line = row.toLine();
            lines.add(line.endsWith("|") ? line.substring(0, line.length() - 1) : line);
        }
        Files.write(file, lines);
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
