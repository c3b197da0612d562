package org.almagest.columnar.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.kernel.DecodeKernels;
import org.almagest.columnar.kernel.FilterKernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What every encoding must do with every column that it can hold. A subclass names both.
///
/// Set `-Dalmagest.seed=` to the printed number to run a failure again.
abstract class PageCodecContract {
    private final long seed = Long.getLong("almagest.seed", 1_510L);
    private final Random random = new Random(seed);
    private final PageOracle oracle = new PageOracle();

    abstract Encoding encoding();

    /// Answers random rows that the encoding can hold.
    abstract ColumnValues randomColumn(Random from, int rows, long[] validity);

    /// Answers columns at the edges of the kind, without NULL.
    abstract List<ColumnValues> extremes();

    @BeforeAll
    static void compileKernels() {
        DecodeKernels.warmUp();
        FilterKernels.warmUp();
    }

    @Test
    void holdsNoRows() {
        roundTrip(randomColumn(random, 0, ColumnValues.ALL_VALID));
    }

    @Test
    void holdsOneRow() {
        roundTrip(randomColumn(random, 1, ColumnValues.ALL_VALID));
    }

    @Test
    void holdsOnlyNulls() {
        for (int rows : new int[] {1, 64, 1024, 3000}) {
            roundTrip(randomColumn(random, rows, new long[rows / 64 + 1]));
        }
    }

    @Test
    void holdsExtremes() {
        extremes().forEach(this::roundTrip);
    }

    @Test
    void holdsEveryDensityOfNulls() {
        for (double density : new double[] {0.0002, 0.01, 0.06, 0.1, 0.5, 0.9, 0.94, 0.99, 0.9998}) {
            int rows = 10_000 + random.nextInt(6_000);
            roundTrip(randomColumn(random, rows, randomValidity(rows, density)));
        }
    }

    @Test
    void holdsBlocksOfAnyLength() {
        for (int rows : new int[] {2, 63, 64, 65, 1023, 1024, 1025, 2048, 2049, 16_384, 65_536}) {
            roundTrip(randomColumn(random, rows, ColumnValues.ALL_VALID));
            roundTrip(randomColumn(random, rows, randomValidity(rows, random.nextDouble())));
        }
    }

    @Test
    void holdsWholeBlocksOfNulls() {
        long[] validity = new long[4096 / 64];
        Arrays.fill(validity, 16, 32, -1L);
        validity[33] = 1L << 40;
        roundTrip(randomColumn(random, 4096, validity));
    }

    @Test
    void startsAPageAtAnyRow() {
        int rows = 5000;
        ColumnValues column = randomColumn(random, rows, randomValidity(rows, 0.3));
        ChunkEncoder encoder = new ChunkEncoder(column.kind());
        encoder.begin(column);
        for (int from = 0; from < rows; ) {
            int count = Math.min(rows - from, 1 + random.nextInt(1500));
            check(encoder, encoder.encodePage(from, count, encoding()), column, from);
            from += count;
        }
    }

    @Test
    void neverBelievesTruncatedBytes() {
        int rows = 2500;
        ColumnValues column = randomColumn(random, rows, randomValidity(rows, 0.05));
        Encoded encoded = encode(column);
        byte[] page = encoded.page.bytes();
        for (int round = 0; round < 400; round++) {
            int length = round < 100 ? round : random.nextInt(page.length);
            byte[] cut = Arrays.copyOf(page, length);
            assertThrows(
                    CorruptionException.class, () -> decodeAll(cut, encoded), "seed " + seed + ", cut at " + length);
        }
    }

