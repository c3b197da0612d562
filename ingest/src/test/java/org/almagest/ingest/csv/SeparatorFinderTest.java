package org.almagest.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Masks find what the lexer finds, and boundaries end rows where the lexer does, on arbitrary
/// text.
final class SeparatorFinderTest {
    private static final long SEED = Long.getLong("almagest.seed", 314_159L);

    private static final CsvDialect PLAIN =
            new CsvDialect((byte) ',', false, '"', CsvDialect.NONE, '#', (byte) '\n', false, false);
    private static final CsvDialect ESCAPED =
            new CsvDialect((byte) ',', false, '"', '\\', CsvDialect.NONE, (byte) '\n', false, false);
    private static final CsvDialect BLANKS =
            new CsvDialect((byte) ' ', true, '"', CsvDialect.NONE, '#', (byte) '\n', true, false);

    private static byte[] text(Random random, String alphabet, int length) {
        byte[] bytes = new byte[length + 64];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
        return bytes;
    }

    private static int[] found(FieldTable table) {
        return Arrays.copyOf(table.positions(0), lines(table) == 0 ? 0 : table.lineEnds()[lines(table) - 1]);
    }

    private static int lines(FieldTable table) {
        return table.lines();
    }

    @Test
    void masksFindWhatTheLexerFinds() {
        Random random = new Random(SEED);
        int byMasks = 0;
        for (int i = 0; i < 20_000; i++) {
            String alphabet = i % 3 == 0 ? "abc,,\n" : i % 3 == 1 ? "ab,,\n\"\"\"" : "aaaaaaaaaa,\n\"#";
            int length = random.nextInt(400);
            byte[] bytes = text(random, alphabet, length);
            FieldTable masks = new FieldTable(2);
            FieldTable lexed = new FieldTable(2);
            new RowLexer(PLAIN).find(bytes, 0, length, lexed);
            if (new SeparatorFinder(PLAIN).findByMasks(bytes, 0, length, masks)) {
                byMasks++;
                assertEquals(lexed.lines(), masks.lines(), "seed " + SEED + ", text " + i);
                assertTrue(Arrays.equals(found(lexed), found(masks)), "seed " + SEED + ", text " + i);
            }
        }
        assertTrue(byMasks > 7_000, "masks served " + byMasks);
    }

    @Test
    void rowsEndWhereTheLexerEndsThem() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            CsvDialect dialect = i % 3 == 0 ? PLAIN : i % 3 == 1 ? ESCAPED : BLANKS;
            int length = 1 + random.nextInt(300);
            byte[] bytes = text(random, i % 2 == 0 ? "ab, \n\"\\" : "aaaaaa,bbbb  c\n\"#", length);
            FieldTable lexed = new FieldTable(2);
            new RowLexer(dialect).find(bytes, 0, length, lexed);
            int[] positions = found(lexed);
            int expected = positions.length == 0 ? -1 : positions[positions.length - 1] + 1;

            RowBoundaries boundaries = new RowBoundaries(dialect);
            boundaries.startChunk(Integer.MAX_VALUE);
            int end = -1;
            for (int at = 0; at < length; ) {
                int piece = Math.min(length - at, 1 + random.nextInt(100));
                byte[] slice = Arrays.copyOf(Arrays.copyOfRange(bytes, at, at + piece), piece + 64);
                boundaries.scan(slice, 0, piece);
                end = boundaries.rowEnd() < 0 ? end : at + boundaries.rowEnd();
                at += piece;
            }
            assertEquals(expected, end, "seed " + SEED + ", text " + i + " " + new String(bytes, 0, length));
            assertEquals(lexed.lines(), boundaries.rows(), "seed " + SEED + ", text " + i);
        }
    }
}
