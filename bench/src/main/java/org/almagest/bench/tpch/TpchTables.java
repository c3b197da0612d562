package org.almagest.bench.tpch;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.almagest.bench.suite.DuckDbSide;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;

/// TPC-H's tables in both engines, made by the generator and loaded by each from the same text, kept
/// between runs of the same scale.
///
/// ```text
/// FOLDER/SCALE/tpch.almagest    Almagest's database
///              tpch.duckdb      DuckDB's
///              complete         written last
/// ```
final class TpchTables {
    private final Path folder;
    private final double scale;

    TpchTables(Path folder, double scale) {
        this.folder = folder.resolve(Double.toString(scale));
        this.scale = scale;
    }

    Path almagestPath() {
        return folder.resolve("tpch.almagest");
    }

    Path duckdbPath() {
        return folder.resolve("tpch.duckdb");
    }

    /// Makes the tables unless they are there.
    void prepare(int threads) throws IOException, SQLException {
        Path complete = folder.resolve("complete");
        if (Files.exists(complete)) {
            return;
        }
        clear();
        Files.createDirectories(folder);
        long ours = 0;
        long theirs = 0;
        EngineOptions options =
                EngineOptions.of(almagestPath().toString(), OpenMode.CREATE).withThreads(threads);
        try (Engine engine = Engine.open(options);
                DuckDbSide duckdb = new DuckDbSide(duckdbPath().toString(), threads)) {
            for (TpchTable<?> table : TpchTable.getTables()) {
                Path text = folder.resolve(table.getTableName() + ".csv");
                write(table, text);
                String create = "CREATE TABLE " + table.getTableName() + " (" + columns(table) + ")";
                String from = "COPY " + table.getTableName() + " FROM '" + text + "' ";
                long start = System.nanoTime();
                engine.session().execute(create).close();
                engine.session()
                        .execute(from + "(FORMAT csv, DELIMITER '|', HEADER false)")
                        .close();
                long middle = System.nanoTime();
                duckdb.execute(create);
                duckdb.execute(from + "(DELIMITER '|', HEADER false)");
                ours += middle - start;
                theirs += System.nanoTime() - middle;
                Files.delete(text);
            }
        }
        System.out.printf(Locale.ROOT, "loaded: Almagest in %.1f s, DuckDB in %.1f s%n", ours / 1e9, theirs / 1e9);
        Files.createFile(complete);
    }

    private void write(TpchTable<?> table, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (TpchEntity row : table.createGenerator(scale, 1, 1)) {
                String line = row.toLine();
                out.write(line, 0, line.endsWith("|") ? line.length() - 1 : line.length());
                out.write('\n');
            }
        }
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

    private void clear() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