    @Test
    void survivesFlippedBits() {
        int rows = 2500;
        Encoded encoded = encode(randomColumn(random, rows, randomValidity(rows, 0.05)));
        byte[] page = encoded.page.bytes();
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] hurt = page.clone();
            int flips = 1 + random.nextInt(4);
            for (int i = 0; i < flips; i++) {
                int bit = random.nextInt(8 * (random.nextBoolean() ? Math.min(200, hurt.length) : hurt.length));
                hurt[bit >>> 3] ^= (byte) (1 << (bit & 7));
            }
            refused += survives(hurt, encoded) ? 0 : 1;
        }
        assertTrue(refused > 100, "seed " + seed + ": refused only " + refused);
    }

    @Test
    void survivesWildBlocks() {
        int rows = 1500;
        Encoded encoded = encode(randomColumn(random, rows, ColumnValues.ALL_VALID));
        byte[] page = encoded.page.bytes();
        int bodyAt = 40;
        for (int round = 0; round < 1000 && page.length > bodyAt; round++) {
            byte[] wild = page.clone();
            int from = bodyAt + random.nextInt(page.length - bodyAt);
            int count = Math.min(page.length - from, 1 + random.nextInt(32));
            byte fill = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
            Arrays.fill(wild, from, from + count, fill);
            survives(wild, encoded);
        }
    }

    /// Decodes damaged bytes: any answer is good (checksums are another layer's), and one
    /// exception.
    private boolean survives(byte[] page, Encoded encoded) {
        try {
            decodeAll(page, encoded);
            return true;
        } catch (CorruptionException refused) {
            return false;
        } catch (RuntimeException | Error failure) {
            throw new AssertionError("seed " + seed + ": damaged bytes must be refused clearly", failure);
        }
    }

    private void decodeAll(byte[] page, Encoded encoded) {
        try (Arena arena = Arena.ofConfined()) {
            PageReader reader = PageReader.open(PageOracle.memory(arena, page), encoded.dictionary, () -> "page");
            int[] positions = {0, 3, 400};
            for (int block = 0; block < reader.blocks(); block++) {
                oracle.decode(reader, block);
                oracle.range(reader, block);
                oracle.decodeAt(reader, block, positions, reader.rowsIn(block) > 400 ? 3 : 1);
            }
        }
    }

    private void roundTrip(ColumnValues column) {
        ChunkEncoder encoder = new ChunkEncoder(column.kind());
        encoder.begin(column);
        if (needsDictionary() && valid(column) == 0) {
            return;
        }
        check(encoder, encoder.encodePage(0, column.rows(), encoding()), column, 0);
    }

    private void check(ChunkEncoder encoder, EncodedPage page, ColumnValues column, int from) {
        String about = encoding() + " of " + column.kind() + ", " + page.rows() + " rows, seed " + seed;
        assertEquals(encoding(), page.encoding(), about);
        try (Arena arena = Arena.ofConfined()) {
            PageReader reader =
                    PageReader.open(PageOracle.memory(arena, page.bytes()), dictionary(arena, encoder), () -> about);
            assertEquals(encoding(), reader.encoding(), about);
            assertEquals(page.rows(), reader.rows(), about);
            assertEquals(page.nullCount(), reader.nullCount(), about);
            oracle.check(reader, column, from, random, about);
        }
    }

    private record Encoded(EncodedPage page, Dictionary dictionary) {}

    private Encoded encode(ColumnValues column) {
        ChunkEncoder encoder = new ChunkEncoder(column.kind());
        encoder.begin(column);
        EncodedPage page = encoder.encodePage(0, column.rows(), encoding());
        try (Arena arena = Arena.ofConfined()) {
            return new Encoded(page, dictionary(arena, encoder));
        }
    }

    private static Dictionary dictionary(Arena arena, ChunkEncoder encoder) {
        return encoder.dictionary()
                .map(encoded -> Dictionary.open(PageOracle.memory(arena, encoded.bytes()), () -> "dictionary"))
                .orElse(Dictionary.EMPTY);
    }

    private boolean needsDictionary() {
        return encoding() == Encoding.DICTIONARY;
    }

    private static int valid(ColumnValues column) {
        int valid = 0;
        for (int row = 0; row < column.rows(); row++) {
            valid += column.isValid(row) ? 1 : 0;
        }
        return valid;
    }

    private long[] randomValidity(int rows, double nullDensity) {
        long[] validity = new long[rows / 64 + 1];
        for (int row = 0; row < rows; row++) {
            if (random.nextDouble() >= nullDensity) {
                validity[row >>> 6] |= 1L << row;
            }
        }
        return validity;
    }
}
