package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// COPY TO and the files that it makes, read back by us and by DuckDB.
class CopyTest {
    @TempDir
    Path directory;

    private Engine engine;
    private Session session;

    @BeforeEach
    void open() {
        engine = Engine.open(EngineOptions.of(directory.resolve("sky.almagest").toString(), OpenMode.CREATE)
                .withMemoryBytes(128L << 20)
                .withThreads(2));
        session = engine.session();
        Rows.of(session, "CREATE TABLE t (id BIGINT, ra DOUBLE UNIT 'deg' UCD 'pos.eq.ra', name VARCHAR)");
        Rows.of(
                session,
                "INSERT INTO t VALUES (1, 10.5, 'a,b'), (2, NULL, NULL), (3, -0.0, 'say \"hi\"'), (4, 1e300, '')");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void aTableGoesOutAndComesBackWithItsMeaning() throws Exception {
        String path = file("t.parquet");
        assertEquals(List.of(List.of("COPY", 4L)), Rows.of(session, "COPY t TO '" + path + "'"));
        List<List<Object>> rows = Rows.of(session, "SELECT * FROM t ORDER BY id");
        assertEquals(rows, Rows.of(session, "SELECT * FROM '" + path + "' ORDER BY id"));
        assertEquals(rows, Rows.of(session, "SELECT * FROM read_parquet('" + path + "') ORDER BY id"));
        Rows.of(session, "CREATE TABLE back AS SELECT * FROM read_parquet('" + path + "')");
        try (Result result = session.execute("SELECT ra FROM back")) {
            var column = ((Result.Rows) result).columns().getFirst();
            assertEquals("deg", column.meaning().unit());
            assertEquals("pos.eq.ra", column.meaning().ucd());
        }
        try (DuckDb duck = new DuckDb()) {
            assertEquals(rows, duck.rows("SELECT * FROM '" + path + "' ORDER BY id"));
        }
    }

    @Test
    void predicatesAndAggregatesReadTheFileInPlace() {
        String path = file("n.parquet");
        String query = "SELECT id, ra FROM '" + directory.resolve("n.csv") + "'";
        StringBuilder text = new StringBuilder("id,ra\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(i).append(',').append(i / 8.0).append('\n');
        }
        try {
            Files.writeString(directory.resolve("n.csv"), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Rows.of(session, "COPY (" + query + ") TO '" + path + "' (COMPRESSION snappy, ROW_GROUP_SIZE 5000)");
        for (String condition :
                List.of("id < 10", "id BETWEEN 7000 AND 7010", "ra > 6200.5", "id = 60000", "id IN (3, 49999)")) {
            String shape = "SELECT count(*), sum(id), min(ra), max(ra) FROM '%s' WHERE " + condition;
            assertEquals(
                    Rows.of(session, shape.formatted(directory.resolve("n.csv"))),
                    Rows.of(session, shape.formatted(path)),
                    condition);
        }
    }

    @Test
    void csvHasAHeaderAndTellsNullFromEmpty() throws IOException {
        Rows.of(session, "COPY (SELECT * FROM t ORDER BY id) TO '" + file("t.csv") + "'");
        assertEquals(
                "id,ra,name\n1,10.5,\"a,b\"\n2,,\n3,0,\"say \"\"hi\"\"\"\n4,1e+300,\"\"\n".replace("1e+300", number()),
                Files.readString(directory.resolve("t.csv")));
        Rows.of(
                session,
                "COPY (SELECT id, name FROM t ORDER BY id) TO '" + file("u.txt")
                        + "' (FORMAT csv, HEADER false, DELIMITER '|', NULL 'none')");
        assertEquals("1|a,b\n2|none\n3|\"say \"\"hi\"\"\"\n4|\n", Files.readString(directory.resolve("u.txt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.csv", "out.csv.gz", "out.csv.zst", "out.tsv", "out.tsv.gz"})
    void textsArePackedAsTheNameSays(String name) throws Exception {
        String path = file(name);
        Rows.of(session, "CREATE TABLE many AS SELECT n, 'star ' || n AS s FROM generate_series(1, 50000) g(n)");
        Rows.of(session, "COPY many TO '" + path + "'");
        String sums = "SELECT count(*), sum(n), min(s), max(s) FROM ";
        assertEquals(Rows.of(session, sums + "many"), Rows.of(session, sums + "'" + path + "'"));
        assertEquals(Rows.of(session, sums + "many"), Rows.of(session, sums + "read_csv('" + path + "')"));
        Rows.of(session, "CREATE TABLE back (n BIGINT, s VARCHAR)");
        Rows.of(session, "COPY back FROM '" + path + "'");
        assertEquals(Rows.of(session, sums + "many"), Rows.of(session, sums + "back"));
        boolean small = Files.size(directory.resolve(name)) < 300_000;
        assertEquals(name.endsWith("gz") || name.endsWith("zst"), small);
        try (DuckDb duck = new DuckDb()) {
            assertEquals(Rows.of(session, sums + "many"), duck.rows(sums + "read_csv('" + path + "')"));
        }
    }

    @Test
    void quotesAreThoseThatWereAskedFor() throws IOException {
        String query = "SELECT id, name FROM t ORDER BY id";
        Rows.of(
                session,
                "COPY (" + query + ") TO '" + file("q.csv")
                        + "' (QUOTE '''', ESCAPE '!', FORCE_QUOTE (name), NULL 'none', COMPRESSION none)");
        assertEquals("id,name\n1,'a,b'\n2,none\n3,'say \"hi\"'\n4,''\n", Files.readString(directory.resolve("q.csv")));
        Rows.of(session, "COPY (SELECT 'it''s!' AS a, 2 AS b) TO '" + file("e.csv") + "' (QUOTE '''', ESCAPE '!')");
        assertEquals("a,b\n'it!'s!!',2\n", Files.readString(directory.resolve("e.csv")));
        assertEquals(
                List.of(List.of("it's!", 2L)),
                Rows.of(session, "SELECT * FROM read_csv('" + file("e.csv") + "', quote => '''', escape => '!')"));
        Rows.of(session, "COPY (SELECT 1 AS a, 'x' AS b) TO '" + file("all.csv") + "' (FORCE_QUOTE '*', HEADER false)");
        assertEquals("\"1\",\"x\"\n", Files.readString(directory.resolve("all.csv")));
    }

    private String number() {
        return (String)
                Rows.of(session, "SELECT CAST(1e300 AS VARCHAR)").getFirst().getFirst();
    }

    @Test
    void whatMakesNoSenseIsSaidAndLeavesNothing() throws IOException {
        refused("COPY t TO '" + file("x.unknown") + "'", SqlState.INVALID_PARAMETER);
        refused("COPY t TO '" + file("x.parquet") + "' (COMPRESSION brotli)", SqlState.INVALID_PARAMETER);
        refused("COPY t TO '" + file("x.parquet") + "' (ROW_GROUP_SIZE 0)", SqlState.INVALID_PARAMETER);
        refused("COPY t TO '" + file("x.parquet") + "' (COMPRESION zstd)", SqlState.INVALID_PARAMETER);
        refused("COPY t TO '" + file("x.csv") + "' (COMPRESSION snappy)", SqlState.INVALID_PARAMETER);
        refused("COPY t TO '" + file("x.csv") + "' (QUOTE ',')", SqlState.INVALID_PARAMETER);
        refused("COPY t TO '" + file("x.parquet.gz") + "'", SqlState.INVALID_PARAMETER);
        refused("COPY t TO '" + file("none/x.parquet") + "'", SqlState.FILE_NOT_FOUND);
        refused("COPY t TO '" + directory + "' (FORMAT parquet)", SqlState.WRONG_OBJECT_TYPE);
        refused("COPY (SELECT id, id FROM t) TO '" + file("x.parquet") + "'", SqlState.DUPLICATE_COLUMN);
        refused(
                "COPY (SELECT 9223372036854775807 + id FROM t) TO '" + file("x.parquet") + "'",
                SqlState.NUMERIC_OUT_OF_RANGE);
        refused("SELECT * FROM read_parquet('" + file("none.parquet") + "')", SqlState.FILE_NOT_FOUND);
        try (Stream<Path> left = Files.list(directory)) {
            assertFalse(left.anyMatch(path -> path.getFileName().toString().startsWith("x.")));
        }
    }

    private void refused(String sql, SqlState state) {
        AlmagestException refused = assertThrows(AlmagestException.class, () -> Rows.of(session, sql), sql);
        assertEquals(state, refused.state(), sql + ": " + refused.getMessage());
        assertTrue(refused.getMessage().lines().count() == 1, sql);
    }
}
