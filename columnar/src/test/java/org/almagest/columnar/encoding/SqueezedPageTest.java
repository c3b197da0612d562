package org.almagest.columnar.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.schema.Compression;
import org.junit.jupiter.api.Test;

/// Pages in the form of a block codec.
final class SqueezedPageTest {
    private static final List<Encoding> CODECS = List.of(Encoding.LZ4, Encoding.ZSTD);
    private static final int ROWS = 3000;

    private final long seed = Long.getLong("almagest.seed", 1_510L);
    private final Random random = new Random(seed);
    private final PageOracle oracle = new PageOracle();

    private static ColumnValues words(Random random, int rows) {
        String[] words = {"a bright star", "a faint star", "a galaxy", "near the pole"};
        return Columns.bytes(
                rows,
                ColumnValues.ALL_VALID,
                i -> ("%s beside %s, object %d, "
                                .formatted(words[random.nextInt(4)], words[random.nextInt(4)], i)
                                .repeat(2))
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void holdsPagesOfEveryKind() {
        long[] validity = random.longs(ROWS / 64 + 1).toArray();
        List<ColumnValues> columns = List.of(
                Columns.ints(ROWS, validity, i -> i % 100),
                Columns.longs(ROWS, validity, i -> i * 7L),
                Columns.floats(ROWS, validity, i -> Float.floatToRawIntBits(i / 8f)),
                Columns.doubles(ROWS, validity, i -> Math.sin(i)),
                words(random, ROWS));
        PageRoom room = new PageRoom();
        for (Encoding codec : CODECS) {
            for (ColumnValues column : columns) {
                ChunkEncoder encoder = new ChunkEncoder(column.kind());
                encoder.begin(column);
                EncodedPage page = encoder.encodeSqueezed(0, ROWS, Encoding.PLAIN, codec);
                assertEquals(codec, page.encoding());
                try (Arena arena = Arena.ofConfined()) {
                    var bytes = PageOracle.memory(arena, page.bytes());
                    PageReader reader = PageReader.open(bytes, Dictionary.EMPTY, room, () -> "page");
                    assertEquals(Encoding.PLAIN, reader.encoding());
                    oracle.check(reader, column, 0, random, "seed " + seed);
                }
            }
        }
    }

    @Test
    void archivesAreSmaller() {
        for (ColumnValues column :
                List.of(words(random, ROWS), Columns.longs(ROWS, ColumnValues.ALL_VALID, i -> i % 7 * 1000L))) {
            ChunkEncoder plain = new ChunkEncoder(column.kind());
            plain.begin(column);
            ChunkEncoder archive = new ChunkEncoder(column.kind(), Compression.ARCHIVE);
            archive.begin(column);
            EncodedPage page = archive.encodePage(0, ROWS);
            assertTrue(page.bytes().length < plain.encodePage(0, ROWS).bytes().length, page.encoding() + "");
            try (Arena arena = Arena.ofConfined()) {
                Dictionary dictionary = archive.dictionary()
                        .map(d -> Dictionary.open(PageOracle.memory(arena, d.bytes()), () -> "dictionary"))
                        .orElse(Dictionary.EMPTY);
                PageReader reader = PageReader.open(PageOracle.memory(arena, page.bytes()), dictionary, () -> "page");
                oracle.check(reader, column, 0, random, "seed " + seed);
            }
        }
    }

    @Test
    void refusesDamage() {
        for (Encoding codec : CODECS) {
            ChunkEncoder encoder = new ChunkEncoder(ValueKind.BYTES);
            encoder.begin(words(random, ROWS));
            byte[] page = encoder.encodeSqueezed(0, ROWS, Encoding.PLAIN, codec).bytes();
            for (int round = 0; round < 200; round++) {
                byte[] cut = Arrays.copyOf(page, random.nextInt(page.length));
                assertThrows(CorruptionException.class, () -> decode(cut), "seed " + seed);
            }
            int refused = 0;
            for (int round = 0; round < 2000; round++) {
                byte[] hurt = page.clone();
                int bit = random.nextInt(8 * (random.nextBoolean() ? 64 : hurt.length));
                hurt[bit >>> 3] ^= (byte) (1 << (bit & 7));
                refused += refuses(hurt) ? 1 : 0;
            }
            assertTrue(refused > 200, "seed " + seed + ": refused only " + refused);
        }
    }

    private boolean refuses(byte[] page) {
        try {
            decode(page);
            return false;
        } catch (CorruptionException refused) {
            return true;
        } catch (RuntimeException | Error failure) {
            throw new AssertionError("seed " + seed + ": damaged bytes must be refused clearly", failure);
        }
    }

    private void decode(byte[] page) {
        try (Arena arena = Arena.ofConfined()) {
            PageReader reader = PageReader.open(PageOracle.memory(arena, page), () -> "page");
            for (int block = 0; block < reader.blocks(); block++) {
                oracle.decode(reader, block);
            }
        }
    }
}
