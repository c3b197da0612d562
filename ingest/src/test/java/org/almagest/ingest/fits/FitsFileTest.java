package org.almagest.ingest.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.ingest.TableNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FitsFileTest {
    @TempDir
    Path directory;

    private static FitsBytes several() {
        return FitsBytes.start()
                .cards("XTENSION= 'IMAGE'", "BITPIX  = -32", "NAXIS   = 2", "NAXIS1  = 30", "NAXIS2  = 40")
                .cards("PCOUNT  = 0", "GCOUNT  = 1", "EXTNAME = 'PICTURE'")
                .end()
                .data(new byte[4 * 30 * 40])
                .header("BINTABLE", 1, 1, 0, "a=B")
                .cards("EXTNAME = 'EVENTS'")
                .end()
                .data(new byte[] {1})
                .header("BINTABLE", 1, 1, 0, "a=B")
                .cards("EXTNAME = 'Events'", "EXTVER  = 2")
                .end()
                .data(new byte[] {2});
    }

    private static String only(FitsTable table) {
        return Cells.column(table, 0).getFirst();
    }

    @Test
    void tablesAreChosenByIndexNameAndVersion() throws IOException {
        FitsFile file = several().open(directory);
        assertEquals(4, file.hdus().size());
        assertEquals(HduKind.IMAGE, file.hdus().get(1).kind());
        assertEquals(4800, file.hdus().get(1).dataBytes());
        assertEquals("1", only(file.table("")));
        assertEquals("1", only(file.table("events")));
        assertEquals("2", only(file.table("EVENTS,2")));
        assertEquals("2", only(file.table("3")));
        assertEquals(2, file.chooseAll("all").size());
    }

    @Test
    void tablesAreNamedAfterTheFileOrTheirHdus() throws IOException {
        FitsFile file = several().open(directory);
        assertEquals(List.of("events", "events_3"), TableNames.ofTables(file, file.tables()));
        FitsFile one =
                FitsBytes.table(0, 1, 0, new String[] {"a=B"}, "EXTNAME = 'X'").open(directory);
        assertEquals(List.of("t"), TableNames.ofTables(one, one.tables()));
    }

    @Test
    void aWrongChoiceListsWhatThereIs() throws IOException {
        FitsFile file = several().open(directory);
        AlmagestException missing = assertThrows(AlmagestException.class, () -> file.table("GTI"));
        assertEquals(SqlState.UNDEFINED_OBJECT, missing.state());
        assertTrue(missing.hint().orElseThrow().contains("1 PICTURE (image), 2 EVENTS (binary table)"));
        assertThrows(AlmagestException.class, () -> file.table("9"));
        AlmagestException image = assertThrows(AlmagestException.class, () -> file.table("PICTURE"));
        assertEquals(SqlState.WRONG_OBJECT_TYPE, image.state());
    }

    @Test
    void gzipIsUnpackedAndLeavesNothing() throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        Path packed = directory.resolve("t.fits.gz");
        Files.write(packed, gzip(several().bytes()));
        FitsOptions options = FitsOptions.DEFAULT.withTemporaryDirectory(temporary.toString());
        try (FitsFile file = OpenFits.of(new LocalFileSystem(), packed.toString(), options)) {
            assertEquals("2", only(file.table("EVENTS,2")));
            assertEquals("1", only(file.table("EVENTS")));
            assertEquals("read_fits('" + packed + "', 2)", file.table("").describe());
        }
        try (var left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void damagedGzipIsAnError() throws IOException {
        byte[] packed = gzip(several().bytes());
        byte[] cut = Arrays.copyOf(packed, packed.length / 2);
        byte[] flipped = packed.clone();
        flipped[packed.length - 6] ^= 1;
        for (byte[] bytes : List.of(cut, flipped)) {
            AlmagestException damage = failure(bytes);
            assertEquals(SqlState.BAD_COPY_FORMAT, damage.state());
            assertTrue(damage.getMessage().contains("gzip"), damage.getMessage());
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private AlmagestException failure(byte[] bytes) throws IOException {
        Path path = directory.resolve("bad.fits");
        Files.write(path, bytes);
        return assertThrows(
                AlmagestException.class,
                () -> OpenFits.of(new LocalFileSystem(), path.toString()).table(""));
    }

    @Test
    void whatIsNoFitsFileIsSaid() throws IOException {
        assertTrue(failure(new byte[0]).getMessage().contains("is not a FITS file"));
        assertTrue(failure("ra,dec\n1,2\n".getBytes(StandardCharsets.US_ASCII))
                .getMessage()
                .contains("is not a FITS file"));
        assertEquals(
                SqlState.FEATURE_NOT_SUPPORTED,
                failure(new byte[] {'B', 'Z', 'h', '9'}).state());
        AlmagestException missing = assertThrows(
                AlmagestException.class,
                () -> OpenFits.of(
                        new LocalFileSystem(), directory.resolve("none.fits").toString()));
        assertEquals(SqlState.FILE_NOT_FOUND, missing.state());
        AlmagestException folder =
                assertThrows(AlmagestException.class, () -> OpenFits.of(new LocalFileSystem(), directory.toString()));
        assertEquals(SqlState.WRONG_OBJECT_TYPE, folder.state());
    }

    @Test
    void damageBehindATableDoesNotHideIt() throws IOException {
        FitsFile file = several()
                .cards("XTENSION= 'BINTABLE'", "BITPIX  = 9", "NAXIS   = 0")
                .end()
                .open(directory);
        assertEquals(4, file.hdus().size());
        assertTrue(file.damage().orElseThrow().getMessage().contains("HDU 4, BITPIX: found 9"));
        assertEquals("1", only(file.table("EVENTS")));
        assertThrows(AlmagestException.class, () -> file.table("LATER"));
        assertThrows(AlmagestException.class, () -> file.chooseAll("all"));
    }

    @Test
    void whatFollowsTheLastHduIsIgnored() throws IOException {
        FitsFile file = several().raw(new byte[2880]).open(directory);
        assertEquals(4, file.hdus().size());
        assertTrue(file.damage().isEmpty());
    }

    @Test
    void missingPaddingIsNoDamage() throws IOException {
        byte[] bytes = several().bytes();
        Path path = directory.resolve("short.fits");
        Files.write(path, Arrays.copyOf(bytes, bytes.length - 2879));
        assertEquals(
                "2", only(OpenFits.of(new LocalFileSystem(), path.toString()).table("3")));
    }

    @Test
    void randomGroupsAreSkippedByTheirSize() throws IOException {
        FitsBytes bytes = new FitsBytes()
                .cards("SIMPLE  = T", "BITPIX  = 16", "NAXIS   = 3", "NAXIS1  = 0", "NAXIS2  = 10", "NAXIS3  = 3")
                .cards("GROUPS  = T", "PCOUNT  = 5", "GCOUNT  = 100", "EXTEND  = T")
                .end()
                .data(new byte[2 * 100 * (5 + 30)])
                .header("BINTABLE", 1, 1, 0, "a=B")
                .end()
                .data(new byte[] {7});
        assertEquals("7", only(bytes.open(directory).table("")));
    }

    @Test
    void aFileThatChangesBetweenTwoReadsIsNotBelieved() throws IOException {
        FitsTable table = several().open(directory).table("");
        Files.write(directory.resolve("t.fits"), new byte[2880]);
        AlmagestException changed = assertThrows(AlmagestException.class, () -> Cells.of(table));
        assertTrue(changed.getMessage().contains("has changed"), changed.getMessage());
    }
}
