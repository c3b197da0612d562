package org.almagest.ingest.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FitsHeaderTest {
    @TempDir
    Path directory;

    private FitsHeader read(byte[] bytes) throws IOException {
        Path path = directory.resolve("header.fits");
        Files.write(path, bytes);
        HduPlace place = HduPlace.of("header.fits", 0);
        try (ReadableFile file = new LocalFileSystem().open(path.toString())) {
            return new FitsHeader(place, HeaderReader.read(file, 0, place).cards());
        }
    }

    private FitsHeader read(String... cards) throws IOException {
        return read(new FitsBytes().cards(cards).end().bytes());
    }

    @Test
    void readsValuesOfEveryKind() throws IOException {
        FitsHeader header = read(
                "SIMPLE  =                    T / conforms",
                "NAXIS1  =                   80 / bytes",
                "TZERO1  =  9223372036854775808",
                "TSCAL1  =              1.5D-03",
                "OBJECT  = 'M 31    '           / Andromeda",
                "OBSERVER= 'O''Hara / co'",
                "EMPTY   = ''",
                "UNDEF   =",
                "FREE    =-12/no blanks");
        assertTrue(header.isTrue("SIMPLE"));
        assertEquals(80, header.integer("NAXIS1").orElseThrow());
        assertEquals(
                "9223372036854775808", header.decimal("TZERO1").orElseThrow().toPlainString());
        assertEquals(1.5e-3, header.decimal("TSCAL1").orElseThrow().doubleValue());
        assertEquals("M 31", header.text("OBJECT"));
        assertEquals("Andromeda", header.card("OBJECT").orElseThrow().comment());
        assertEquals("O'Hara / co", header.text("OBSERVER"));
        assertEquals("", header.text("EMPTY"));
        assertTrue(header.integer("UNDEF").isEmpty());
        assertEquals(-12, header.integer("FREE").orElseThrow());
        assertTrue(header.integer("ABSENT").isEmpty());
    }

    @Test
    void joinsContinuedStrings() throws IOException {
        FitsHeader header = read(
                "LONGKEY = 'one &'",
                "CONTINUE  'two &' / a comment",
                "CONTINUE  'three'",
                "NEXT    = 'ends with &'",
                "OTHER   = 1",
                "CONTINUE  'stray'");
        assertEquals("one two three", header.text("LONGKEY"));
        assertEquals("ends with", header.text("NEXT"));
        assertEquals(1, header.integer("OTHER").orElseThrow());
    }

    @Test
    void readsHierarchKeywordsAndIgnoresOddCards() throws IOException {
        FitsHeader header = read(
                "HIERARCH ESO TEL AIRM START = 1.02 / airmass",
                "HIERARCH no equals sign here",
                "COMMENT = 'this is a comment'",
                "HISTORY made by hand",
                "lower   = 7",
                "NOVALUE and some text");
        assertEquals("1.02", header.text("ESO TEL AIRM START"));
        assertTrue(header.card("COMMENT").isEmpty());
        assertEquals(7, header.integer("LOWER").orElseThrow());
        assertEquals("made by hand", header.properties().get("HISTORY"));
        assertEquals("= 'this is a comment'", header.properties().get("COMMENT"));
    }

    @Test
    void takesBytesBeyondAsciiInComments() throws IOException {
        FitsHeader header = read("OBJECT  = 'Å'  / Ångström\t");
        assertEquals("Å", header.text("OBJECT"));
    }

    @Test
    void theFirstOfEqualKeywordsCounts() throws IOException {
        assertEquals(1, read("A       = 1", "A       = 2").integer("A").orElseThrow());
    }

    @Test
    void refusesWhatIsNoHeader() {
        AlmagestException missingEnd = assertThrows(
                AlmagestException.class,
                () -> read(new FitsBytes().cards("SIMPLE  = T", "BITPIX  = 8").bytes()));
        assertTrue(missingEnd.getMessage().contains("2 cards without END"), missingEnd.getMessage());
        AlmagestException keyword = assertThrows(AlmagestException.class, () -> read("NA\u00e9IS  = 2"));
        assertTrue(keyword.getMessage().contains("0xe9"), keyword.getMessage());
    }

    @Test
    void namesTheKeywordOfABadValue() {
        for (String value : new String[] {"abc", "1.5", "1E400", "99999999999999999999", "T"}) {
            AlmagestException bad = assertThrows(
                    AlmagestException.class, () -> read("NAXIS1  = " + value).integer("NAXIS1"));
            assertTrue(bad.getMessage().startsWith("header.fits, HDU 0, NAXIS1: found"), bad.getMessage());
        }
    }

    @Test
    void anIntegerMayBeWrittenAsAReal() throws IOException {
        assertEquals(80, read("NAXIS1  = 8.0E1").integer("NAXIS1").orElseThrow());
    }
}
