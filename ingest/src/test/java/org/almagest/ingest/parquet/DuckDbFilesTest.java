package org.almagest.ingest.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// DuckDB writes files of many kinds; we read them and write what we read; DuckDB finds the same
/// cells in both.
class DuckDbFilesTest {
    private static final int ROWS = 30_000;

    private static final String EVERY_TYPE = """
            CREATE TABLE t AS SELECT i AS id,
              CASE WHEN i % 7 = 0 THEN NULL ELSE i % 2 = 0 END AS truth,
              CASE WHEN i % 5 = 0 THEN NULL ELSE (i % 250 - 125)::TINYINT END AS i8,
              (i % 250)::UTINYINT AS u8, (i % 60000 - 30000)::SMALLINT AS i16, (i % 60000)::USMALLINT AS u16,
              CASE WHEN i % 11 = 0 THEN NULL ELSE (i * 7919 - 1000000)::INTEGER END AS i32,
              (4294967295 - i)::UINTEGER AS u32, (i * 7919000001 - 5000000000)::BIGINT AS i64,
              (18446744073709551615 - i)::UBIGINT AS u64,
              CASE WHEN i % 13 = 0 THEN 'NaN'::FLOAT WHEN i % 17 = 0 THEN NULL ELSE sqrt(i)::FLOAT END AS f32,
              CASE WHEN i % 19 = 0 THEN '-inf'::DOUBLE ELSE ln(i + 1) END AS f64,
              round(i / 100, 2)::DOUBLE AS few, (i % 700 / 7)::DECIMAL(4,2) AS d4,
              (i * 3.17)::DECIMAL(9,3) AS d9, (i * 3.17 - 100)::DECIMAL(18,6) AS d18,
              (i * 1000000007.5 - 9999)::DECIMAL(38,4) AS d38,
              CASE WHEN i % 3 = 0 THEN NULL WHEN i % 3 = 1 THEN '' ELSE 'Gaia DR3 ' || i || ' ★' END AS s,
              'class ' || (i % 40) AS name, encode('b' || i) AS b,
              DATE '2016-01-01' + (i % 9000 - 4000)::INTEGER AS d, TIME '01:02:03.456' + INTERVAL (i % 80000) SECOND AS tm,
              TIMESTAMP '1969-12-31 23:59:59.123456' + INTERVAL (i * 1000) MILLISECOND AS ts,
              (TIMESTAMP '2016-01-01' + INTERVAL (i) MINUTE)::TIMESTAMP_MS AS tms,
              (TIMESTAMP '2016-01-01' + INTERVAL (i) SECOND)::TIMESTAMPTZ AS tz,
              CASE WHEN i % 4 = 0 THEN NULL WHEN i % 4 = 1 THEN [] ELSE [i, NULL, i + 1] END AS li,
              CASE WHEN i % 6 = 0 THEN NULL ELSE ['a' || i, NULL, '', 'z'][1:(i % 5)] END AS ls
            FROM range(ROWS) r(i)
            """.replace("ROWS", String.valueOf(ROWS));

    @TempDir
    Path directory;

