package org.almagest.ingest.csv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Masks and counts against the obvious loops, at every offset and length.
final class ByteMasksTest {
    private static final long SEED = Long.getLong("almagest.seed", 20_261_126L);

    private static final byte[] ALPHABET = {',', '\n', '"', 'a', 0, -1, -128, 127, ',' + 1, ',' - 1, '\n' + 1, '"' ^ 1};

    private static byte[] text(Random random, int length) {
        byte[] bytes = new byte[length];
        int most = 1 + random.nextInt(ALPHABET.length);
        for (int i = 0; i < length; i++) {
            bytes[i] = ALPHABET[random.nextInt(most)];
        }
        return bytes;
    }

    @Test
    void splitFindsSeparatorsQuotesAndWideBytes() {
        Random random = new Random(SEED);
        for (int run = 0; run < 20_000; run++) {
            int blocks = 1 + random.nextInt(4);
            int from = random.nextInt(20);
            byte[] bytes = text(random, from + 64 * blocks);
            long[] separators = new long[blocks];
            long[] newlines = new long[blocks];
            byte delimiter = random.nextBoolean() ? (byte) ',' : (byte) -1;
            int seen = ByteMasks.split(bytes, from, blocks, delimiter, (byte) '\n', (byte) '"', separators, newlines);
            int expected = 0;
            for (int i = 0; i < 64 * blocks; i++) {
                byte b = bytes[from + i];
                String where = "seed " + SEED + ", run " + run + ", byte " + i;
                assertEquals(b == '\n', (newlines[i >> 6] >>> i & 1) == 1, where);
                assertEquals(b == '\n' || b == delimiter, (separators[i >> 6] >>> i & 1) == 1, where);
                expected |= (b == '"' ? ByteMasks.QUOTE_SEEN : 0) | (b < 0 ? ByteMasks.WIDE_SEEN : 0);
            }
            assertEquals(expected, seen, "seed " + SEED + ", run " + run);
        }
    }

    @Test
    void linesCountsNewlinesAndSeesQuotes() {
        Random random = new Random(SEED);
        for (int run = 0; run < 100_000; run++) {
            int from = random.nextInt(20);
            int to = from + random.nextInt(100);
            byte[] bytes = text(random, to + 8);
            int expected = 0;
            boolean quoteWithin = false;
            boolean quoteBehind = false;
            for (int i = from; i < to + 7; i++) {
                expected += i < to && bytes[i] == '\n' ? 1 : 0;
                quoteWithin |= i < to && bytes[i] == '"';
                quoteBehind |= bytes[i] == '"';
            }
            int found = ByteMasks.lines(bytes, from, to, (byte) '\n', (byte) '"');
            assertEquals(expected, found < 0 ? ~found : found, "seed " + SEED + ", run " + run);
            assertEquals(found < 0, quoteWithin || found < 0 && quoteBehind, "seed " + SEED + ", run " + run);
        }
    }
}
