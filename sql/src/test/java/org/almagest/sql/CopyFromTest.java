package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.bad.BadFits;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// COPY table FROM: files go into tables by name or position, with the tables' types.
class CopyFromTest {
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
        Rows.of(session, "CREATE TABLE t (id INTEGER, ra DOUBLE, name VARCHAR, seen DATE)");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private String text(String name, String content) {
        try {
            Files.writeString(directory.resolve(name), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file(name);
    }

    private void copies(long rows, String statement) {
        assertEquals(List.of(List.of("COPY", rows)), Rows.of(session, statement));
    }

    private List<List<Object>> table() {
        return Rows.of(session, "SELECT id, ra, name, seen::VARCHAR FROM t ORDER BY id");
    }

    private AlmagestException refused(String statement) {
        AlmagestException refused = assertThrows(AlmagestException.class, () -> Rows.of(session, statement));
        assertEquals(List.of(), table(), "nothing of a refused file is taken");
        return refused;
    }

    @Test
    void columnsGoByTheNamesOfTheHeader() {
        String path = text("a.csv", "NAME,id,seen,ra\n1.50,1,2020-02-29,10.5\n007,2,,\n");
        copies(2, "COPY t FROM '" + path + "'");
        List<List<Object>> rows = table();
        assertEquals(List.of(1L, 10.5, "1.50", "2020-02-29"), rows.getFirst());
        assertEquals("007", rows.get(1).get(2));
    }

    @Test
    void columnsGoByPositionWithoutAHeader() throws Exception {
        String path = text("b.txt", "1|1.5|x|2020-01-01\n2|NA|y|NA\n");
        copies(2, "COPY t FROM '" + path + "' (FORMAT csv, HEADER false, DELIMITER '|', NULL 'NA')");
        try (DuckDb duck = new DuckDb()) {
            duck.execute("CREATE TABLE t (id INTEGER, ra DOUBLE, name VARCHAR, seen DATE)");
            duck.execute("COPY t FROM '" + path + "' (FORMAT csv, HEADER false, DELIMITER '|', NULL 'NA')");
            assertEquals(duck.rows("SELECT id, ra, name, seen::VARCHAR FROM t ORDER BY id"), table());
        }
    }

    @Test
    void someColumnsMayBeListed() {
        copies(1, "COPY t (name, id) FROM '" + text("c.csv", "x,5\n") + "' WITH (HEADER false)");
        copies(1, "COPY t (id, ra) FROM '" + text("d.csv", "ra,id\n2.5,6\n") + "'");
        assertEquals(
                Rows.of(session, "VALUES (5, NULL, 'x', NULL), (6, 2.5, NULL, NULL)")
                        .toString(),
                table().toString());
    }

    @Test
    void filesOfEveryKindComeIn() {
        Rows.of(session, "INSERT INTO t VALUES (1, 0.5, 'a', DATE '2000-01-01'), (2, NULL, NULL, NULL)");
        List<List<Object>> rows = table();
        for (String name : List.of("all.parquet", "all.csv")) {
            Rows.of(session, "COPY t TO '" + file(name) + "'");
            Rows.of(session, "CREATE OR REPLACE TABLE t (id INTEGER, ra DOUBLE, name VARCHAR, seen DATE)");
            copies(2, "COPY t FROM '" + file(name) + "'");
            assertEquals(rows, table(), name);
        }
        Rows.of(session, "COPY t TO '" + file("all2.parquet") + "'");
        copies(4, "COPY t FROM '" + file("all*.parquet") + "' (FORMAT parquet)");
        assertEquals(6, table().size());
    }

    @Test
    void fitsTablesComeInWithTheirArrays() throws IOException {
        Files.write(directory.resolve("sky.fits"), BadFits.with());
        Rows.of(session, "CREATE TABLE f (flux REAL[], name VARCHAR, id BIGINT)");
        copies(BadFits.ROWS, "COPY f FROM '" + file("sky.fits") + "' (HDU 1)");
        String query = "SELECT id, name, flux FROM ";
        assertEquals(
                Rows.of(session, query + "'" + file("sky.fits") + "' ORDER BY id")
                        .toString(),
                Rows.of(session, query + "f ORDER BY id").toString());
    }

    @Test
    void manyRowsGoStraightIntoSegments() {
        StringBuilder content = new StringBuilder("id,ra,name,seen\n");
        for (int i = 0; i < 200_000; i++) {
            content.append(i)
                    .append(',')
                    .append(i / 4.0)
                    .append(",star ")
                    .append(i % 100)
                    .append(",2020-01-01\n");
        }
        copies(200_000, "COPY t FROM '" + text("many.csv", content.toString()) + "'");
        assertEquals(
                List.of(List.of(200_000L, 199_999L, 100L)),
                Rows.of(session, "SELECT count(*), max(id), count(DISTINCT name) FROM t"));
    }

    @Test
    void filesThatDoNotFitAreRefused() {
        AlmagestException more = refused("COPY t FROM '" + text("e.csv", "id,ra,name,seen,flux\n1,2,x,,3\n") + "'");
        assertEquals(SqlState.BAD_COPY_FORMAT, more.state());
        assertTrue(more.getMessage().contains("e.csv has a column flux"), more.getMessage());
        AlmagestException less = refused("COPY t FROM '" + text("f.csv", "id,ra,name\n1,2,x\n") + "'");
        assertTrue(less.getMessage().contains("has no column seen"), less.getMessage());
        assertTrue(less.hint().orElseThrow().contains("COPY t ("), less.hint().orElseThrow());
        AlmagestException count = refused("COPY t FROM '" + text("g.csv", "1,2\n3,4\n") + "' (HEADER false)");
        assertTrue(count.getMessage().contains("2 columns and no names"), count.getMessage());
        AlmagestException value = refused("COPY t FROM '" + text("h.csv", "id,ra,name,seen\n1,2,x,\nz,2,x,\n") + "'");
        assertTrue(value.getMessage().contains("h.csv"), value.getMessage());
        assertEquals(
                SqlState.INVALID_PARAMETER,
                refused("COPY t FROM '" + file("h.csv") + "' (FORMAT orc)").state());
        assertEquals(
                SqlState.INVALID_PARAMETER,
                refused("COPY t FROM '" + file("h.csv") + "' (HEADRE true)").state());
        assertEquals(
                SqlState.FILE_NOT_FOUND,
                refused("COPY t FROM '" + file("none.csv") + "'").state());
        assertEquals(
                SqlState.UNDEFINED_COLUMN,
                refused("COPY t (idd) FROM '" + file("h.csv") + "'").state());
        AlmagestException unknown = assertThrows(
                AlmagestException.class, () -> Rows.of(session, "COPY nothing FROM '" + file("h.csv") + "'"));
        assertEquals(SqlState.UNDEFINED_TABLE, unknown.state());
    }

    @Test
    void badRowsMayBePassed() {
        String path = text("i.csv", "id,ra,name,seen\n1,2,x,\nz,2,y,\n3,4,z,\n");
        copies(2, "COPY t FROM '" + path + "' (ON_ERROR ignore)");
        assertEquals(List.of(1L, 3L), table().stream().map(List::getFirst).toList());
    }
}
