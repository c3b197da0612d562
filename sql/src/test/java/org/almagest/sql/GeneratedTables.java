package org.almagest.sql;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.almagest.sql.session.Session;

/// Tables that a benchmark's generator makes, in DuckDB and in Almagest: to DuckDB they come as text,
/// from there to Almagest as Parquet, so that both have the same rows.
final class GeneratedTables {
    private final Path folder;
    private final DuckDb duckDb;
    private final List<Session> sessions;

    GeneratedTables(Path folder, DuckDb duckDb, List<Session> sessions) {
        this.folder = folder;
        this.duckDb = duckDb;
        this.sessions = sessions;
    }

    /// Makes a table.
    ///
    /// @param columns as in CREATE TABLE
    /// @param rows    of texts, null for NULL
    void make(String name, String columns, Iterable<List<String>> rows) throws IOException, SQLException {
        Path lines = folder.resolve(name + ".csv");
        Path parquet = folder.resolve(name + ".parquet");
        try (BufferedWriter writer = Files.newBufferedWriter(lines)) {
            for (List<String> row : rows) {
                writer.write(row.stream().map(GeneratedTables::cell).collect(Collectors.joining("|")));
                writer.write('\n');
            }
        }
        duckDb.execute("CREATE TABLE " + name + " (" + columns + ")");
        duckDb.execute(
                "COPY " + name + " FROM '" + lines
                        + "' (DELIMITER '|', QUOTE '\"', NULLSTR '', ALLOW_QUOTED_NULLS false, HEADER false, AUTO_DETECT false)");
        duckDb.execute("COPY " + name + " TO '" + parquet + "' (FORMAT parquet)");
        for (Session session : sessions) {
            Rows.of(session, "CREATE TABLE " + name + " AS SELECT * FROM '" + parquet + "'");
        }
    }

    private static String cell(String value) {
        return value == null ? "" : '"' + value.replace("\"", "\"\"") + '"';
    }
}