    private static void execute(Connection duck, String sql) throws SQLException {
        try (Statement statement = duck.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection duck, String sql) throws SQLException {
        try (Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private static ParquetTable open(String path) {
        return ParquetTable.open(new LocalFileSystem(), path, Map.of(), Written.BUDGET);
    }

    private static long copy(ParquetTable table, String to, PageCompression compression) {
        List<Integer> all =
                IntStream.range(0, table.schema().columnCount()).boxed().toList();
        long rows = 0;
        try (ParquetWriter writer = new ParquetWriter(
                        new LocalFileSystem(), to, table.schema(), compression, 9_000, Written.BUDGET);
                Scan scan = table.scan(ScanRequest.of(all));
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(all.size());
            for (Optional<? extends Morsel> next = scan.claim(); next.isPresent(); next = scan.claim()) {
                reader.open(next.get());
                while (reader.next(batch)) {
                    writer.append(batch);
                    rows += batch.size();
                }
            }
            writer.finish();
        }
        assertEquals(0, Written.BUDGET.reserved());
        return rows;
    }

    /// Reads everything and answers the number of rows.
    static long count(ParquetTable table) {
        List<Integer> all =
                IntStream.range(0, table.schema().columnCount()).boxed().toList();
        long rows = 0;
        try (Scan scan = table.scan(ScanRequest.of(all));
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(all.size());
            for (Optional<? extends Morsel> next = scan.claim(); next.isPresent(); next = scan.claim()) {
                reader.open(next.get());
                while (reader.next(batch)) {
                    rows += batch.size();
                }
            }
        }
        return rows;
    }

    private void check(Connection duck, String options, PageCompression compression) throws SQLException {
        String theirs = file("theirs.parquet");
        String ours = file("ours.parquet");
        execute(duck, "COPY t TO '" + theirs + "' (FORMAT parquet, " + options + ")");
        assertEquals(ROWS, copy(open(theirs), ours, compression));
        String a = "SELECT * FROM '" + theirs + "'";
        String b = "SELECT * FROM '" + ours + "'";
        assertEquals(ROWS, number(duck, "SELECT count(*) FROM '" + ours + "'"));
        List<String> wrong = new ArrayList<>();
        for (String column : names(duck)) {
            long differing = number(
                    duck,
                    "SELECT count(*) FROM '" + theirs + "' x JOIN '" + ours + "' y ON x.id = y.id WHERE x." + column
                            + " IS DISTINCT FROM y." + column);
            if (differing > 0) {
                wrong.add(column + ": " + differing);
            }
        }
        assertEquals(List.of(), wrong, options);
        assertEquals(0, number(duck, "SELECT count(*) FROM (" + a + " EXCEPT ALL " + b + ")"), options);
    }

    private static List<String> names(Connection duck) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT column_name FROM information_schema.columns WHERE table_name = 't'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        assertTrue(names.size() > 20);
        return names;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "COMPRESSION uncompressed, PARQUET_VERSION v1; UNCOMPRESSED",
                "COMPRESSION snappy, PARQUET_VERSION v1; ZSTD",
                "COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE 10000; SNAPPY",
                "COMPRESSION gzip, PARQUET_VERSION v2; GZIP",
                "COMPRESSION lz4_raw, PARQUET_VERSION v1; SNAPPY",
                "COMPRESSION zstd, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1; ZSTD",
                "COMPRESSION snappy, PARQUET_VERSION v1, DICTIONARY_SIZE_LIMIT 1; ZSTD",
            })
    void everyFlavourComesBack(String options, PageCompression compression) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            execute(duck, EVERY_TYPE);
            check(duck, options, compression);
        }
    }

    @Test
    void statisticsLeaveRowGroupsAndPagesOut() throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            execute(duck, EVERY_TYPE);
            execute(duck, "COPY t TO '" + file("g.parquet") + "' (FORMAT parquet, ROW_GROUP_SIZE 10000)");
            ParquetTable theirs = open(file("g.parquet"));
            var late = new ColumnPredicate.Compare(0, Comparison.GREATER, Value.of(29_000L));
            try (Scan scan = theirs.scan(new ScanRequest(List.of(0), List.of(late), List.of()))) {
                assertEquals(theirs.rowGroupRows().size() - 1, scan.metrics().rowGroupsPruned());
            }
            copy(theirs, file("p.parquet"), PageCompression.ZSTD);
            try (ParquetWriter writer = new ParquetWriter(
                    new LocalFileSystem(),
                    file("one.parquet"),
                    theirs.schema(),
                    PageCompression.ZSTD,
                    1 << 20,
                    Written.BUDGET)) {
                writer.finish();
            }
            assertEquals(0, open(file("one.parquet")).rowCount().orElseThrow());
            assertEquals(0, number(duck, "SELECT count(*) FROM '" + file("one.parquet") + "'"));
        }
    }
}
