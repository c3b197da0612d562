package org.almagest.sql.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.Rows;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// COPY TO a FITS file: nom-tam-fits and our own reader read it and agree with the table.
final class WrittenFitsTest {
    private static final String TABLE = """
            CREATE TABLE every (
                k INTEGER NOT NULL, flag BOOLEAN, tiny TINYINT, utiny UTINYINT, small SMALLINT, usmall USMALLINT,
                int INTEGER UNIT 'adu', uint UINTEGER, big BIGINT COMMENT 'it''s a number of 64 bits', ubig UBIGINT,
                r REAL UNIT 'mag' UCD 'phot.mag;em.opt.V', d DOUBLE UNIT 'deg', name VARCHAR, v DOUBLE[3], w SMALLINT[2,2])
            """;

    @TempDir
    Path directory;

    private Engine engine;
    private Session session;

    @BeforeEach
    void open() {
        engine =
                Engine.open(EngineOptions.inMemory().withMemoryBytes(128L << 20).withThreads(2));
        session = engine.session();
        Rows.of(session, TABLE);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private static Object normal(Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        }
        return value instanceof List<?> list
                ? list.stream().map(WrittenFitsTest::normal).toList()
                : value;
    }

    private void fill() {
        Rows.of(session, """
                INSERT INTO every VALUES
                  (1, true, -128, 0, -32768, 0, -2147483648, 0, -9223372036854775807, 0, 1.5, 0.1, 'M31', [1.5, 2.5, -0.0], [1, 2, 3, 4]),
                  (2, false, 126, 255, 32767, 65535, 2147483646, 4294967294, 9223372036854775807, 18446744073709551614,
                   'Infinity', '-Infinity', 'it''s "here"', [NULL, 1e300, 3], [NULL, -32768, 32767, 0]),
                  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
                """);
        Rows.of(
                session,
                "INSERT INTO every (k, r, name) SELECT n, n / 8.0, 'star ' || n FROM generate_series(4, 5000) t(n)");
    }

    @Test
    void ourReaderAndAnotherReadWhatWasWritten() throws Exception {
        fill();
        Path path = file("every.fits");
        assertEquals(List.of(List.of("COPY", 5000L)), Rows.of(session, "COPY every TO '" + path + "'"));
        assertEquals(0, Files.size(path) % 2880);
        // A FITS table has no array that is NULL as a whole, only one of NULLs.
        String query = "SELECT k, flag, tiny, utiny, small, usmall, int, uint, big, ubig, r, d, name, v[1], v[2], v[3]"
                + " FROM %s ORDER BY k";
        List<List<Object>> rows = Rows.of(session, query.formatted("every"));
        assertEquals(rows, Rows.of(session, query.formatted("'" + path + "'")));
        try (FitsOracle oracle = new FitsOracle(path)) {
            List<ColumnCells> columns = oracle.columns(1);
            // Left out: logical NULLs and numbers beyond 2^63, which the others do not give as they are.
            for (int c : new int[] {0, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12}) {
                for (int r = 0; r < rows.size(); r++) {
                    String where = columns.get(c).name() + " of row " + r;
                    assertEquals(
                            normal(rows.get(r).get(c)),
                            normal(columns.get(c).cells().get(r)),
                            where);
                }
            }
            assertEquals("adu", oracle.keyword(1, "TUNIT", 7));
            assertEquals("mag", oracle.keyword(1, "TUNIT", 11));
            assertEquals("phot.mag;em.opt.V", oracle.keyword(1, "TUCD", 11));
            assertEquals("it's a number of 64 bits", oracle.keyword(1, "TCOMM", 9));
            assertEquals("(2,2)", oracle.keyword(1, "TDIM", 15));
            assertEquals("", oracle.keyword(1, "TNULL", 1), "k has no NULLs");
            assertFalse(oracle.keyword(1, "TNULL", 7).isEmpty(), "int has some");
        }
    }

    @Test
    void typesUnitsAndMeaningComeBack() {
        fill();
        Path path = file("every.fits");
        Rows.of(session, "COPY every TO '" + path + "'");
        Rows.of(session, "CREATE TABLE back AS SELECT * FROM '" + path + "'");
        String columns = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '%s'"
                + " ORDER BY ordinal_position";
        assertEquals(Rows.of(session, columns.formatted("every")), Rows.of(session, columns.formatted("back")));
        try (Result result = session.execute("SELECT r, big FROM back")) {
            var meaning = ((Result.Rows) result).columns();
            assertEquals("mag", meaning.get(0).meaning().unit());
            assertEquals("phot.mag;em.opt.V", meaning.get(0).meaning().ucd());
            assertEquals("it's a number of 64 bits", meaning.get(1).meaning().description());
        }
    }

    @Test
    void whatFitsHasNoFormForIsTextOrANumber() throws Exception {
        Path path = file("text.fits");
        Rows.of(
                session,
                "COPY (SELECT 1.25 AS d, DATE '2016-02-29' AS day, TIMESTAMP '2016-02-29 12:00:00.5' AS at,"
                        + " INTERVAL '1 day 2 hours' AS i) TO '" + path + "' (FORMAT fits)");
        assertEquals(
                List.of(List.of(1.25, "2016-02-29", "2016-02-29 12:00:00.5", "1 day 02:00:00")),
                Rows.of(session, "SELECT * FROM '" + path + "'"));
        Rows.of(session, "COPY (SELECT 1 AS n WHERE false) TO '" + file("empty.fits") + "'");
        assertEquals(List.of(), Rows.of(session, "SELECT n FROM '" + file("empty.fits") + "'"));
        try (FitsOracle oracle = new FitsOracle(file("empty.fits"))) {
            assertEquals(List.of(), oracle.columns(1).getFirst().cells());
        }
    }

    /// The number that stands for NULL must not occur, whatever does.
    @Test
    void nullIsNoNumberThatOccurs() {
        Path path = file("bytes.fits");
        String bytes = "SELECT CASE WHEN n = 77 OR n = 300 THEN NULL ELSE (n % 256)::UTINYINT END AS b"
                + " FROM generate_series(0, 255) t(n)";
        Rows.of(session, "COPY (" + bytes + ") TO '" + path + "'");
        assertEquals(Rows.of(session, bytes), Rows.of(session, "SELECT b FROM '" + path + "'"));
        String all = "SELECT CASE WHEN n < 256 THEN n::UTINYINT END AS b FROM generate_series(0, 256) t(n)";
        AlmagestException refused = assertThrows(
                AlmagestException.class, () -> Rows.of(session, "COPY (" + all + ") TO '" + file("x.fits") + "'"));
        assertEquals(SqlState.NUMERIC_OUT_OF_RANGE, refused.state());
        assertTrue(refused.hint().isPresent());
        assertFalse(Files.exists(file("x.fits")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT 'Ångström' AS a           | INVALID_TEXT
            SELECT [1, 2] AS a               | FEATURE_NOT_SUPPORTED
            SELECT 'x'::BLOB AS a            | FEATURE_NOT_SUPPORTED
            """)
    void theRestIsRefused(String query, SqlState state) throws Exception {
        AlmagestException refused = assertThrows(
                AlmagestException.class, () -> Rows.of(session, "COPY (" + query + ") TO '" + file("x.fits") + "'"));
        assertEquals(state, refused.state());
        assertTrue(refused.hint().isPresent());
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
    }
}
