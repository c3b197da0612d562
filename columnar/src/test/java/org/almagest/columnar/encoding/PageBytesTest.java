package org.almagest.columnar.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.almagest.columnar.error.CorruptionException;
import org.junit.jupiter.api.Test;

/// Pages of format version 1, byte for byte. These bytes must stay readable for ever; a change that
/// makes a test here fail makes every database on disk unreadable.
final class PageBytesTest {
    private static final long[] ALL = ColumnValues.ALL_VALID;
    private static final String SLACK = "00".repeat(64);

    private static void expect(ColumnValues column, Encoding encoding, String hex) {
        ChunkEncoder encoder = new ChunkEncoder(column.kind());
        encoder.begin(column);
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        EncodedPage page = encoder.encodePage(0, column.rows(), encoding);
        assertEquals(HexFormat.of().formatHex(bytes), HexFormat.of().formatHex(page.bytes()));
        try (Arena arena = Arena.ofConfined()) {
            Dictionary dictionary = encoder.dictionary()
                    .map(d -> Dictionary.open(PageOracle.memory(arena, d.bytes()), () -> "dictionary"))
                    .orElse(Dictionary.EMPTY);
            PageReader reader = PageReader.open(PageOracle.memory(arena, bytes), dictionary, () -> "page");
            new PageOracle().check(reader, column, 0, new Random(1), encoding.name());
        }
    }

    @Test
    void constant() {
        expect(Columns.ints(5, ALL, i -> -2), Encoding.CONSTANT, "01 00 00 00 05000000 00000000 00000000 feffffff");
        expect(
                Columns.bytes(5, ALL, i -> "sky".getBytes(StandardCharsets.UTF_8)),
                Encoding.CONSTANT,
                "01 00 04 00 05000000 00000000 00000000 03000000 736b79");
    }

    @Test
    void allNull() {
        expect(Columns.longs(3, new long[1], i -> 9), Encoding.CONSTANT, "01 00 01 01 03000000 03000000 00000000");
    }

    @Test
    void frameOfReference() {
        // 100, 101, 107: base 100, differences 0, 1, 7 of 3 bits: 111 001 000 = 0x01c8.
        expect(
                Columns.ints(3, ALL, i -> new int[] {100, 101, 107}[i]),
                Encoding.FOR,
                "01 01 00 00 03000000 00000000 00000000 18000000 20000000 64000000 03 c801 00" + SLACK);
        expect(
                Columns.longs(3, ALL, i -> new long[] {-1, 0, 6}[i]),
                Encoding.FOR,
                "01 01 01 00 03000000 00000000 00000000 18000000 28000000 ffffffffffffffff 03 c801 0000000000" + SLACK);
    }

    @Test
    void bitmapAndPositions() {
        // Rows 0 and 2 of 3 hold values; a list of one NULL row (8 bytes) is no shorter than a bitmap.
        expect(
                Columns.ints(3, new long[] {0b101}, i -> 100 + i),
                Encoding.PLAIN,
                "01 04 00 02 03000000 01000000 00000000 0500000000000000 20000000 28000000 64000000 66000000" + SLACK);
        long[] validity = {-1, -1L & ~(1L << 2)};
        expect(
                Columns.ints(100, new long[] {validity[0], validity[1] & (1L << 36) - 1}, i -> 5),
                Encoding.CONSTANT,
                "01 00 00 03 64000000 01000000 00000000 4200000000000000 05000000");
    }

    @Test
    void dictionary() {
        String[] words = {"b", "a", "b", "b"};
        ColumnValues column = Columns.bytes(4, ALL, i -> words[i].getBytes(StandardCharsets.UTF_8));
        expect(
                column,
                Encoding.DICTIONARY,
                "01 02 04 00 04000000 00000000 00000000 18000000 20000000 00000000 01 0d 0000" + SLACK);
        ChunkEncoder encoder = new ChunkEncoder(ValueKind.BYTES);
        encoder.begin(column);
        encoder.encodePage(0, 4, Encoding.DICTIONARY);
        assertEquals(
                "0104000002000000000000000100000002000000" + "6162",
                HexFormat.of().formatHex(encoder.dictionary().orElseThrow().bytes()));
    }

    @Test
    void alp() {
        // Too few to gain: raw.
        double[] values = {1.5, 2.25, -0.0};
        ColumnValues column = Columns.doubles(3, ALL, i -> values[i]);
        ChunkEncoder encoder = new ChunkEncoder(ValueKind.DOUBLE);
        encoder.begin(column);
        byte[] page = encoder.encodePage(0, 3, Encoding.ALP).bytes();
        String block = HexFormat.of().formatHex(page).substring(48, 48 + 2 * 32);
        assertEquals("ff00000000000000" + "000000000000f83f" + "0000000000000240" + "0000000000000080", block);
        // 1.5 and 2.25 are 150 and 225 hundredths (e 18, f 16); base 150, differences 0 and 75 of 7 bits.
        // -0.0 is an exception, its slot holds the base.
        double[] decimals = new double[16];
        for (int i = 0; i < 15; i++) {
            decimals[i] = 150 / 100.0 + i % 2 * 0.75;
        }
        decimals[15] = -0.0;
        expect(
                Columns.doubles(16, ALL, i -> decimals[i]),
                Encoding.ALP,
                "01 03 03 00 10000000 00000000 00000000 18000000 40000000"
                        + "12 10 07 00 0100 9600000000000000 8025600958029680256009580200 0f00 0000000000000080 0000"
                        + SLACK);
    }

