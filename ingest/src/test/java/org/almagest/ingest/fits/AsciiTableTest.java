package org.almagest.ingest.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.schema.ColumnDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AsciiTableTest {
    @TempDir
    Path directory;

    /// Pads to equal rows: name 1-4, i 5-8, e 9-14, f 15-23, k 24-38.
    private static String row(String name, String i, String e, String f, String k) {
        return String.format("%-4s%4s%6s%9s%15s", name, i, e, f, k);
    }

    private FitsTable standard(FitsOptions options, String... cards) throws IOException {
        String data = row("M31", "12", "1.5E2", "-0012345", "3")
                + row("", "-7", ".5D-1", "1.50", "---")
                + row("x y", "", "", "2", "123456789012345");
        return FitsBytes.start()
                .header("TABLE", 3, 38, 0, "name=A4", "i=I4", "e=E6.1", "f=F9.3", "k=I15")
                .cards("TBCOL1  = 1", "TBCOL2  = 5", "TBCOL3  = 9", "TBCOL4  = 15", "TBCOL5  = 24")
                .cards(cards)
                .end()
                .data(data.getBytes(StandardCharsets.US_ASCII))
                .open(directory, options)
                .table("");
    }

    @Test
    void readsEveryFormAndTakesBlanksForNull() throws IOException {
        FitsTable table = standard(FitsOptions.DEFAULT, "TNULL5  = '---'", "TUNIT3  = 'Jy'");
        assertEquals(
                List.of("VARCHAR", "SMALLINT", "DOUBLE", "DOUBLE", "BIGINT"),
                table.schema().columns().stream()
                        .map(ColumnDefinition::type)
                        .map(Object::toString)
                        .toList());
        assertEquals("Jy", table.schema().column(2).meaning().unit());
        assertEquals(
                List.of(
                        List.of("'M31'", "12", "150.0", "-12.345", "3"),
                        List.of("NULL", "-7", "0.05", "1.5", "NULL"),
                        List.of("'x y'", "NULL", "NULL", "0.002", "123456789012345")),
                Cells.of(table));
    }

    @Test
    void blanksAreZeroOnRequest() throws IOException {
        FitsTable table = standard(FitsOptions.DEFAULT.withBlankIsZero(true), "TNULL5  = '---'");
        assertEquals(
                List.of("'x y'", "0", "0.0", "0.002", "123456789012345"),
                Cells.of(table).getLast());
    }

    @Test
    void scaledNumbersAreDoubles() throws IOException {
        FitsTable table = standard(FitsOptions.DEFAULT, "TNULL5  = '---'", "TSCAL2  = 2.0", "TZERO2  = 1");
        assertEquals(List.of("25.0", "-13.0", "NULL"), Cells.column(table, 1));
    }

    @Test
    void badNumbersNameColumnAndRow() throws IOException {
        FitsTable table = standard(FitsOptions.DEFAULT);
        AlmagestException bad = assertThrows(AlmagestException.class, () -> Cells.of(table));
        assertTrue(bad.getMessage().contains("column k, row 2: found '---'"), bad.getMessage());
    }

    @Test
    void fieldsOutsideTheRowAreRefused() {
        AlmagestException outside = assertThrows(
                AlmagestException.class,
                () -> FitsBytes.start()
                        .header("TABLE", 0, 10, 0, "a=A4")
                        .cards("TBCOL1  = 8")
                        .end()
                        .open(directory)
                        .table(""));
        assertTrue(outside.getMessage().contains("TBCOL1: found 8"), outside.getMessage());
    }
}
