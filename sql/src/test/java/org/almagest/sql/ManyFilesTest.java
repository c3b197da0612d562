package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several files read as one table, by patterns and lists, against DuckDB.
class ManyFilesTest {
    @TempDir
    Path directory;

    private Engine engine;
    private Session session;

    @BeforeEach
    void open() throws Exception {
        engine = Engine.open(EngineOptions.of(directory.resolve("sky.almagest").toString(), OpenMode.CREATE)
                .withMemoryBytes(128L << 20)
                .withThreads(3));
        session = engine.session();
        try (DuckDb duck = new DuckDb()) {
            for (int file = 0; file < 5; file++) {
                String rows = "SELECT (i + " + file * 10_000 + ")::BIGINT AS id, i / 8.0::DOUBLE AS ra,"
                        + " CASE WHEN i % 7 = 0 THEN NULL ELSE 'star ' || i END AS name FROM range(10000) r(i)";
                duck.execute("COPY (" + rows + ") TO '" + file("p" + file + ".parquet") + "'");
                duck.execute("COPY (" + rows + ") TO '" + file("c" + file + ".csv") + "' (HEADER)");
            }
        }
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
            throw new IllegalStateException(failure);
        }
        return file(name);
    }

    private void same(String query) throws Exception {
        String ours = query.replace("DIR", directory.toString());
        try (DuckDb duck = new DuckDb()) {
            assertEquals(duck.rows(ours), Rows.of(session, ours), query);
        }
    }

    private AlmagestException refused(String query) {
        return assertThrows(
                AlmagestException.class, () -> Rows.of(session, query.replace("DIR", directory.toString())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*), sum(id), min(name), max(name), count(name) FROM 'DIR/p*.parquet'",
                "SELECT count(*), sum(id), min(name), max(name), count(name) FROM 'DIR/c*.csv'",
                "SELECT count(*), sum(ra) FROM read_parquet(['DIR/p3.parquet', 'DIR/p1.parquet'])",
                "SELECT count(*), sum(ra) FROM read_csv(['DIR/c3.csv', 'DIR/c1.csv'])",
                "SELECT id, name FROM read_parquet('DIR/p[13].parquet') WHERE id BETWEEN 39990 AND 40005 ORDER BY id",
                "SELECT id FROM 'DIR/p*.parquet' WHERE name = 'star 77' ORDER BY id",
                "SELECT filename, count(*), min(id) FROM read_parquet('DIR/p*.parquet', filename => true)"
                        + " GROUP BY filename ORDER BY filename",
                "SELECT id FROM read_csv('DIR/c*.csv', filename => true) WHERE filename LIKE '%c2.csv' AND ra < 0.5"
                        + " ORDER BY id",
                "SELECT min(id), count(*) FROM read_parquet('DIR/p*.parquet', filename => true)"
                        + " WHERE filename = 'DIR/p4.parquet'",
                "SELECT a.id FROM 'DIR/p*.parquet' a JOIN 'DIR/c*.csv' b ON a.id = b.id WHERE b.ra > 1249 ORDER BY 1",
                "SELECT id, ra FROM 'DIR/p*.parquet' ORDER BY ra DESC, id LIMIT 12",
            })
    void filesAreOneTable(String query) throws Exception {
        same(query);
    }

    @Test
    void rowsComeInTheOrderOfNames() {
        List<List<Object>> rows = Rows.of(session, "SELECT id FROM '" + file("p*.parquet") + "'");
        assertEquals(50_000, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            assertEquals((long) i, rows.get(i).getFirst());
        }
    }

    @Test
    void tablesAreMadeOfThem() {
        Rows.of(session, "CREATE TABLE all_stars AS SELECT * FROM '" + file("p*.parquet") + "'");
        String sums = "SELECT count(*), sum(id), count(name) FROM ";
        assertEquals(Rows.of(session, sums + "'" + file("c*.csv") + "'"), Rows.of(session, sums + "all_stars"));
    }

    @Test
    void filesThatCannotHoldTheRowsAreLeftOut() {
        String plan = Rows.of(
                        session,
                        "EXPLAIN ANALYZE SELECT sum(ra) FROM '" + file("p*.parquet")
                                + "' WHERE id BETWEEN 20010 AND 20020")
                .toString();
        assertTrue(plan.contains("row groups: 5, of which zone maps skip 4"), plan);
    }

    @Test
    void typesThatDifferBecomeOne() throws Exception {
        text("m1.csv", "id,x,t\n1,2,\n2,3,\n");
        text("m2.csv", "id,x,t\n3,2.5,2020-01-01\n");
        text("m3.csv", "id,x,t\n4,,2020-01-02\n");
        assertEquals(
                Rows.of(
                        session,
                        "VALUES (1, 2.0::DOUBLE, NULL), (2, 3.0, NULL), (3, 2.5, DATE '2020-01-01'),"
                                + " (4, NULL, DATE '2020-01-02')"),
                Rows.of(session, "SELECT id::INTEGER, x, t FROM '" + file("m*.csv") + "'"));
        try (DuckDb duck = new DuckDb()) {
            duck.execute("COPY (SELECT 1::TINYINT a, 2::SMALLINT b, 3::BIGINT c, 0.5::REAL d, 7::UBIGINT e) TO '"
                    + file("w1.parquet") + "'");
            duck.execute("COPY (SELECT 200::UTINYINT a, 1.5::REAL b, 0.25::DOUBLE c, NULL::DOUBLE d,"
                    + " 18446744073709551615::UBIGINT e) TO '" + file("w2.parquet") + "'");
            duck.execute("COPY (SELECT NULL::UTINYINT a, 4.5::REAL b, 1::DOUBLE c, 9007199254740993::BIGINT d,"
                    + " 0.5::DOUBLE e) TO '" + file("w3.parquet") + "'");
        }
        assertEquals(
                Rows.of(
                        session,
                        "VALUES (1::SMALLINT, 2::REAL, 3::DOUBLE, 0.5::DOUBLE, 7::DOUBLE),"
                                + " (200, 1.5, 0.25, NULL, 18446744073709551616), (NULL, 4.5, 1, 9007199254740992, 0.5)"),
                Rows.of(session, "SELECT * FROM '" + file("w*.parquet") + "'"));
        assertEquals(
                List.of(List.of(200L)),
                Rows.of(session, "SELECT a::BIGINT FROM '" + file("w*.parquet") + "' WHERE a > 100 AND b < 2"));
    }

    @Test
    void columnsAreFoundByName() {
        text("n1.csv", "a,b\n1,x\n");
        text("n2.csv", "b,a\ny,2\n");
        assertEquals(
                List.of(List.of(1L, "x"), List.of(2L, "y")),
                Rows.of(session, "SELECT * FROM '" + file("n*.csv") + "'"));
        text("n3.csv", "a,c\n3,true\n");
        AlmagestException refused = refused("SELECT * FROM 'DIR/n*.csv'");
        assertEquals(SqlState.DATATYPE_MISMATCH, refused.state());
        assertTrue(refused.getMessage().contains("n3.csv"), refused.getMessage());
        assertTrue(refused.hint().orElseThrow().contains("union_by_name"));
        assertEquals(
                Rows.of(session, "VALUES (1, 'x', NULL), (2, 'y', NULL), (3, NULL, TRUE)")
                        .toString(),
                Rows.of(session, "SELECT * FROM read_csv('" + file("n*.csv") + "', union_by_name => true)")
                        .toString());
        assertEquals(
                List.of(List.of(3L)),
                Rows.of(
                        session,
                        "SELECT a FROM read_csv('" + file("n*.csv") + "', union_by_name => true) WHERE c OR b = 'z'"));
    }

    @Test
    void whatCannotBeOneTableIsToldByName() {
        text("d1.csv", "a\n1\n");
        AlmagestException nothing = refused("SELECT * FROM 'DIR/none*.csv'");
        assertEquals(SqlState.FILE_NOT_FOUND, nothing.state());
        assertTrue(nothing.getMessage().contains("no file matches"), nothing.getMessage());
        AlmagestException kinds = refused("SELECT * FROM read_parquet(['DIR/p1.parquet', 'DIR/d1.csv'])");
        assertTrue(kinds.getMessage().contains("d1.csv"), kinds.getMessage());
        text("e1.csv", "id,ra,name\nx,1,2\n");
        AlmagestException types = refused("SELECT * FROM read_csv(['DIR/c1.csv', 'DIR/missing.csv'])");
        assertEquals(SqlState.FILE_NOT_FOUND, types.state());
        assertEquals(
                SqlState.INVALID_PARAMETER,
                refused("SELECT * FROM read_csv([])").state());
        assertEquals(
                SqlState.INVALID_PARAMETER,
                refused("SELECT * FROM read_csv('DIR/c*.csv', filename => 'x')").state());
    }

    @Test
    void numbersAndTextsOfParquetFilesDoNotMix() throws Exception {
        try (DuckDb duck = new DuckDb()) {
            duck.execute("COPY (SELECT 'x' AS id, 1.0::DOUBLE AS ra, 'y' AS name) TO '" + file("p9.parquet") + "'");
        }
        AlmagestException refused = refused("SELECT * FROM 'DIR/p*.parquet'");
        assertEquals(SqlState.DATATYPE_MISMATCH, refused.state());
        assertTrue(refused.getMessage().contains("p9.parquet"), refused.getMessage());
        assertTrue(refused.getMessage().contains("column id"), refused.getMessage());
    }
}
