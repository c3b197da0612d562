package org.almagest.sql.bad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.TableSink;
import org.almagest.ingest.BulkLoad;
import org.almagest.ingest.SourceFiles;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Wrong files in queries and loads: one failure that names the file, the place and what was
/// expected, and a database that is as before.
final class BadInputTest {
    @TempDir
    Path directory;

    private Engine engine;
    private Session session;

    /// A file's content, the FROM clause over it (`%s` is its path), and what must be said.
    private record Bad(String what, String name, byte[] content, String from, SqlState state, List<String> said) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Bad fits(String what, byte[] content, SqlState state, String... said) {
        return new Bad(what, "bad.fits", content, "'%s'", state, List.of(said));
    }

    private static Bad text(String what, String content, String from, SqlState state, String... said) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Bad(what, "bad.csv", bytes, from, state, List.of(said));
    }

    static List<Bad> files() {
        return Stream.concat(fitsFiles(), textFiles()).toList();
    }

    private static Stream<Bad> fitsFiles() {
        SqlState damaged = SqlState.BAD_COPY_FORMAT;
        return Stream.of(
                fits("a table cut off", BadFits.cut(2 * 2880 + 500), damaged, "bad.fits, HDU 1", "500", "1120"),
                fits("a header cut off", BadFits.cut(2880 + 400), damaged, "bad.fits, HDU 1", "END"),
                fits(
                        "more rows than bytes",
                        BadFits.with("NAXIS2  = 1000000000000"),
                        damaged,
                        "NAXIS2",
                        "1000000000000"),
                fits("negative rows", BadFits.with("NAXIS2  = -1"), damaged, "NAXIS2", "-1"),
                fits("rows of another width", BadFits.with("NAXIS1  = 24"), damaged, "NAXIS1", "24", "20"),
                fits("an unknown TFORM", BadFits.with("TFORM2  = '8Z'"), damaged, "TFORM2", "8Z"),
                fits("an enormous TFORM", BadFits.with("TFORM2  = '999999999999D'"), damaged, "TFORM2"),
                fits("no TFORM", BadFits.with("TFIELDS = 4"), damaged, "TFORM4"),
                fits("a heap beyond the file", BadFits.with("THEAP   = 100000"), damaged, "THEAP", "100000"),
                fits("a heap within the rows", BadFits.with("THEAP   = 10"), damaged, "THEAP", "10"),
                fits("a negative heap", BadFits.with("PCOUNT  = -8"), damaged, "PCOUNT", "-8"),
                fits("a cell beyond the heap", BadFits.withWildDescriptor(), damaged, "flux", "row 8", "320"),
                fits("a card that is no number", BadFits.with("NAXIS1  = 'wide'"), damaged, "NAXIS1", "wide"),
                fits("no table", BadFits.imageOnly(), SqlState.UNDEFINED_OBJECT, "bad.fits has no table"),
                new Bad(
                        "no such HDU",
                        "bad.fits",
                        BadFits.with(),
                        "read_fits('%s', 'STARS')",
                        SqlState.UNDEFINED_OBJECT,
                        List.of("bad.fits has no HDU named 'STARS'")),
                new Bad(
                        "an unknown option",
                        "bad.fits",
                        BadFits.with(),
                        "read_fits('%s', hud => 1)",
                        SqlState.INVALID_PARAMETER,
                        List.of("hud")),
                new Bad(
                        "a damaged gzip file",
                        "bad.fits.gz",
                        half(gzip(BadFits.with())),
                        "read_fits('%s')",
                        damaged,
                        List.of("bad.fits.gz")),
                new Bad(
                        "not FITS",
                        "bad.fits",
                        "hello".getBytes(StandardCharsets.US_ASCII),
                        "read_fits('%s')",
                        SqlState.BAD_COPY_FORMAT,
                        List.of("bad.fits is not a FITS file", "SIMPLE")));
    }

    private static Stream<Bad> textFiles() {
        String csv = "read_csv('%s', types => 'id BIGINT, ra DOUBLE, name VARCHAR')";
        SqlState form = SqlState.BAD_COPY_FORMAT;
        return Stream.of(
                text(
                        "too few fields",
                        "id,ra,name\n1,2,a\n3,4\n",
                        "'%s'",
                        form,
                        "bad.csv, line 3",
                        "found 2",
                        "expected 3"),
                text(
                        "too many fields",
                        "id,ra,name\n1,2,a\n3,4,b,5\n",
                        "'%s'",
                        form,
                        "line 3",
                        "found 4",
                        "expected 3"),
                text(
                        "a wrong type",
                        "id,ra,name\n1,2,a\n3,x,b\n",
                        csv,
                        SqlState.INVALID_TEXT,
                        "bad.csv, line 3, column ra",
                        "'x'",
                        "DOUBLE"),
                text(
                        "an integer too large",
                        "id,ra,name\n99999999999999999999,2,a\n",
                        csv,
                        SqlState.INVALID_TEXT,
                        "line 2, column id",
                        "BIGINT"),
                text("open quotes", "id,ra,name\n1,2,\"a\n3,4,b\n", "'%s'", form, "bad.csv, line 2", "quotes"),
                text(
                        "a type for no column",
                        "id,ra\n1,2\n",
                        "read_csv('%s', types => 'dec DOUBLE')",
                        SqlState.UNDEFINED_COLUMN,
                        "bad.csv has no column dec"),
                text(
                        "an unknown type",
                        "id,ra\n1,2\n",
                        "read_csv('%s', types => 'ra DUBLE')",
                        SqlState.UNDEFINED_OBJECT,
                        "there is no type DUBLE"),
                text(
                        "an unknown option",
                        "id,ra\n1,2\n",
                        "read_csv('%s', delimeter => ';')",
                        SqlState.INVALID_PARAMETER,
                        "delimeter"),
                new Bad(
                        "not UTF-8",
                        "bad.csv",
                        "id,name\n1,Bo\u00F6tes\n".getBytes(StandardCharsets.ISO_8859_1),
                        "read_csv('%s', encoding => 'utf-8')",
                        SqlState.INVALID_TEXT,
                        List.of("line 2, column name", "UTF-8")),
                new Bad(
                        "a damaged gzip file",
                        "bad.csv.gz",
                        half(gzip("id,ra\n1,2\n3,4\n".repeat(50).getBytes(StandardCharsets.US_ASCII))),
                        "'%s'",
                        form,
                        List.of("bad.csv.gz", "gzip")),
                text(
                        "Parquet cut off",
                        "PAR1 and more",
                        "'%s'",
                        SqlState.DATA_CORRUPTED,
                        "bad.csv is not a sound Parquet"));
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    @BeforeEach
    void open() {
        engine = Engine.open(EngineOptions.of(database().toString(), OpenMode.CREATE)
                .withMemoryBytes(64L << 20)
                .withThreads(2));
        session = engine.session();
        Kept.make(session);
    }

    private Path database() {
        return directory.resolve("sky.almagest");
    }

    @AfterEach
    void nothingHasChanged() {
        Kept.check(session);
        engine.close();
        try (Engine again = Engine.open(EngineOptions.of(database().toString(), OpenMode.READ_ONLY))) {
            Kept.check(again.session());
        }
    }

    /// Loads a file into a table as `almagest ingest` does.
    private void load(Path path) {
        SourceFiles sources = new SourceFiles(engine.files(), directory.toString(), engine.budget());
        Scannable source = sources.open(path.toString(), Map.of());
        try (TableSink sink = engine.database().writer().createTableWithSink("more", source.schema())) {
            BulkLoad.ofAll(source, sink, 2).run();
            sink.commit();
        }
    }

    private void fails(String sql, SqlState state, List<String> said) {
        fails(sql, () -> Kept.run(session, sql), state, said);
    }

    private void fails(String sql, Runnable work, SqlState state, List<String> said) {
        long reserved = engine.budget().reserved();
        Throwable failure = Kept.failure(sql, work);
        if (!(failure instanceof AlmagestException known)) {
            throw new AssertionError(sql + " ended with " + failure, failure);
        }
        String text = known.getMessage() + " / " + known.hint().orElse("");
        assertEquals(state, known.state(), text);
        said.forEach(part -> assertTrue(known.getMessage().contains(part), text + " lacks " + part));
        assertFalse(known.getMessage().contains("\n"), text);
        assertEquals(reserved, engine.budget().reserved(), sql);
    }

    @ParameterizedTest
    @MethodSource("files")
    void wrongFiles(Bad bad) throws IOException {
        Path path = directory.resolve(bad.name());
        Files.write(path, bad.content());
        String from = bad.from().formatted(path);
        fails("SELECT * FROM " + from, bad.state(), bad.said());
        fails("CREATE TABLE more AS SELECT * FROM " + from, bad.state(), bad.said());
        if (bad.from().equals("'%s'")) {
            fails("a load of " + path, () -> load(path), bad.state(), bad.said());
        }
    }

    @Test
    void theSoundFileIsRead() throws IOException {
        Path path = directory.resolve("good.fits");
        Files.write(path, BadFits.with());
        assertEquals(BadFits.ROWS, Kept.rows(session, "SELECT * FROM '" + path + "'"));
    }

    @Test
    void noFile() {
        String missing = directory.resolve("absent.fits").toString();
        List<String> said = List.of("absent.fits", "there is no such file");
        fails("SELECT * FROM '" + missing + "'", SqlState.FILE_NOT_FOUND, said);
        fails("SELECT * FROM read_fits('" + missing + "')", SqlState.FILE_NOT_FOUND, said);
        fails("SELECT * FROM read_csv('" + missing + "')", SqlState.FILE_NOT_FOUND, said);
        fails("CREATE TABLE more AS SELECT * FROM '" + missing + "'", SqlState.FILE_NOT_FOUND, said);
    }

    @Test
    void aDirectory() {
        for (String from : List.of("'%s'", "read_fits('%s')", "read_csv('%s')")) {
            String sql = "SELECT * FROM " + from.formatted(directory);
            fails(sql, SqlState.WRONG_OBJECT_TYPE, List.of(directory.toString(), "is a directory"));
        }
    }
}
