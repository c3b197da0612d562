package org.almagest.ingest.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.RandomTable;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.apache.parquet.format.FileMetaData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are cut off, or in which bits are turned: a failure of one line that names the file,
/// or the rows that were written; nothing else, and no memory kept.
class HostileParquetTest {
    private static final int CASES = Integer.getInteger("almagest.hostile.cases", 1_500);

    @TempDir
    Path directory;

    private final MemoryBudget budget = MemoryBudget.root(64L << 20);

    private byte[] sound(long seed, PageCompression compression) throws IOException {
        RandomTable table = new RandomTable(seed, 300, ScalarType.INTERVAL);
        Path path = directory.resolve("sound.parquet");
        Written.write(new LocalFileSystem(), path.toString(), table.schema(), table.rows(), compression, 150);
        return Files.readAllBytes(path);
    }

    private List<List<Value>> read(byte[] bytes) throws IOException {
        Path path = directory.resolve("hostile.parquet");
        Files.write(path, bytes);
        ParquetTable table = ParquetTable.open(new LocalFileSystem(), path.toString(), Map.of(), budget);
        List<Integer> all =
                IntStream.range(0, table.schema().columnCount()).boxed().toList();
        List<List<Value>> rows = new ArrayList<>();
        try (Scan scan = table.scan(ScanRequest.of(all));
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(all.size());
            for (Optional<? extends Morsel> next = scan.claim(); next.isPresent(); next = scan.claim()) {
                reader.open(next.get());
                while (reader.next(batch) && rows.size() < 100_000) {
                    for (int i = 0; i < batch.size(); i++) {
                        int row = batch.row(i);
                        rows.add(all.stream()
                                .map(c -> Cells.get(batch.column(c), row))
                                .toList());
                    }
                }
            }
        }
        return rows;
    }

    private void require(Throwable failure, String what) {
        if (!(failure instanceof AlmagestException known)) {
            throw new AssertionError(what + " ended with " + failure, failure);
        }
        assertTrue(known.getMessage().contains("hostile.parquet"), what + ": " + known.getMessage());
        assertTrue(known.getMessage().lines().count() == 1, what);
        assertTrue(known.hint().isPresent(), what);
        assertEquals(0, budget.reserved(), what);
    }

    @Test
    void aFileCutOffAnywhereIsRefused() throws IOException {
        byte[] bytes = sound(5, PageCompression.ZSTD);
        for (int length = 4; length < bytes.length; length += 1 + bytes.length / 300) {
            byte[] cut = Arrays.copyOf(bytes, length);
            require(assertThrows(AlmagestException.class, () -> read(cut)), "cut to " + cut.length);
        }
    }

    @Test
    void turnedBitsAreFoundOrHarmless() throws IOException {
        long seed = Long.getLong("almagest.seed", 1_510L);
        System.out.println("almagest.seed=" + seed);
        Random random = new Random(seed);
        PageCompression[] codecs = {PageCompression.UNCOMPRESSED, PageCompression.SNAPPY, PageCompression.ZSTD};
        for (PageCompression codec : codecs) {
            byte[] bytes = sound(seed, codec);
            int footer = (int) ParquetFormat.I32.get(bytes, bytes.length - 8);
            int pages = bytes.length - 8 - footer;
            List<List<Value>> wanted = read(bytes);
            for (int i = 0; i < CASES / codecs.length; i++) {
                byte[] turned = bytes.clone();
                boolean inFooter = i % 3 == 0;
                int at = inFooter ? pages + random.nextInt(footer + 8) : random.nextInt(pages);
                turned[at] ^= (byte) (1 << random.nextInt(8));
                String what = codec + ", a bit of byte " + at + " of " + bytes.length;
                try {
                    List<List<Value>> found = read(turned);
                    assertTrue(inFooter || found.equals(wanted), what + " gave other rows");
                } catch (AlmagestException refused) {
                    require(refused, what);
                } catch (RuntimeException | Error wrong) {
                    require(wrong, what);
                }
                assertEquals(0, budget.reserved(), what);
            }
        }
    }

    @Test
    void pagesWithoutChecksumsDoNotBreakTheReader() throws IOException {
        long seed = Long.getLong("almagest.seed", 1_510L);
        System.out.println("almagest.seed=" + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(200) + ParquetFormat.SLACK_BYTES];
            random.nextBytes(bytes);
            int end = bytes.length - ParquetFormat.SLACK_BYTES;
            int count = random.nextInt(300);
            StoredType type = StoredType.values()[random.nextInt(StoredType.values().length)];
            try {
                decoder(random.nextInt(7), type, bytes, end, count).decode(new ValueBuffer(), count);
            } catch (DamagedBytes | IndexOutOfBoundsException known) {
                refused++;
            }
        }
        assertTrue(refused > 1_000, "only " + refused + " were refused");
    }

    private static ValueDecoder decoder(int kind, StoredType type, byte[] bytes, int end, int count) {
        return switch (kind) {
            case 0 -> new PlainDecoder(type, 5, bytes, 0, end);
            case 1 -> new DeltaDecoder(type, bytes, 0, end);
            case 2 -> new DeltaLengthDecoder(bytes, 0, end, count);
            case 3 -> new DeltaBytesDecoder(bytes, 0, end, count);
            case 4 -> new SplitDecoder(type, 5, bytes, 0, end);
            case 5 -> new RleTruthDecoder(bytes, 0, end);
            default ->
                new DictionaryDecoder(org.almagest.columnar.type.PhysicalType.LONG, new ValueBuffer(), bytes, 0, end);
        };
    }

    @Test
    void lyingFootersTakeNoMemory() {
        byte[] huge = new byte[64];
        System.arraycopy(ParquetFormat.MAGIC, 0, huge, 0, 4);
        System.arraycopy(ParquetFormat.MAGIC, 0, huge, 60, 4);
        ParquetFormat.I32.set(huge, 56, Integer.MAX_VALUE);
        AlmagestException refused = assertThrows(AlmagestException.class, () -> read(huge));
        assertEquals(SqlState.DATA_CORRUPTED, refused.state());
        require(refused, "a footer of 2 GiB");
        byte[] list = {0x29, (byte) 0xFC, -1, -1, -1, -1, 7, 0};
        assertThrows(DamagedBytes.class, () -> ThriftBytes.read(list, 0, list.length, new FileMetaData(), "x"));
        byte[] deep = new byte[1 << 20];
        Arrays.fill(deep, (byte) 0x19);
        deep[0] = (byte) 0xF9;
        assertThrows(DamagedBytes.class, () -> ThriftBytes.read(deep, 0, deep.length, new FileMetaData(), "x"));
    }
}
