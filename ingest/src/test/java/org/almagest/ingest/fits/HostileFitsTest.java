package org.almagest.ingest.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.junit.jupiter.api.Test;

/// A FITS file is hostile input: whatever its bytes are, reading it ends with rows or with a
/// failure that says what is wrong, never with any other exception and never with memory that its
/// size does not justify.
final class HostileFitsTest {
    private static final int FILES = Integer.getInteger("almagest.test.hostileFits", 100_000);

    private static final String[] NUMBERS = {
        "-1",
        "0",
        "1",
        "2",
        "7",
        "8",
        "16",
        "64",
        "999",
        "1000",
        "2147483647",
        "2147483648",
        "-2147483648",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "1E300",
        "1E-300",
        "1E999999999",
        "1.5",
        "NaN",
        "T",
        "F",
        "'1'",
        "''",
        "",
        "/",
        "abc",
        "99999999999999999999999999"
    };
    private static final String[] FORMS = {
        "0A",
        "A",
        "5A",
        "999999999A",
        "18446744073709551616J",
        "999999999999999999M",
        "P",
        "PJ",
        "QA",
        "2PJ",
        "PP",
        "1PJ(9999)",
        "X",
        "9X",
        "99999999999X",
        "Z9",
        "",
        "-1J",
        "J J",
        "0QD",
        "4A2",
        "9A0",
        "A20",
        "F8.3",
        "I99",
        "E5",
        "D999999999",
        "I0"
    };
    private static final String[] DIMENSIONS = {
        "(1)", "(2,2)", "()", "(0)", "(-1)", "(65536,65536)", "(2", "( 2, 1)", "(999999999,999999999)", "(1,1,1,1,1,1)"
    };

