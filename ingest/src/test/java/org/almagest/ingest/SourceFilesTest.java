package org.almagest.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.type.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceFilesTest {
    private static final byte[] TEXT = "ra,dec\n1,2\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private SourceFiles sources() {
        return new SourceFiles(new LocalFileSystem(), directory.toString(), MemoryBudget.root(1 << 26));
    }

    private String file(String name, byte[] bytes) throws IOException {
        Path path = directory.resolve(name);
        Files.write(path, bytes);
        return path.toString();
    }

    /// A FITS file of one empty table `T` with a column `a`.
    private static byte[] fits() {
        StringBuilder text = new StringBuilder();
        header(text, "SIMPLE  =                    T", "BITPIX  = 8", "NAXIS   = 0");
        header(
                text,
                "XTENSION= 'BINTABLE'",
                "BITPIX  = 8",
                "NAXIS   = 2",
                "NAXIS1  = 4",
                "NAXIS2  = 0",
                "PCOUNT  = 0",
                "GCOUNT  = 1",
                "TFIELDS = 1",
                "TTYPE1  = 'a'",
                "TFORM1  = 'E'",
                "EXTNAME = 'T'");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void header(StringBuilder text, String... cards) {
        for (String card : cards) {
            text.append(String.format("%-80s", card));
        }
        text.append(String.format("%-80s", "END"));
        while (text.length() % 2880 != 0) {
            text.append(' ');
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void theContentDecidesWhateverTheName() throws IOException {
        assertEquals(SourceKind.FITS, sources().kind(file("a.csv", fits())));
        assertEquals(SourceKind.FITS, sources().kind(file("b", gzip(fits()))));
        assertEquals(SourceKind.CSV, sources().kind(file("c.fits", TEXT)));
        assertEquals(SourceKind.CSV, sources().kind(file("d.gz", gzip(TEXT))));
    }

    @Test
    void theNameDecidesWhereThereIsNoContent() throws IOException {
        assertEquals(SourceKind.FITS, sources().kind(file("a.FITS", new byte[0])));
        assertEquals(SourceKind.FITS, sources().kind(file("a.fits.bz2", new byte[] {'B', 'Z', 'h'})));
        assertEquals(SourceKind.CSV, sources().kind(file("a.csv", new byte[0])));
    }

    @Test
    void fitsTablesTakeTheirOptions() throws IOException {
        String path = file("a.fits", fits());
        assertEquals("a", sources().open(path, Map.of()).schema().column(0).name());
        Map<String, Value> byName = Map.of("hdu", Value.of("t"), "KEEP_NAN", Value.of(true));
        assertEquals(
                "read_fits('" + path + "', 1)", sources().openFits(path, byName).describe());
        assertEquals(
                "read_fits('" + path + "', 1)",
                sources()
                        .openFits(path, Map.of("hdu", Value.of(1), "ascii_blank", Value.of("zero")))
                        .describe());
    }

    @Test
    void wrongOptionsAreNamed() throws IOException {
        String path = file("a.fits", fits());
        AlmagestException unknown = assertThrows(
                AlmagestException.class, () -> sources().openFits(path, Map.of("keepnan", Value.of(true))));
        assertEquals(SqlState.INVALID_PARAMETER, unknown.state());
        assertEquals("did you mean keep_nan?", unknown.hint().orElseThrow());
        for (Map<String, Value> wrong : java.util.List.of(
                Map.of("hdu", Value.NULL), Map.of("keep_nan", Value.of(7)), Map.of("ascii_blank", Value.of("x")))) {
            AlmagestException invalid =
                    assertThrows(AlmagestException.class, () -> sources().openFits(path, wrong));
            assertEquals(SqlState.INVALID_PARAMETER, invalid.state());
        }
    }

    @Test
    void whatIsNotReadIsNamed() throws IOException {
        AlmagestException zip = assertThrows(
                AlmagestException.class,
                () -> sources().kind(file("a.zip", "PK\u0003\u0004....".getBytes(StandardCharsets.US_ASCII))));
        assertTrue(zip.getMessage().contains("ZIP"), zip.getMessage());
        AlmagestException folder =
                assertThrows(AlmagestException.class, () -> sources().kind(directory.toString()));
        assertEquals(SqlState.WRONG_OBJECT_TYPE, folder.state());
        AlmagestException missing = assertThrows(
                AlmagestException.class,
                () -> sources().kind(directory.resolve("none.fits").toString()));
        assertEquals(SqlState.FILE_NOT_FOUND, missing.state());
    }
}