    @Test
    void plainNumbers() {
        expect(
                Columns.floats(2, ALL, i -> i == 0 ? 0x7FC0_BEEF : 0x8000_0000),
                Encoding.PLAIN,
                "01 04 02 00 02000000 00000000 00000000 18000000 20000000 efbec07f 00000080" + SLACK);
    }

    @Test
    void plainText() {
        // M 1, M 31: prefix "M ", suffix lengths 1 and 2: least 1, width 1, packed 0b10, suffixes "1" and "31".
        expect(
                Columns.bytes(2, ALL, i -> (i == 0 ? "M 1" : "M 31").getBytes(StandardCharsets.UTF_8)),
                Encoding.PLAIN,
                "01 04 04 00 02000000 00000000 00000000 18000000 28000000 02 01 01000000 03000000 02 4d20 313331"
                        + SLACK);
    }

    @Test
    void runs() {
        expect(
                Columns.ints(4, ALL, i -> i < 3 ? 5 : 9),
                Encoding.RUN_LENGTH,
                "01 05 00 00 04000000 00000000 00000000 18000000 28000000 0200 05000000 09000000 0300 0400 0000"
                        + SLACK);
    }

    @Test
    void steps() {
        // Multiples of 8 beyond 1000: 0, 1, 5 of 3 bits.
        long[] values = {1000, 1008, 1040};
        expect(
                Columns.longs(3, ALL, i -> values[i]),
                Encoding.DELTA,
                "01 06 01 00 03000000 00000000 00000000 18000000 30000000"
                        + "e803000000000000 1004000000000000 00 03 03 00 4801 0000" + SLACK);
        // Sixteen values at equal steps.
        expect(
                Columns.longs(16, ALL, i -> i * 1_000_000_007L),
                Encoding.DELTA,
                "01 06 01 00 10000000 00000000 00000000 18000000 40000000"
                        + "0000000000000000 69d6117e03000000 01 00 00 00 0000000000000000 07ca9a3b00000000 00000000"
                        + SLACK);
    }

    @Test
    void cutFloats() {
        // 1.5 and 1.25 agree in their upper 12 bits, 0x3ff.
        expect(
                Columns.doubles(2, ALL, i -> i == 0 ? 1.5 : 1.25),
                Encoding.ALP_RD,
                "01 07 03 00 02000000 00000000 00000000 18000000 30000000"
                        + "34 00 0000 ff03 00000000000008000000000040 0000000000" + SLACK);
    }

    @Test
    void numberedText() {
        expect(
                text("M 1", "M 31"),
                Encoding.NUMBERED,
                "01 09 04 00 02000000 00000000 00000000 18000000 38000000 02 00 4d20"
                        + "0100000000000000 1f00000000000000 00 01 04 00 f0 00000000000000" + SLACK);
    }

    /// How symbols are found is the writer's affair; what they mean is not.
    @Test
    void codedText() {
        reads(
                text("abab?"),
                "01 08 04 00 01000000 00000000 00000000 30000000 48000000"
                        + "0100000000000000 6162000000000000 02 00000000000000"
                        + "00000000 04000000 04000000 05000000 0000ff3f 00000000" + SLACK);
    }

    @Test
    void squeezedPages() {
        String inner = "01 00 00 00 05000000 00000000 00000000 feffffff";
        ColumnValues column = Columns.ints(5, ALL, i -> -2);
        reads(column, "01 0a 00 00 05000000 00000000 00000000 14000000 16000000 f005" + inner);
        reads(column, "01 0b 00 00 05000000 00000000 00000000 14000000 1d000000 28b52ffd 20 14 a10000" + inner);
    }

    private static ColumnValues text(String... words) {
        return Columns.bytes(words.length, ALL, i -> words[i].getBytes(StandardCharsets.UTF_8));
    }

    private static void reads(ColumnValues column, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        try (Arena arena = Arena.ofConfined()) {
            PageReader reader = PageReader.open(PageOracle.memory(arena, bytes), () -> "page");
            new PageOracle().check(reader, column, 0, new Random(1), hex);
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        refuses("02 00 00 00 05000000 00000000 00000000 feffffff", "page format version 2");
        refuses("01 0c 00 00 05000000 00000000 00000000 feffffff", "encoding id 12");
        refuses("01 00 09 00 05000000 00000000 00000000 feffffff", "value kind id 9");
        refuses("01 00 00 05 05000000 01000000 00000000 feffffff", "validity form 5");
        refuses("01 00 00 00 ffffffff 00000000 00000000 feffffff", "-1 rows");
        refuses("01 00 00 00 05000000 00000000 01000000 feffffff", "1 in the reserved field");
        refuses("01 03 00 00 00000000 00000000 00000000 18000000 00000000" + SLACK, "ALP of INT");
    }

    private static void refuses(String hex, String found) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        try (Arena arena = Arena.ofConfined()) {
            var page = PageOracle.memory(arena, bytes);
            var refusal = assertThrows(CorruptionException.class, () -> PageReader.open(page, () -> "t.seg, page 3"));
            assertTrue(refusal.getMessage().contains(found), refusal.getMessage());
            assertTrue(refusal.getMessage().startsWith("t.seg, page 3"), refusal.getMessage());
        }
    }
}