    private static byte[] base() {
        byte[] rows = new byte[2 * 59 + 40];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) (i % 3 == 0 ? 0 : 'A' + i % 26);
        }
        for (int row = 0; row < 2; row++) {
            byte[] descriptor = {0, 0, 0, 2, 0, 0, 0, (byte) (8 * row)};
            System.arraycopy(descriptor, 0, rows, row * 59 + 51, 8);
        }
        String[] fields = {"b=B", "i=I", "j=J", "k=K", "e=2E", "d=D", "t=8A", "l=L", "x=9X", "c=C", "l2=L", "v=PJ(2)"};
        return FitsBytes.start()
                .header("BINTABLE", 2, 59, 40, fields)
                .cards("TNULL2  = 5", "TSCAL3  = 2.0", "TZERO4  = 9223372036854775808", "TDIM5   = '(1,2)'")
                .cards("THEAP   = 118", "TUNIT6  = 'deg'", "LONG    = 'a&'", "CONTINUE  'b'", "EXTNAME = 'X'")
                .end()
                .data(rows)
                .header("TABLE", 2, 20, 0, "a=A4", "i=I4", "f=F12.3")
                .cards("TBCOL1  = 1", "TBCOL2  = 5", "TBCOL3  = 9", "TNULL2  = '-'")
                .end()
                .data("abcd  12   1.5E-0003xyz    -         777".getBytes(StandardCharsets.US_ASCII))
                .bytes();
    }

    @Test
    void theBaseFileItselfIsRead() {
        assertEquals(4, rowsOf(base()));
    }

    @Test
    void noFileBreaksTheReader() {
        byte[] base = base();
        int failures = 0;
        int readable = 0;
        for (long seed = 0; seed < FILES; seed++) {
            byte[] bytes = mutate(base, new Random(seed * 0x9E3779B97F4A7C15L));
            try {
                readable += rowsOf(bytes) > 0 ? 1 : 0;
            } catch (AlmagestException | CorruptionException told) {
                assertTrue(told.getMessage().contains("x.fits"), "seed " + seed + ": " + told.getMessage());
                failures++;
            } catch (RuntimeException | Error bug) {
                throw new AssertionError("seed " + seed, bug);
            }
        }
        assertTrue(failures > FILES / 10 && readable > FILES / 10, failures + " failures, " + readable + " readable");
    }

    private static int rowsOf(byte[] bytes) {
        int rows = 0;
        try (FitsFile file = OpenFits.of(new OneFile("x.fits", bytes), "x.fits")) {
            for (Hdu hdu : file.tables()) {
                FitsTable table = file.table(hdu);
                assertTrue(table.bytes() <= bytes.length);
                rows += Cells.of(table).size();
            }
            file.damage().ifPresent(damage -> {
                throw damage;
            });
        }
        return rows;
    }

    private static byte[] mutate(byte[] base, Random random) {
        byte[] bytes = base.clone();
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            bytes = mutateOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutateOnce(byte[] bytes, Random random) {
        int card = 80 * random.nextInt(Math.max(1, bytes.length / 80));
        switch (random.nextInt(8)) {
            case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> {
                return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            }
            case 3, 4 -> setValue(bytes, card, NUMBERS[random.nextInt(NUMBERS.length)]);
            case 5 -> {
                String keyword = keyword(bytes, card);
                String value = keyword.startsWith("TDIM")
                        ? DIMENSIONS[random.nextInt(DIMENSIONS.length)]
                        : FORMS[random.nextInt(FORMS.length)];
                setValue(bytes, card, "'" + value + "'");
            }
            case 6 -> {
                int other = 80 * random.nextInt(Math.max(1, bytes.length / 80));
                System.arraycopy(bytes, other, bytes, card, Math.min(80, bytes.length - Math.max(other, card)));
            }
            default -> {
                for (int i = 0; i < 4; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? 0xFF : 0x7F);
                }
            }
        }
        return bytes;
    }

    private static String keyword(byte[] bytes, int card) {
        return new String(bytes, card, Math.min(8, bytes.length - card), StandardCharsets.ISO_8859_1);
    }

    private static void setValue(byte[] bytes, int card, String value) {
        String keyword = keyword(bytes, card);
        boolean hasValue = bytes.length >= card + 80 && bytes[card + 8] == '=' && keyword.charAt(0) > ' ';
        if (hasValue) {
            byte[] text = String.format("%-70s", value).getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(text, 0, bytes, card + 10, 70);
        }
    }

    private static AlmagestException failure(FitsBytes bytes) {
        return failure(bytes.bytes());
    }

    private static AlmagestException failure(byte[] bytes) {
        AlmagestException told = assertThrows(AlmagestException.class, () -> rowsOf(bytes));
        assertEquals(SqlState.BAD_COPY_FORMAT, told.state(), told.getMessage());
        assertTrue(told.hint().isPresent());
        return told;
    }

    @Test
    void truncatedTablesSayHowManyRowsAreThere() {
        byte[] whole = FitsBytes.table(1000, 10, 0, new String[] {"a=10A"})
                .data(new byte[10_000])
                .bytes();
        byte[] cut = Arrays.copyOf(whole, 2 * 2880 + 5555);
        assertEquals(
                "x.fits, HDU 1, data at byte 5760: found 5555 bytes before the end of the file, 555 whole rows of 1000,"
                        + " expected 10000 bytes (NAXIS1 10, NAXIS2 1000, PCOUNT 0)",
                failure(cut).getMessage());
    }

    @Test
    void liesAboutSizesAreNamed() {
        String[] one = {"a=J"};
        for (String lie : List.of("NAXIS1", "NAXIS2", "PCOUNT", "GCOUNT", "BITPIX", "NAXIS", "TFIELDS")) {
            byte[] bytes = FitsBytes.table(1, 4, 0, one).data(new byte[4]).bytes();
            for (int card = 2880; card < bytes.length; card += 80) {
                if (keyword(bytes, card).strip().equals(lie)) {
                    setValue(bytes, card, lie.equals("GCOUNT") ? "2" : "9223372036854775807");
                }
            }
            assertTrue(failure(bytes).getMessage().startsWith("x.fits, HDU 1"), lie);
        }
        assertTrue(failure(FitsBytes.table(1, 5, 0, one).data(new byte[5]))
                .getMessage()
                .contains("TFORMn: found columns of 4 bytes, expected NAXIS1 = 5 bytes"));
        assertTrue(failure(FitsBytes.table(1, 4, 0, new String[] {"a=99999999999K"})
                        .data(new byte[4]))
                .getMessage()
                .contains("TFORM1: found '99999999999K', which ends at byte 799999999992 of the row"));
        assertTrue(failure(FitsBytes.table(1, 4, 0, new String[] {"a=4Y"}).data(new byte[4]))
                .getMessage()
                .contains("TFORM1: found '4Y'"));
        assertTrue(failure(FitsBytes.table(1, 8, 4, new String[] {"a=PJ"}, "THEAP   = 1000")
                        .data(new byte[12]))
                .getMessage()
                .contains("THEAP: found 1000, expected 8 to 12"));
    }

    @Test
    void descriptorsOutsideTheHeapNameTheirCell() {
        byte[] row = {0, 0, 0, 2, 0, 0, 0, 1, 9, 9, 9, 9, 9, 9, 9, 9};
        assertEquals(
                "x.fits, HDU 1, column a (PJ), row 1: found 2 elements at byte 1 of the heap, expected a cell within"
                        + " the heap of 8 bytes",
                failure(FitsBytes.table(1, 8, 8, new String[] {"a=PJ"}).data(row))
                        .getMessage());
        byte[] negative = {-1, -1, -1, -1, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9};
        assertTrue(failure(FitsBytes.table(1, 8, 8, new String[] {"a=PJ"}).data(negative))
                .getMessage()
                .contains("found -1 elements"));
    }
}
